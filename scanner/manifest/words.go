package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// Words reads what runtimes print of themselves: java -version, openssl version,
// python -V, ruby -v, dotnet --list-runtimes, the .NET Framework's keys in the
// registry, process.versions of Node. The lines may come in any order and of
// several runtimes, which are then taken for one program's; lines that no
// runtime prints are passed over. It goes by no file name.
var Words = Kind{
	Name:     "runtime output",
	Declares: "what runtimes print of themselves",
	Parse:    parseWords,
}

// wordsUnit makes the runtimes of one output companions of each other.
const wordsUnit = "these lines"

// maxPrinted bounds the runtimes of one output: each is a companion of all
// others, so the work grows with their square.
const maxPrinted = 200

// A wordsReader reads what its runtime prints from line i on, and returns how
// many lines that took; 0 if the line is none of its own.
type wordsReader func(p *printout, i int) int

var wordsReaders = []wordsReader{
	readJavaWords, readOpenSSLWords, readRubyWords, readPythonWords, readNodeWords,
	readDotnetWords, readFrameworkWords, readMonoWords,
}

// A printout is what runtimes printed, and what is known of it so far.
type printout struct {
	f        *File
	lines    []piece
	declared map[string]bool // what is declared already, so as to say it once
	// nothing says why a line that is recognised names no version that counts.
	nothing  string
	electron bool // process.versions is Electron's
	registry registryKey
}

func parseWords(f *File) {
	p := &printout{f: f, declared: map[string]bool{}}
	eachLine(f.Data, func(offset int, text string) {
		if line := (piece{text, offset}).echoed(); line.text != "" {
			_, electron := quotedField(line, "electron")
			p.lines, p.electron = append(p.lines, line), p.electron || electron
		}
	})
	for i := 0; i < len(p.lines); {
		if len(f.Declarations()) >= maxPrinted {
			f.Problemf(p.lines[i].at, "more than %d runtimes are named; the lines from here on are not read", maxPrinted)
			return
		}
		read := 0
		for _, reader := range wordsReaders {
			if read = reader(p, i); read > 0 {
				break
			}
		}
		i += max(read, 1)
	}
	p.finishFramework()
	switch {
	case len(f.Declarations()) > 0:
	case p.nothing != "":
		f.Problemf(p.lines[0].at, "no version of a runtime is named: %s", p.nothing)
	case len(p.lines) == 0:
		f.Problemf(0, "nothing to read; what is read is %s", wordsAccepted)
	default:
		f.Problemf(p.lines[0].at, "%q is not what a runtime prints of itself; what is read is %s", p.lines[0].short(), wordsAccepted)
	}
}

const wordsAccepted = "the output of java -version, openssl version -a, python -V, ruby -v, dotnet --list-runtimes, mono --version, " +
	"node -p process.versions, or reg query of the .NET Framework's Release"

// line returns a line, the zero piece beyond the last one.
func (p *printout) line(i int) piece {
	if i < len(p.lines) {
		return p.lines[i]
	}
	return piece{}
}

// version declares the version that at names.
func (p *printout) version(rt rules.Runtime, vendor string, at piece) {
	p.versionAs(Declaration{Runtime: rt, Vendor: vendor}, at, at.text)
}

// versionAs declares d for a version that is printed at a place in other words
// than the runtime's scheme has.
func (p *printout) versionAs(d Declaration, at piece, text string) {
	set, err := rules.Scheme(d.Runtime).Line(text)
	if err != nil {
		d.Unresolved = err.Error()
	}
	d.Versions = set
	p.declare(d, at)
}

// set declares versions that at stands for.
func (p *printout) set(rt rules.Runtime, at piece, set version.Set) {
	p.declare(Declaration{Runtime: rt, Versions: set}, at)
}

// unknown declares a runtime whose version can't be known.
func (p *printout) unknown(rt rules.Runtime, at piece, why string) {
	p.declare(Declaration{Runtime: rt, Unresolved: why}, at)
}

func (p *printout) declare(d Declaration, at piece) {
	d.At, d.Text, d.Unit, d.Binding = p.f.At(at.at, at.at+len(at.text)), at.text, wordsUnit, rules.Exact
	if d.Scope == ScopeUnknown {
		d.Scope = Run
	}
	key := strings.Join([]string{string(d.Runtime), d.Vendor, d.Scope.String(), d.Versions.String(), d.Unresolved}, "\x00")
	if !p.declared[key] {
		p.declared[key] = true
		p.f.Declare(d)
	}
}
