package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
	"github.com/tlsready/tlsready/scanner/manifest/internal/dockerfile"
)

// whole means that all of a word is the version.
const whole = 1 << 30

// versionManagers read the arguments of programs that fetch runtimes by version.
var versionManagers = map[string]func(i *installer, args dockerfile.Command){
	"pyenv":        afterVerb(rules.Python, "install", "global", "local"),
	"python-build": firstOf(rules.Python),
	"rbenv":        afterVerb(rules.Ruby, "install", "global", "local"),
	"ruby-build":   firstOf(rules.Ruby),
	"ruby-install": rubyInstall,
	"rvm":          afterVerb(rules.Ruby, "install", "use", "reinstall"),
	"sdk":          candidates(map[string]rules.Runtime{"java": rules.Java}, "install", "default", "use"),
	"asdf":         candidates(toolRuntimes, "install", "global", "local", "set"),
	"mise":         toolsAt,
	"rtx":          toolsAt,
	"uv":           uv,
	"conda":        conda,
	"mamba":        conda,
	"micromamba":   conda,
	"choco":        chocolatey,
	"cinst":        func(i *installer, args dockerfile.Command) { i.chocolateyPackages(args) },
	"git":          gitTag,
}

// toolRuntimes are the runtimes by their plugins' names.
var toolRuntimes = map[string]rules.Runtime{"python": rules.Python, "ruby": rules.Ruby, "java": rules.Java, "dotnet-core": rules.Dotnet, "dotnet": rules.Dotnet}

// afterVerb is for pyenv install 2.7.8.
func afterVerb(rt rules.Runtime, verbs ...string) func(*installer, dockerfile.Command) {
	return func(i *installer, args dockerfile.Command) {
		args = positional(args)
		if len(args) < 2 || !i.isOneOf(args[0], verbs) {
			return
		}
		for _, w := range args[1:] {
			if isNumbered(i.text(&w)) {
				i.version(rt, w, 0, whole)
			}
		}
	}
}

// isNumbered reports whether a word may name a version: it has a digit, or is not
// known.
func isNumbered(text string) bool { return text == "" || strings.ContainsAny(text, "0123456789") }

// firstOf is for ruby-build 2.3.1 /usr/local.
func firstOf(rt rules.Runtime) func(*installer, dockerfile.Command) {
	return func(i *installer, args dockerfile.Command) {
		if args = positional(args); len(args) > 0 && isNumbered(i.text(&args[0])) {
			i.version(rt, args[0], 0, whole)
		}
	}
}

// rubyInstall reads ruby-install ruby 2.3.1 and ruby-install ruby-2.3.1.
func rubyInstall(i *installer, args dockerfile.Command) {
	args = positional(args)
	if len(args) == 0 {
		return
	}
	if rt, ok := map[string]rules.Runtime{"ruby": rules.Ruby, "jruby": rules.JRuby, "truffleruby": rules.TruffleRuby}[i.text(&args[0])]; ok {
		if len(args) > 1 && isNumbered(i.text(&args[1])) {
			i.version(rt, args[1], 0, whole)
		}
		return
	}
	firstOf(rules.Ruby)(i, args)
}

// candidates is for sdk install java 8.0.292-zulu.
func candidates(runtimes map[string]rules.Runtime, verbs ...string) func(*installer, dockerfile.Command) {
	return func(i *installer, args dockerfile.Command) {
		args = positional(args)
		if len(args) < 3 || !i.isOneOf(args[0], verbs) {
			return
		}
		if rt, ok := runtimes[i.text(&args[1])]; ok && isNumbered(i.text(&args[2])) {
			i.version(rt, args[2], 0, whole)
		}
	}
}

// toolsAt reads mise use python@3.8 ruby@2.3.1.
func toolsAt(i *installer, args dockerfile.Command) {
	args = positional(args)
	if len(args) < 2 || !i.isOneOf(args[0], []string{"install", "use", "u", "i", "exec", "x"}) {
		return
	}
	for _, w := range args[1:] {
		text := i.text(&w)
		name, number, ok := strings.Cut(text, "@")
		if rt, known := toolRuntimes[name]; ok && known && isNumbered(number) {
			i.version(rt, w, len(name)+1, whole)
		}
	}
}

// uv reads uv python install 3.8.
func uv(i *installer, args dockerfile.Command) {
	if args = positional(args); len(args) > 2 && i.text(&args[0]) == "python" {
		afterVerb(rules.Python, "install", "pin")(i, args[1:])
	}
}

