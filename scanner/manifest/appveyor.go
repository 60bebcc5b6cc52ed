package manifest

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules"
)

var appveyor = Kind{
	Name:     "AppVeyor",
	Files:    []string{"appveyor.*yml", ".appveyor.*yml", "appveyor-*.yml", ".appveyor/*.yml"},
	Declares: "versions in the environment, folders such as `C:\\Python27` and `C:\\Ruby193`, the stack",
	Catalog:  true,
	Parse:    parseAppVeyor,
}

// appveyorVariables name a version by themselves.
var appveyorVariables = map[string]rules.Runtime{
	"python_version": rules.Python, "pythonversion": rules.Python, "ruby_version": rules.Ruby, "ruby": rules.Ruby,
	"java_version": rules.Java, "jdk": rules.Java, "openssl_version": rules.OpenSSL,
}

// parseAppVeyor reads versions wherever they stand: the environment, and scripts
// that put a folder on the path.
//
// Source: https://www.appveyor.com/docs/windows-images-software/
func parseAppVeyor(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		y.appveyorNode("", doc, 0)
	}
}

func (y *yamlFile) appveyorNode(key string, n *yamlNode, depth int) {
	n = y.resolve(n)
	if n == nil || depth > maxYAMLWalk {
		return
	}
	switch n.Kind {
	case yaml.MappingNode:
		y.each(n, func(key string, value *yamlNode) { y.appveyorNode(key, value, depth+1) })
	case yaml.SequenceNode:
		for _, item := range n.Content {
			y.appveyorNode(key, item, depth+1)
		}
	case yaml.ScalarNode:
		rt, isVersion := appveyorVariables[strings.ToLower(key)]
		switch {
		case isVersion:
			y.appveyorVersion(rt, n)
		case strings.EqualFold(key, "toxenv"):
			y.appveyorTox(n)
		case strings.EqualFold(key, "stack"):
			y.appveyorStack(n)
		default:
			y.appveyorFolders(n)
		}
	}
}

func (y *yamlFile) appveyorVersion(rt rules.Runtime, n *yamlNode) {
	if n.Value == "" || strings.ContainsAny(n.Value, "%$") {
		return
	}
	if strings.ContainsAny(n.Value, `\/`) {
		y.appveyorFolders(n) // ruby: C:\Ruby193
		return
	}
	d := Declaration{At: y.place(n), Scope: Test, Binding: rules.Exact}
	d.Text, d.Note = yamlVersion(n)
	if rt == rules.Ruby && !strings.Contains(d.Text, ".") {
		// 193 and 25-x64 are the ends of folders: C:\Ruby193.
		if named, err := rules.Parse(rt, "Ruby"+d.Text); err == nil {
			d.Runtime, d.Versions, d.Binding = named.Runtime, named.Versions, rules.Newest
			y.f.Declare(d)
			return
		}
	}
	d.Text = strings.TrimSuffix(d.Text, ".x")
	declareToolVersion(y.f, rt, d)
}

// appveyorTox declares the Pythons of tox's environments.
func (y *yamlFile) appveyorTox(n *yamlNode) {
	at, found := y.place(n), len(y.f.declarations)
	declareEnvironments(y.f, at.Start, at.Text())
	for i := range y.f.declarations[found:] {
		y.f.declarations[found+i].Scope = Test
	}
}

// appveyorStack reads "python 2.7, jdk 8".
func (y *yamlFile) appveyorStack(n *yamlNode) {
	at := y.place(n)
	text := at.Text()
	for start := 0; start < len(text); {
		item, _, _ := strings.Cut(text[start:], ",")
		words := strings.Fields(item)
		if len(words) == 2 {
			rt := map[string]rules.Runtime{"python": rules.Python, "ruby": rules.Ruby, "jdk": rules.Java}[words[0]]
			if i := start + strings.LastIndex(item, words[1]); rt != "" {
				declareToolVersion(y.f, rt, Declaration{At: y.f.At(at.Start+i, at.Start+i+len(words[1])), Scope: Test})
			}
		}
		start += len(item) + 1
	}
}

// appveyorFolders finds the folders of runtimes in a path or script.
func (y *yamlFile) appveyorFolders(n *yamlNode) {
	at := y.place(n)
	text := at.Text()
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		text, at = y.block(n)
	}
	for i := 0; i+1 < len(text); i++ {
		if text[i] != '\\' && text[i] != '/' {
			continue
		}
		end := i + 1
		for end < len(text) && (isASCIILetter(text[end]) || '0' <= text[end] && text[end] <= '9' || strings.IndexByte("._-", text[end]) >= 0) {
			end++
		}
		name := text[i+1 : end]
		lower := strings.ToLower(name)
		d := Declaration{At: y.f.At(at.Start+i+1, at.Start+end), Binding: rules.Exact, Scope: Test}
		switch {
		case strings.HasPrefix(lower, "python") && len(lower) > 6 && lower[6] >= '2' && lower[6] <= '3':
			declareFolder(y.f, rules.Python, d)
		case strings.HasPrefix(lower, "ruby") && len(lower) > 4 && lower[4] >= '1' && lower[4] <= '3':
			declareFolder(y.f, rules.Ruby, d)
		case strings.HasPrefix(lower, "jdk1."), strings.HasPrefix(lower, "jdk") && len(lower) > 3 && lower[3] >= '1' && lower[3] <= '9':
			declareFolder(y.f, rules.Java, d)
		}
		i = end - 1
	}
}

// declareFolder declares what a folder's name says, if it is that of a runtime.
func declareFolder(f *File, rt rules.Runtime, d Declaration) {
	if _, err := rules.Parse(rt, d.At.Text()); err == nil {
		declareVersion(f, rt, d)
	}
}

// block is the text of a block scalar as it stands in the file.
func (y *yamlFile) block(n *yamlNode) (string, Place) {
	lines := y.lineOffsets()
	if n.Line >= len(lines) {
		return "", y.f.At(0, 0)
	}
	start := lines[n.Line]
	end := len(y.f.Data)
	if last := n.Line + strings.Count(n.Value, "\n") + 1; last < len(lines) {
		end = lines[last]
	}
	at := y.f.At(start, end)
	return at.Text(), at
}
