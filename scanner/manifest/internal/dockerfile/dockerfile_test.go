package dockerfile

import (
	"fmt"
	"strings"
	"testing"
)

// show prints an instruction as one line: bytes that are not there as dots.
func show(in Instruction) string {
	s := fmt.Sprintf("%d %s|%s", in.Start, in.Name, strings.ReplaceAll(string(in.Text), "\x00", "."))
	for _, h := range in.Heredocs {
		s += fmt.Sprintf("<%s:%q>", h.Name, h.Content)
	}
	return s
}

func TestInstructions(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"one a line, in any case", "FROM a\n  run  b\t\n\n# c\nENV d e", "0 FROM|a; 9 RUN|b; 22 ENV|d e"},
		{"continuations, with comments and empty lines inside", "RUN a \\\n# no\n\n  b\n", "0 RUN|a ........  b"},
		{"blanks behind the mark", "RUN a \\ \t\nb\n", "0 RUN|a ....b"},
		{"a mark behind another is none", "RUN a\\\\\nCMD b\n", "0 RUN|a\\\\; 8 CMD|b"},
		{"a comment that ends like a continuation", "# a \\\nRUN b\n", "6 RUN|b"},
		{"the end of the file in a continuation", "RUN a \\", "0 RUN|a"},
		{"only a mark", "\\\nRUN a\n", "2 RUN|a"},
		{"CRLF", "RUN a \\\r\nb\r\nCMD c\r\n", "0 RUN|a ...b; 12 CMD|c"},
		{"the directive", "# escape=`\nRUN a `\nb \\\nCMD c\n", "11 RUN|a ..b \\; 23 CMD|c"},
		{"the directive behind another", "# syntax=docker/dockerfile:1\n#escape = `\nRUN a `\nb\n", "41 RUN|a ..b"},
		{"no directive behind a comment", "# hello\n# escape=`\nRUN a `\nCMD b\n", "19 RUN|a `; 27 CMD|b"},
		{"no directive behind an empty line", "\n# escape=`\nRUN a `\nCMD b\n", "12 RUN|a `; 20 CMD|b"},
		{"a heredoc", "RUN <<EOF\nFROM x\nEOF\nCMD a\n", `0 RUN|<<EOF<EOF:"FROM x\n">; 21 CMD|a`},
		{"two, one with tabs and quotes", "COPY <<-'A' <<B /\n\tx\n\tA\ny\nB\n", `0 COPY|<<-'A' <<B /<A:"\tx\n"><B:"y\n">`},
		{"no heredoc in ENV", "ENV a <<EOF\nCMD b\n", "0 ENV|a <<EOF; 12 CMD|b"},
		{"one in ONBUILD RUN", "ONBUILD RUN <<EOF\nx\nEOF\n", `0 ONBUILD|RUN <<EOF<EOF:"x\n">`},
		{"one without end is none", "RUN <<EOF\nCMD b\n", "0 RUN|<<EOF; 10 CMD|b"},
		{"nothing", "", ""},
	} {
		var got []string
		for _, in := range Parse([]byte(test.src)) {
			got = append(got, show(in))
		}
		if s := strings.Join(got, "; "); s != test.want {
			t.Errorf("%s: %q\n got %s\nwant %s", test.name, test.src, s, test.want)
		}
	}
}

// expanded prints each piece with the source that it comes from.
func expanded(src string, text Text) string {
	s := text.Value
	for _, p := range text.Pieces {
		s += fmt.Sprintf(" [%s=%s", p.Value, src[p.Start:p.End])
		for _, u := range p.Uses {
			s += " via " + src[u.Start:u.End]
		}
		s += "]"
	}
	for _, h := range text.Holes {
		s += fmt.Sprintf(" hole@%d:%s", h.At, h.Variable)
	}
	return s
}

func TestVariables(t *testing.T) {
	const arg = "ARG A=2.7 P=8 E= Q=\"1.9 x\" L=2.7.18-slim\n"
	for word, want := range map[string]string{
		"python:$A":        "python:2.7 [python:=python:] [2.7=2.7 via $A]",
		"python:${A}.$P-x": "python:2.7.8-x [python:=python:] [2.7=2.7 via ${A}] [.=.] [8=8 via $P] [-x=-x]",
		"${A:-3}":          "2.7 [2.7=2.7 via ${A:-3}]",
		"${E:-3}":          "3 [3=3]",
		"${E-3}":           "",
		"${N:-$A}":         "2.7 [2.7=2.7 via $A]",
		"${N:-a${P}}":      "a8 [a=a] [8=8 via ${P}]",
		"${A:+y}${N:+z}":   "y [y=y]",
		"${N}-slim":        "-slim [-slim=-slim] hole@0:N",
		"a$N":              "a [a=a] hole@1:N",
		"${A?why}":         "2.7 [2.7=2.7 via ${A?why}]",
		"'$A'\"$P\"":       "$A8 [$A=$A] [8=8 via $P]",
		`\$A`:              "$A [$A=$A]",
		`"a\b\"c"`:         `a\b"c [a\b=a\b] ["c="c]`,
		"${L%-slim}":       "2.7.18 [2.7.18=2.7.18 via ${L%-slim}]",
		"${L%%.*}":         "2 [2=2 via ${L%%.*}]",
		"${L#*.}":          "7.18-slim [7.18-slim=7.18-slim via ${L#*.}]",
		"${L##*.}":         "18-slim [18-slim=18-slim via ${L##*.}]",
		"${L/2.7/3}":       "3.18-slim [3.18-slim=2.7.18-slim via ${L/2.7/3}]",
		"${L//[0-9]/}":     " hole@0:L",
		"${L%$P}":          " hole@0:L",
		"${N%x}":           " hole@0:N",
		"${A^^}":           " hole@0:A",
		"${}x":             "x [x=x] hole@0:",
		"$$":               " hole@0:$",
		"$(date)":          "$(date) [$(date)=$(date)]",
		"${A":              " hole@0:",
		"$Q":               "1.9 x [1.9 x=1.9 x via $Q]",
	} {
		src := arg + "FROM " + word + "\n"
		in := Parse([]byte(src))
		variables := Variables{}
		for _, w := range in[0].Words() {
			if name, value, ok := w.Assignment(); ok {
				variables[name] = value.Expand(variables)
			}
		}
		rest := in[1].Rest(in[1].At)
		if got := expanded(src, rest.Expand(variables)); got != want {
			t.Errorf("%s\n got %s\nwant %s", word, got, want)
		}
	}
}

