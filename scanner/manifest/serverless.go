package manifest

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/scanner/manifest/images"
)

var serverless = Kind{
	Name:     "serverless.yml",
	Files:    []string{"serverless.*yml", "serverless.*yaml", "serverless.json", "serverless-*.yml", "serverless-*.yaml"},
	Declares: "the runtimes of the provider and of each function; the resources of AWS, as in a CloudFormation template",
	Catalog:  true,
	Parse:    parseServerless,
}

// serverlessPlatforms are the platforms by the names of providers.
var serverlessPlatforms = map[string]images.Platform{"aws": images.Lambda, "google": images.CloudFunctions, "azure": images.Azure}

func parseServerless(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		s := &serverlessFile{yamlFile: y, doc: doc}
		s.declare()
	}
}

// A serverlessFile is the configuration of one service.
//
// Source: https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml
type serverlessFile struct {
	*yamlFile
	doc      *yamlNode
	platform images.Platform
	steps    int // variables followed so far
}

func (s *serverlessFile) declare() {
	provider := s.get(s.doc, "provider")
	name := provider // provider: aws
	if name != nil && name.Kind == yaml.MappingNode {
		name = s.get(provider, "name")
	}
	if isScalar(name) {
		s.platform = serverlessPlatforms[name.Value]
	}
	s.program(provider, "")
	functions := s.get(s.doc, "functions")
	s.functions(functions)
	if functions != nil && functions.Kind == yaml.SequenceNode {
		for _, group := range s.items(functions) {
			s.functions(group)
		}
	}
	resources := s.get(s.doc, "resources")
	groups := []*yamlNode{resources}
	if resources != nil && resources.Kind == yaml.SequenceNode {
		groups = s.items(resources)
	}
	for _, group := range groups {
		stack := &cloudFormationFile{yamlFile: s.yamlFile, doc: group}
		stack.resources()
	}
}

func (s *serverlessFile) functions(n *yamlNode) {
	s.each(n, func(name string, function *yamlNode) { s.program(function, "(function "+name+")") })
}

func (s *serverlessFile) program(n *yamlNode, unit string) {
	if runtime := s.get(n, "runtime"); isScalar(runtime) {
		s.f.declarePlatform(s.platform, s.setting(runtime, 0), unit)
	}
	if image := s.get(n, "image"); isScalar(image) && !strings.Contains(image.Value, "${") {
		s.declareImage(s.place(image), unit, Run)
	}
	s.environment(s.get(n, "environment"), unit)
}

// Far more than people write.
const (
	maxServerlessDepth = 16
	maxServerlessSteps = 1000
	maxServerlessText  = 1000
)

// setting follows the variables of a value.
//
// Source: https://www.serverless.com/framework/docs/guides/variables
func (s *serverlessFile) setting(n *yamlNode, depth int) setting {
	out := s.literal(n)
	before, rest, ok := strings.Cut(n.Value, "${")
	if !ok {
		return out
	}
	if inner, ok := wholeVariable(n.Value); ok {
		return s.variable(inner, n, depth)
	}
	// Of several pieces: the literal to edit is all of it.
	text := before
	for ok {
		size := variableSize(rest)
		if size < 0 || len(text) > maxServerlessText {
			out.text, out.missing = text, "the variable never ends"
			return out
		}
		piece := s.variable(rest[:size], n, depth)
		if piece.missing != "" {
			out.text, out.missing = text, piece.missing
			return out
		}
		text += piece.text
		before, rest, ok = strings.Cut(rest[size+1:], "${")
		text += before
	}
	out.text = text
	return out
}

// variable follows what stands between the braces of a variable of n: sources in
// the order in which they are asked.
func (s *serverlessFile) variable(inner string, n *yamlNode, depth int) setting {
	use := s.place(n)
	out := setting{at: use}
	if s.steps++; depth > maxServerlessDepth || s.steps > maxServerlessSteps {
		out.missing = "its variables lead around in a circle"
		return out
	}
	unknown := ""
	for _, source := range variableSources(inner) {
		if nested, ok := wholeVariable(source); ok {
			if v := s.variable(nested, n, depth+1); v.missing == "" {
				return v
			}
			unknown = nested
			continue
		}
		if text, ok := quotedText(source); ok {
			out.text = text
			if i := strings.Index(use.Text(), source); i >= 0 {
				out.at = s.f.At(use.Start+i+1, use.Start+i+1+len(text))
				out.via = []Place{use}
			}
			return out
		}
		if strings.Contains(source, "${") {
			expanded := s.setting(&yamlNode{Kind: yaml.ScalarNode, Value: source, Line: n.Line, Column: n.Column}, depth+1)
			if expanded.missing != "" {
				out.missing = expanded.missing
				return out
			}
			source = expanded.text
		}
		if path, ok := strings.CutPrefix(source, "self:"); ok {
			if v := s.get(s.doc, strings.Split(path, ".")...); isScalar(v) {
				found := s.setting(v, depth+1)
				found.via = append([]Place{use}, found.via...)
				return found
			}
		}
		unknown = source
	}
	out.missing = "the variable " + unknown + " has no value here"
	return out
}

// wholeVariable takes the braces off a text that is one variable and no more.
func wholeVariable(text string) (inner string, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(text), "${")
	if size := variableSize(rest); ok && size >= 0 && size == len(rest)-1 {
		return rest[:size], true
	}
	return "", false
}

// variableSize is how long a variable is up to its closing brace, -1 if there is
// none.
func variableSize(text string) int {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth == 0 {
				return i
			}
			depth--
		}
	}
	return -1
}

// variableSources are the parts between commas: opt:stage, 'dev'.
func variableSources(inner string) []string {
	var out []string
	start, depth := 0, 0
	for i := range len(inner) {
		switch inner[i] {
		case '{', '(':
			depth++
		case '}', ')':
			depth--
		case ',':
			if depth == 0 {
				out = append(out, strings.TrimSpace(inner[start:i]))
				start = i + 1
			}
		}
	}
	return append(out, strings.TrimSpace(inner[start:]))
}

func quotedText(text string) (string, bool) {
	if len(text) >= 2 && (text[0] == '\'' || text[0] == '"') && text[len(text)-1] == text[0] {
		return text[1 : len(text)-1], true
	}
	return "", false
}
