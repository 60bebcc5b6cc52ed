package cyclonedx

// What of CycloneDX 1.6 is written, under its own names.
//
// Source: https://cyclonedx.org/docs/1.6/json/
type (
	document struct {
		Schema       string       `json:"$schema"`
		BOMFormat    string       `json:"bomFormat"`
		SpecVersion  string       `json:"specVersion"`
		SerialNumber string       `json:"serialNumber,omitempty"`
		Version      int          `json:"version"`
		Metadata     metadata     `json:"metadata"`
		Components   []component  `json:"components"` // never nil
		Dependencies []dependency `json:"dependencies,omitempty"`
	}
	metadata struct {
		Tools      tools      `json:"tools"`
		Properties properties `json:"properties"` // never empty
	}
	tools struct {
		Components []component `json:"components"`
	}
	component struct {
		BOMRef             string              `json:"bom-ref,omitempty"`
		Type               string              `json:"type"`
		Group              string              `json:"group,omitempty"`
		Name               string              `json:"name"`
		Version            string              `json:"version,omitempty"`
		PackageURL         string              `json:"purl,omitempty"`
		ExternalReferences []externalReference `json:"externalReferences,omitempty"`
		Properties         properties          `json:"properties,omitempty"`
		Evidence           *evidence           `json:"evidence,omitempty"`
		CryptoProperties   *cryptoProperties   `json:"cryptoProperties,omitempty"`
	}
	externalReference struct {
		URL     string `json:"url"`
		Comment string `json:"comment,omitempty"`
		Type    string `json:"type"`
	}
	property struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	evidence struct {
		Occurrences []occurrence `json:"occurrences"`
	}
	occurrence struct {
		Location          string `json:"location"`
		Line              int    `json:"line,omitempty"` // from 1; 0: none
		AdditionalContext string `json:"additionalContext,omitempty"`
	}
	cryptoProperties struct {
		AssetType          string             `json:"assetType"`
		ProtocolProperties protocolProperties `json:"protocolProperties"`
	}
	protocolProperties struct {
		Type    string `json:"type"`
		Version string `json:"version"`
	}
	dependency struct {
		Ref          string   `json:"ref"`
		Dependencies []string `json:"dependsOn,omitempty"`
		Provides     []string `json:"provides,omitempty"`
	}
)
