package sarif

// What of SARIF 2.1.0 is written, under its own names. A property that is left out has
// the default of the standard; lists that scripts go through are there when empty.
//
// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
type (
	log struct {
		Schema  string `json:"$schema"`
		Version string `json:"version"`
		Runs    []run  `json:"runs"`
	}
	run struct {
		OriginalURIBaseIDs map[string]artifactLocation `json:"originalUriBaseIds"`
		ColumnKind         string                      `json:"columnKind"`
		Invocations        []invocation                `json:"invocations"`
		Properties         map[string]any              `json:"properties"`
		Tool               tool                        `json:"tool"`
		Results            []result                    `json:"results"`
	}
	tool struct {
		Driver driver `json:"driver"`
	}
	driver struct {
		InformationURI string                `json:"informationUri"`
		Name           string                `json:"name"`
		Version        string                `json:"version,omitempty"`
		Rules          []reportingDescriptor `json:"rules"`
	}
	reportingDescriptor struct {
		ID                   string                 `json:"id"`
		ShortDescription     multiformatMessage     `json:"shortDescription"`
		FullDescription      multiformatMessage     `json:"fullDescription"`
		Help                 multiformatMessage     `json:"help"`
		HelpURI              string                 `json:"helpUri,omitempty"`
		DefaultConfiguration reportingConfiguration `json:"defaultConfiguration"`
		Properties           map[string]any         `json:"properties"`
	}
	reportingConfiguration struct {
		Level string `json:"level"`
	}
	invocation struct {
		ExecutionSuccessful        bool           `json:"executionSuccessful"`
		ToolExecutionNotifications []notification `json:"toolExecutionNotifications"`
	}
	notification struct {
		Level     string     `json:"level"`
		Message   message    `json:"message"`
		Locations []location `json:"locations,omitempty"`
	}
	result struct {
		RuleID              string            `json:"ruleId"`
		RuleIndex           int               `json:"ruleIndex"`
		Kind                string            `json:"kind"`
		Level               string            `json:"level"`
		Message             message           `json:"message"`
		Locations           []location        `json:"locations"`
		RelatedLocations    []location        `json:"relatedLocations"`
		PartialFingerprints map[string]string `json:"partialFingerprints,omitempty"`
		Fixes               []fix             `json:"fixes"`
		// Suppressions is never nil: either all results of a run have a list or none
		// (3.27.23).
		Suppressions []suppression  `json:"suppressions"`
		Properties   map[string]any `json:"properties"`
	}
	suppression struct {
		Kind          string         `json:"kind"`
		Status        string         `json:"status"`
		Justification string         `json:"justification,omitempty"`
		Location      *location      `json:"location,omitempty"`
		Properties    map[string]any `json:"properties"`
	}
	location struct {
		ID               int               `json:"id,omitempty"` // from 1; 0: nothing refers to it
		Message          *message          `json:"message,omitempty"`
		PhysicalLocation *physicalLocation `json:"physicalLocation"`
	}
	physicalLocation struct {
		ArtifactLocation artifactLocation `json:"artifactLocation"`
		Region           *region          `json:"region,omitempty"`
		ContextRegion    *region          `json:"contextRegion,omitempty"`
	}
	artifactLocation struct {
		URI         string   `json:"uri,omitempty"`
		URIBaseID   string   `json:"uriBaseId,omitempty"`
		Description *message `json:"description,omitempty"`
	}
	region struct { // all from 1; 0 is left out
		StartLine   int      `json:"startLine"`
		StartColumn int      `json:"startColumn,omitempty"`
		EndLine     int      `json:"endLine,omitempty"`
		EndColumn   int      `json:"endColumn,omitempty"`
		Snippet     *content `json:"snippet,omitempty"`
	}
	content struct {
		Text string `json:"text"`
	}
	message struct {
		Text string `json:"text"`
	}
	multiformatMessage struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	fix struct {
		Description     message          `json:"description"`
		ArtifactChanges []artifactChange `json:"artifactChanges"`
	}
	artifactChange struct {
		ArtifactLocation artifactLocation `json:"artifactLocation"`
		Replacements     []replacement    `json:"replacements"`
	}
	replacement struct {
		DeletedRegion   region  `json:"deletedRegion"`
		InsertedContent content `json:"insertedContent"`
	}
)
