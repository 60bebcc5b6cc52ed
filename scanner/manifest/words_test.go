package manifest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tlsready/tlsready/rules"
)

// A printedCase is what was printed, and what it declares: a line for each, as
// tell prints it.
type printedCase struct {
	about, printed, want string
}

func testWords(t *testing.T, cases []printedCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.about, func(t *testing.T) {
			f := NewFile("", []byte(c.printed))
			Words.Read(f)
			if diff := cmp.Diff(c.want, strings.Join(tell(t, f), "\n")); diff != "" {
				t.Errorf("%s\n(-want +got)\n%s", c.printed, diff)
			}
		})
	}
}

// tell prints what was declared:
//
//	java 6.0.16.25 ibm "SR16 FP25"
//
// and checks what all declarations of an output have in common.
func tell(t *testing.T, f *File) []string {
	t.Helper()
	var out []string
	for _, d := range f.Declarations() {
		words := []string{string(d.Runtime), d.Versions.String()}
		if d.Unresolved != "" {
			words[1] = "unknown"
		}
		if d.Vendor != "" {
			words = append(words, d.Vendor)
		}
		if d.Scope != Run {
			words = append(words, d.Scope.String())
		}
		words = append(words, fmt.Sprintf("%q", d.Text))
		if d.Unresolved != "" {
			words = append(words, d.Unresolved)
		}
		out = append(out, strings.Join(words, " "))
		if d.At.Text() != d.Text || d.Text == "" {
			t.Errorf("the place of %q holds %q", d.Text, d.At.Text())
		}
		if d.Binding != rules.Exact || d.Unit != "these lines" {
			t.Errorf("%q is bound %s in unit %q", d.Text, d.Binding, d.Unit)
		}
	}
	for _, p := range f.Problems() {
		out = append(out, "problem: "+p.Message)
	}
	return out
}

func TestWordsOfSeveralRuntimes(t *testing.T) {
	testWords(t, []printedCase{
		{"a whole terminal, with its prompts", "$ python -V\nPython 2.7.8\n$ python -c 'import ssl; print(ssl.OPENSSL_VERSION)'\nOpenSSL 1.0.1e-fips 11 Feb 2013\n$ ",
			`python 2.7.8 "2.7.8"
openssl 1.0.1e "1.0.1e-fips"`},
		{"in any order, between lines of other programs",
			"Linux build7 3.10.0-1160.el7.x86_64 #1 SMP\nOpenSSL 1.0.2k-fips  26 Jan 2017\nDescription:\tCentOS Linux release 7.9.2009 (Core)\nRelease:\t7.9.2009\nruby 2.0.0p648 (2015-12-16) [x86_64-linux]\nopenjdk version \"1.8.0_412\"\nOpenJDK Runtime Environment (build 1.8.0_412-b08)\nOpenJDK 64-Bit Server VM (build 25.412-b08, mixed mode)\nPython 2.7.5\n",
			`openssl 1.0.2k "1.0.2k-fips"
ruby 2.0.0-p648 "2.0.0p648"
java 8u412 openjdk "1.8.0_412"
python 2.7.5 "2.7.5"`},
		{"the same version twice is said once", "Python 2.7.8\nPython 2.7.8\nPython 2.7.9", "python 2.7.8 \"2.7.8\"\npython 2.7.9 \"2.7.9\""},
		{"Windows' ends of lines, blanks in front", "  Python 2.7.8\r\n\tOpenSSL 1.0.1e 11 Feb 2013\r\n", "python 2.7.8 \"2.7.8\"\nopenssl 1.0.1e \"1.0.1e\""},
		{"what interactive shells put around it", "=> \"ruby 1.9.3p551 (2014-11-13 revision 48407) [x86_64-linux]\"\n'OpenSSL 0.9.8zh 14 Jan 2016'",
			"ruby 1.9.3-p551 \"1.9.3p551\"\nopenssl 0.9.8zh \"0.9.8zh\""},
	})
}

func TestWordsOfNobody(t *testing.T) {
	const accepted = "; what is read is " + wordsAccepted
	testWords(t, []printedCase{
		{"nothing", "", "problem: nothing to read" + accepted},
		{"blank lines", " \r\n\t\n", "problem: nothing to read" + accepted},
		{"another text", "hello\nworld", `problem: "hello" is not what a runtime prints of itself` + accepted},
		{"a long line in another language", strings.Repeat("ж", 40), `problem: "` + strings.Repeat("ж", 30) + `..." is not what a runtime prints of itself` + accepted},
		{"commands without their output", "$ java -version\n$ openssl version -a\npython -V", `problem: "$ java -version" is not what a runtime prints of itself` + accepted},
		{"names without versions", "Python \nOpenSSL \njava version \"\nruby \njruby \n.NET \nMono \nLibreSSL ", `problem: "Python" is not what a runtime prints of itself` + accepted},
		{"Linux releases", "Distributor ID: Debian\nRelease:\t12\nRelease: 22.04", `problem: "Distributor ID: Debian" is not what a runtime prints of itself` + accepted},
		{"only Jython's stand-in for OpenSSL", "OpenSSL 1.0.0 (as emulated by Java SSL)",
			"problem: no version of a runtime is named: Jython calls Java's TLS an OpenSSL, which it is not; what counts is the version of Java"},
	})
}

func TestWordsAreBounded(t *testing.T) {
	var b strings.Builder
	for i := range 3 * maxPrinted {
		fmt.Fprintf(&b, "Python 2.7.%d\n", i)
	}
	f := NewFile("", []byte(b.String()))
	Words.Read(f)
	if n := len(f.Declarations()); n != maxPrinted {
		t.Errorf("%d declarations, want %d", n, maxPrinted)
	}
	if len(f.Problems()) != 1 || f.Problems()[0].At.Position().Line != maxPrinted+1 {
		t.Errorf("problems %v, want one at line %d", f.Problems(), maxPrinted+1)
	}
}

// FuzzWords: whatever is printed, each declaration is of bytes of the text, and
// has either versions or the reason why not.
func FuzzWords(f *testing.F) {
	for _, cases := range [][]printedCase{javaCases, opensslCases, pythonCases, rubyCases, nodeCases, dotnetCases, frameworkCases} {
		for _, c := range cases {
			f.Add(c.printed)
		}
	}
	f.Fuzz(func(t *testing.T, printed string) {
		file := NewFile("", []byte(printed))
		Words.Parse(file)
		for _, d := range file.Declarations() {
			if d.Versions.IsEmpty() == (d.Unresolved == "") || d.Runtime == "" || d.At.Text() != d.Text {
				t.Errorf("%+v", d)
			}
		}
		if len(file.Declarations()) == 0 && len(file.Problems()) == 0 {
			t.Errorf("%q says nothing, and nobody says so", printed)
		}
	})
}

func BenchmarkWords(b *testing.B) {
	data := []byte(strings.Repeat("some line that nobody prints, of the usual length\n", 200) + javaCases[0].printed)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		Words.Parse(NewFile("", data))
	}
}
