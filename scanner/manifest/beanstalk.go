package manifest

import (
	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest/images"
)

var beanstalk = Kind{
	Name:     ".elasticbeanstalk/config.yml",
	Files:    []string{".elasticbeanstalk/config.yml", ".elasticbeanstalk/config.yaml", ".elasticbeanstalk/*.config.yml"},
	Declares: "the platform of Elastic Beanstalk",
	Catalog:  true,
	Parse: func(f *File) {
		y := parseYAML(f)
		for _, doc := range y.docs {
			if platform := y.get(doc, "global", "default_platform"); isScalar(platform) {
				f.declareBeanstalk(y.literal(platform), "")
			}
		}
	},
}

var beanstalkExtensions = Kind{
	Name:     ".ebextensions",
	Files:    []string{".ebextensions/*.config"},
	Declares: "the packages that are installed; as evidence options of the JVM",
	Catalog:  true,
	Parse:    parseBeanstalkExtensions,
}

// parseBeanstalkExtensions reads what is changed on the machines of an environment.
//
// Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/ebextensions.html
func parseBeanstalkExtensions(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		y.each(y.get(doc, "packages"), func(manager string, packages *yamlNode) {
			if manager == "yum" || manager == "apt" {
				y.beanstalkPackages(packages)
			}
		})
		options := y.get(doc, "option_settings")
		y.each(options, func(_ string, settings *yamlNode) { y.environment(settings, "") })
		if options != nil && options.Kind == yaml.SequenceNode {
			for _, option := range y.items(options) {
				y.options(y.get(option, "value"), "")
			}
		}
	}
}

// beanstalkPackages declares the runtimes among packages: the name is the key.
func (y *yamlFile) beanstalkPackages(packages *yamlNode) {
	if packages == nil || packages.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(packages.Content); i += 2 {
		key := packages.Content[i]
		named, ok := images.NamedPackage(key.Value)
		if !ok || named.Line == "" {
			continue
		}
		d := Declaration{At: y.place(key), Vendor: named.Vendor, Text: key.Value[named.Start:named.End], Binding: rules.Exact, Scope: Run}
		if d.At.Text() == key.Value {
			d.At = y.f.At(d.At.Start+named.Start, d.At.Start+named.End)
		}
		if named.Build {
			d.Scope = Build
		}
		shown := d.Text
		d.Text = named.Line
		declareVersion(y.f, named.Runtime, d)
		if n := len(y.f.declarations); n > 0 {
			y.f.declarations[n-1].Text = shown
		}
	}
}

var dockerrun = Kind{
	Name:     "Dockerrun.aws.json",
	Files:    []string{"dockerrun.aws.json"},
	Declares: "the images that Elastic Beanstalk runs",
	Parse: func(f *File) {
		root := parseJSON(f)
		f.jsonImage(root.get("Image", "Name"), "")
		f.jsonContainers(root.get("containerDefinitions"), "")
	},
}

// jsonContainers declares the images of definitions of containers as Amazon's ECS
// takes them.
func (f *File) jsonContainers(definitions *jsonValue, unit string) {
	if definitions == nil {
		return
	}
	for _, container := range definitions.items {
		of := unit
		if name := container.get("name"); of == "" && name.isString() {
			of = "(container " + name.text + ")"
		}
		f.jsonImage(container.get("image"), of)
	}
}

func (f *File) jsonImage(image *jsonValue, unit string) {
	if image.isString() {
		f.declareImage(setting{text: image.text, at: f.At(image.at.Start, image.at.End)}, unit, Run)
	}
}

// declareImage declares what an image holds, if its name stands where it is used.
func (f *File) declareImage(s setting, unit string, scope Scope) {
	if s.missing != "" || s.at.File == nil || s.at.Text() != s.text {
		return
	}
	for _, d := range imageDeclarations(s.at.File, literalWord(s.text, s.at.Span), nil) {
		d.Unit, d.Via = unit, append(d.Via, s.via...)
		if scope != Run {
			d.Scope = scope
		}
		f.Declare(d)
	}
}
