package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var toolVersions = Kind{
	Name:     ".tool-versions",
	Files:    []string{".tool-versions"},
	Declares: "the Python, Ruby, Java, .NET and OpenSSL that asdf or mise select",
	Parse:    parseToolVersions,
}

// asdfTools are the runtimes by the names of their plugins.
var asdfTools = map[string]rules.Runtime{
	"python": rules.Python, "ruby": rules.Ruby, "java": rules.Java,
	"dotnet": rules.Dotnet, "dotnet-core": rules.Dotnet, "openssl": rules.OpenSSL,
}

func parseToolVersions(f *File) {
	eachLine(f.Data, func(offset int, line string) {
		line, _, _ = strings.Cut(line, "#")
		tool, rest, _ := strings.Cut(strings.TrimRight(line, " \t"), " ")
		rt := asdfTools[strings.TrimSuffix(tool, ":")]
		if rt == "" {
			return
		}
		if isTemplate(rest) {
			start := offset + len(line) - len(strings.TrimLeft(rest, " \t"))
			f.Declare(Declaration{Runtime: rt, At: f.At(start, offset+len(line)), Binding: rules.Exact, Scope: Dev, Unresolved: templateReason})
			return
		}
		at := offset + len(tool)
		for rest != "" {
			trimmed := strings.TrimLeft(rest, " \t")
			at += 1 + len(rest) - len(trimmed)
			word, after, _ := strings.Cut(trimmed, " ")
			declareTool(f, rt, f.At(at, at+len(word)))
			at += len(word)
			rest = after
		}
	})
}

func declareTool(f *File, rt rules.Runtime, at Place) {
	d := Declaration{Runtime: rt, At: at, Binding: rules.Exact, Scope: Dev}
	if rt == rules.Dotnet {
		d.Scope = Build // the plugin installs SDKs
	}
	word := at.Text()
	switch name, _, _ := strings.Cut(word, ":"); name {
	case "":
		return
	case "system":
		d.Unresolved = "it is what the system has"
	case "ref", "path", "file":
		d.Unresolved = word + " names no version"
	case "latest":
		if line, ok := strings.CutPrefix(word, "latest:"); ok {
			d.Text = line
			declareVersion(f, rt, d)
			return
		}
		d.Unresolved = "latest names no version"
	case "prefix":
		d.Text = strings.TrimPrefix(word, "prefix:")
		declareVersion(f, rt, d)
		return
	default:
		declareVersion(f, rt, d)
		return
	}
	f.Declare(d)
}