func TestAValueRemembersAllUsesThatItCameThrough(t *testing.T) {
	src := "ARG A=2.7.8\nARG B=$A\nARG C=${B}-slim\n"
	variables := Variables{}
	for _, in := range Parse([]byte(src)) {
		name, value, _ := in.Words()[0].Assignment()
		variables[name] = value.Expand(variables)
	}
	word := Literal("$C", Span{0, 2})
	text := word.Expand(variables)
	at, uses, ok := text.Source(0, 5)
	if !ok || src[at.Start:at.End] != "2.7.8" || len(uses) != 3 || src[uses[1].Start:uses[1].End] != "${B}" || src[uses[2].Start:uses[2].End] != "$A" {
		t.Errorf("%v, %v, %v", at, uses, ok)
	}
	if _, _, ok := text.Source(0, 7); ok {
		t.Error("2.7.8-s has one source")
	}
}

func TestCommands(t *testing.T) {
	for src, want := range map[string]string{
		"a b && c | d; e & (f)":                        "a,b c d e f",
		"a # not this ; b\nc":                          "a c",
		"a > f 2>&1 < g b":                             "a,2,b",
		"set -e; { a; }":                               "set,-e a",
		"a $(b; c) `d; e` ${F:-g h} 'i; j' \"k; l\" m": "a,$(b; c),`d; e`,${F:-g h},'i; j',\"k; l\",m",
		"if [ x ]; then a; fi":                         "if,[,x,] then,a fi",
		"a\\;b c\\ d":                                  "a\\;b,c\\ d",
		"a $(b":                                        "a,$(b",
		"a `b":                                         "a,`b",
	} {
		var got []string
		for _, c := range Commands([]byte(src), 0, '\\') {
			var words []string
			for _, w := range c {
				words = append(words, string(w.Raw))
			}
			got = append(got, strings.Join(words, ","))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s\n got %s\nwant %s", src, s, want)
		}
	}
}

func TestOnlyShellsReadHeredocs(t *testing.T) {
	for line, want := range map[string]int{"RUN <<EOF": 1, "RUN bash -e <<EOF": 2, "RUN python3 <<EOF": 1, "RUN cat <<EOF > /x && y": 2, "RUN /bin/sh <<EOF": 2} {
		in := Parse([]byte(line + "\napt-get update\nEOF\n"))
		if got := len(in[0].Commands()); got != want {
			t.Errorf("%s: %d commands, want %d", line, got, want)
		}
	}
}

func TestExecForm(t *testing.T) {
	for text, want := range map[string]string{
		`["a", "b c"]`: "a|b c", `[ "a" ]`: "a", `[a]`: "-", `a ["b"]`: "-", `["a`: "-", `["a" b]`: "-", `[]`: "",
	} {
		in := Parse([]byte("RUN " + text + "\n"))
		words, ok := in[0].ExecForm()
		var got []string
		for _, w := range words {
			got = append(got, string(w.Raw))
		}
		s := strings.Join(got, "|")
		if !ok {
			s = "-"
		}
		if s != want {
			t.Errorf("%s: got %s, want %s", text, s, want)
		}
	}
}

func TestValuesThatUseOthersManyTimesOverEnd(t *testing.T) {
	variables := Variables{"a": Value("xxxxxxxx", Span{})}
	for i := range 100 {
		word := Literal(strings.Repeat("${a}", 40), Span{0, 160})
		variables["a"] = word.Expand(variables)
		if n := len(variables["a"].Value); n > 3*maxText {
			t.Fatalf("round %d: %d bytes", i, n)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("# escape=`\nFROM a AS b\nARG X=${Y:-'z'}\nRUN <<EOF\nx $(y)\nEOF\nRUN [\"a\", \"b\"]\n")
	f.Fuzz(func(t *testing.T, src string) {
		if strings.Contains(src, "\x00") {
			return
		}
		check := func(w *Word) {
			if w.Start < 0 || w.End > len(src) || w.Start > w.End {
				t.Fatalf("%q: word at %v", src, w.Span)
			}
			for _, p := range w.Expand(Variables{"X": Value("1", Span{})}).Pieces {
				if p.Start < 0 || p.End > len(src) || p.Start > p.End {
					t.Fatalf("%q: piece at %v", src, p.Span)
				}
			}
		}
		for _, in := range Parse([]byte(src)) {
			for _, w := range in.Words() {
				check(&w)
			}
			for _, c := range in.Commands() {
				for _, w := range c {
					inner := w.Inner()
					check(&w)
					check(&inner)
				}
			}
			words, _ := in.ExecForm()
			for _, w := range words {
				check(&w)
			}
		}
	})
}