// conda reads conda install python=2.7 openssl=1.0.1.
func conda(i *installer, args dockerfile.Command) {
	args = positional(args)
	if len(args) < 2 || !i.isOneOf(args[0], []string{"install", "create"}) {
		return
	}
	for _, w := range args[1:] {
		t := w.Expand(i.variables)
		end := strings.IndexAny(t.Value, "=<>!~")
		if end < 0 || len(t.Holes) > 0 {
			continue
		}
		name := t.Value[strings.LastIndexByte(t.Value[:end], ':')+1 : end]
		rt := condaPackages[strings.ToLower(name)]
		if rt == "" {
			continue
		}
		spec := t.Value[end:]
		d := Declaration{Runtime: rt, Text: spec, Binding: rules.Any, Scope: Run}
		if spec[0] == '=' {
			d.Binding = rules.Newest
		}
		d.setVersions(version.CondaSpec(rules.Scheme(rt), spec))
		if _, one := d.Versions.One(); one {
			d.Binding = rules.Exact
		}
		d.At, d.Via = textPlace(i.stage.f, &t, end, len(t.Value), &w)
		i.stage.add(d)
	}
}

// chocolateyNames are packages of Chocolatey by what their names begin with; a
// version may follow.
var chocolateyNames = []struct {
	prefix  string
	runtime rules.Runtime
	vendor  string
	build   bool
}{
	{"python", rules.Python, "", false}, {"ruby", rules.Ruby, "", false}, {"openssl", rules.OpenSSL, "", false},
	{"jdk", rules.Java, "oracle", false}, {"jre", rules.Java, "oracle", false}, {"openjdk", rules.Java, "openjdk", false},
	{"adoptopenjdk", rules.Java, "openjdk", false}, {"temurin", rules.Java, "openjdk", false}, {"corretto", rules.Java, "openjdk", false},
	{"zulu", rules.Java, "azul", false}, {"dotnetfx", rules.DotnetFrameworkInstalled, "", false},
	{"netfx-", rules.DotnetFrameworkInstalled, "", false}, {"dotnet-sdk", rules.Dotnet, "", true}, {"dotnetcore-sdk", rules.Dotnet, "", true},
	{"dotnet-", rules.Dotnet, "", false}, {"dotnet", rules.DotnetFrameworkInstalled, "", false},
}

// chocolatey reads choco install jdk8 python2 --version 2.7.11.
func chocolatey(i *installer, args dockerfile.Command) {
	if len(args) > 1 && i.isOneOf(args[0], []string{"install", "upgrade"}) {
		i.chocolateyPackages(args[1:])
	}
}

func (i *installer) chocolateyPackages(args dockerfile.Command) {
	var names dockerfile.Command
	var pin *dockerfile.Word
	for n, w := range args {
		switch raw := string(w.Raw); {
		case (raw == "--version" || raw == "-version") && n+1 < len(args):
			pin = &args[n+1]
		case strings.HasPrefix(raw, "--version=") || strings.HasPrefix(raw, "-version="):
			at := strings.IndexByte(raw, '=') + 1
			w.Raw, w.Start = w.Raw[at:], w.Start+at
			pin = &w
		case raw != "" && raw[0] != '-' && (pin == nil || w.Start != pin.Start):
			names = append(names, w)
		}
	}
	for _, w := range names {
		name := strings.ToLower(i.text(&w))
		for _, c := range chocolateyNames {
			rest, ok := strings.CutPrefix(name, c.prefix)
			if !ok {
				continue
			}
			before := len(i.stage.found)
			numbered := rest != "" && isDigitByte(rest[0]) && (c.runtime != rules.Python || len(rest) > 1)
			if pin != nil && (len(names) == 1 || !numbered) {
				i.version(c.runtime, *pin, 0, whole)
			} else if numbered {
				end := len(rest) - len(strings.TrimLeft(rest, "0123456789."))
				i.version(c.runtime, w, len(c.prefix), len(c.prefix)+end)
				if c.runtime == rules.Python {
					i.dotted(before, rest[:end])
				}
			}
			for n := before; n < len(i.stage.found); n++ {
				i.stage.found[n].Vendor = c.vendor
				if c.build {
					i.stage.found[n].Scope = Build
				}
			}
			break
		}
	}
}

// dotted reads the names in which Python's two numbers stand without a dot: of
// python27 and python311.
func (i *installer) dotted(from int, digits string) {
	if strings.Contains(digits, ".") {
		return
	}
	for n := from; n < len(i.stage.found); n++ {
		found := &i.stage.found[n]
		d := versionDeclaration(rules.Python, digits[:1]+"."+digits[1:])
		d.At, d.Via, d.Scope, d.Unit = found.At, found.Via, found.Scope, found.Unit
		*found = d
	}
}

func (i *installer) isOneOf(w dockerfile.Word, verbs []string) bool {
	text := i.text(&w)
	for _, v := range verbs {
		if text == v {
			return true
		}
	}
	return false
}
