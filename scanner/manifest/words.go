package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

// Words reads what runtimes print of themselves: java -version, openssl version,
// python -V, ruby -v, dotnet --list-runtimes, the .NET Framework's Release
// number, process.versions of Node. Runtimes that stand together are taken for
// one program's. It goes by no file name.
var Words = Kind{
	Name:     "runtime output",
	Declares: "what runtimes print of themselves",
	Parse:    parseWords,
}

// wordsUnit makes the runtimes of one output companions of each other.
const wordsUnit = "(these lines)"

// A wordsReader reads the lines from i on that its runtime prints and returns
// how many they were; 0 if the line is none of its own.
type wordsReader func(w *wordsParser, i int) int

var wordsReaders = []wordsReader{
	readJavaWords, readOpenSSLWords, readRubyWords, readPythonWords, readDotnetWords, readFrameworkWords, readMonoWords, readNodeWords,
}

type wordsParser struct {
	f     *File
	lines []wordsLine
}

type wordsLine struct {
	text string
	at   int // offset of its first character
}

func parseWords(f *File) {
	w := &wordsParser{f: f}
	eachLine(f.Data, func(offset int, line string) {
		// What stands before it when a whole terminal is pasted.
		if rest, ok := strings.CutPrefix(line, "$ "); ok {
			line, offset = rest, offset+2
		}
		if line != "" {
			w.lines = append(w.lines, wordsLine{line, offset})
		}
	})
	for i := 0; i < len(w.lines); {
		read := 0
		for _, reader := range wordsReaders {
			if read = reader(w, i); read > 0 {
				break
			}
		}
		i += max(read, 1)
	}
	if len(f.Declarations()) > 0 {
		return
	}
	first := ""
	if len(w.lines) > 0 {
		first = ": " + w.lines[0].text
		if len(first) > 80 {
			first = first[:80]
		}
	}
	f.Problemf(0, "nothing here is what a runtime prints of itself%s (read are java -version, openssl version, python -V, ruby -v, dotnet --list-runtimes and their like)", first)
}

// line returns a line, empty beyond the last one.
func (w *wordsParser) line(i int) string {
	if i < len(w.lines) {
		return w.lines[i].text
	}
	return ""
}

// declare declares the version that a text on line i names.
func (w *wordsParser) declare(i int, rt rules.Runtime, vendor, text string) {
	w.declareAs(i, rt, vendor, text, text)
}

// declareAs is declare for a version that is printed in another form.
func (w *wordsParser) declareAs(i int, rt rules.Runtime, vendor, printed, text string) {
	d := Declaration{Runtime: rt, Vendor: vendor, Text: printed, Binding: rules.Exact, Scope: Run, Unit: wordsUnit}
	at := max(strings.Index(w.lines[i].text, printed), 0) + w.lines[i].at
	d.At = w.f.At(at, at+len(printed))
	scheme := rules.Scheme(rt)
	v, err := scheme.Line(text)
	if err != nil {
		d.Unresolved = err.Error()
	}
	d.Versions = v
	w.f.Declare(d)
}

// unknown declares a runtime whose version is not told.
func (w *wordsParser) unknown(i int, rt rules.Runtime, why string) {
	w.f.Declare(Declaration{Runtime: rt, At: w.f.At(w.lines[i].at, w.lines[i].at+len(w.lines[i].text)), Binding: rules.Exact, Scope: Run,
		Unit: wordsUnit, Unresolved: why})
}
