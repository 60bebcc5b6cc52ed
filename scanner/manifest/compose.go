package manifest

import (
	"path"
	"strings"

	"go.yaml.in/yaml/v4"
)

var compose = Kind{
	Name: "Compose file",
	Files: []string{"compose.*yml", "compose.*yaml", "docker-compose.*yml", "docker-compose.*yaml", "docker-compose-*.yml", "docker-compose-*.yaml",
		"docker-stack.*yml", "docker-stack.*yaml"},
	Declares: "the `image` of each service",
	Parse:    parseCompose,
}

func parseCompose(f *File) {
	y := parseYAML(f)
	scope := composeScope(f.Path)
	for _, doc := range y.docs {
		services := y.get(doc, "services")
		if services == nil && y.get(doc, "version") == nil {
			services = doc // the first version of the format
		}
		y.each(services, func(name string, service *yamlNode) {
			if image := y.get(service, "image"); image != nil && image.Kind == yaml.ScalarNode {
				y.declareImage(y.place(image), "(service "+name+")", scope)
			}
		})
	}
}

// composeScope tells by the file's name what it is for: docker-compose.test.yml.
func composeScope(name string) Scope {
	for part := range strings.FieldsFuncSeq(strings.ToLower(path.Base(name)), func(c rune) bool { return c == '.' || c == '-' || c == '_' }) {
		switch part {
		case "test", "tests", "ci":
			return Test
		case "dev", "develop", "development", "local":
			return Dev
		}
	}
	return Run
}
