package manifest

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// declareEnvironments declares the Pythons of a list of tox's environments, whose
// names are factors joined by hyphens, with alternatives and ranges in braces:
// py{26,27}-django{1,2}, py3{8-11}, {py27,pypy}-x. Each stands where its version
// does first, in braces or not.
//
// Source: https://tox.wiki/en/latest/config.html#generative-environments
func declareEnvironments(f *File, offset int, text string) {
	p := factorReader{f: f, offset: offset, text: text, seen: map[string]bool{}}
	at := 0
	for at < len(text) {
		if text[at] == '#' { // a comment
			line, _, _ := strings.Cut(text[at:], "\n")
			at += len(line)
			continue
		}
		end := at + unbraced(text[at:], ", \t\r\n")
		p.environment(at, end)
		at = end + 1
	}
}

// unbraced returns where the first of some characters stands outside of braces,
// or the end of the text.
func unbraced(text, ends string) int {
	depth := 0
	for i := range len(text) {
		switch c := text[i]; {
		case depth == 0 && strings.IndexByte(ends, c) >= 0:
			return i
		case c == '{':
			depth++
		case c == '}':
			depth = max(depth-1, 0)
		}
	}
	return len(text)
}

type factorReader struct {
	f      *File
	offset int // of the text in the file
	text   string
	seen   map[string]bool // what was declared: py27 of py27-full and py27-select is one
}

// environment declares the Pythons among the factors from start to end.
func (p *factorReader) environment(start, end int) {
	for first := true; start < end; first = false {
		stop := start + unbraced(p.text[start:end], "-")
		p.factor(start, stop, first)
		start = stop + 1
	}
}

// A spelling is a factor with its alternatives chosen: of py{26,27} one is py and
// 26.
type spelling []factorPiece

type factorPiece struct {
	text string
	at   Span // within the list
}

// maxSpellings is how many a factor may have, and maxFactor how many bytes.
const (
	maxSpellings = 1024
	maxFactor    = 512
)

// factor declares the Pythons that a factor may be, each at the last of its
// pieces. Those of one place, such as a range, are one declaration. A bare version
// is a Python as the first factor of its environment; it may be Django's as a
// later one.
func (p *factorReader) factor(start, end int, first bool) {
	if end-start > maxFactor {
		return
	}
	var places []Span
	words := map[Span][]string{}
	for _, s := range p.spellings([]spelling{nil}, start, end, 0) {
		bare := first
		s.eachWord(func(word string, at Span) {
			tested := testedPython(word) && (bare || !isDottedPython(word))
			bare = false
			if !tested || slices.Contains(words[at], word) {
				return
			}
			if words[at] == nil {
				places = append(places, at)
			}
			words[at] = append(words[at], word)
		})
	}
	for _, at := range places {
		p.declare(words[at], at, p.text[start:end])
	}
}

// eachWord visits the parts between hyphens, which alternatives may bring along.
func (s spelling) eachWord(visit func(word string, at Span)) {
	word, at := "", Span{}
	for _, piece := range s {
		text, start := piece.text, piece.at.Start
		for {
			part, rest, more := strings.Cut(text, "-")
			if part != "" {
				word += part
				at = piece.at
				if part != piece.text {
					at = Span{start, start + len(part)}
				}
			}
			if !more {
				break
			}
			visit(word, at)
			word, text, start = "", rest, start+len(part)+1
		}
	}
	visit(word, at)
}

func (p *factorReader) declare(names []string, at Span, factor string) {
	all := strings.Join(names, " ")
	if p.seen[all] {
		return
	}
	p.seen[all] = true
	d := Declaration{Runtime: rules.Python, Binding: rules.Any, Scope: Test, At: p.f.At(p.offset+at.Start, p.offset+at.End)}
	for _, name := range names {
		named, err := rules.Parse(rules.Python, name)
		if err == nil && named.Runtime == rules.Python {
			d.Versions = d.Versions.Union(named.Versions)
			d.Text = name
			continue
		}
		other := d
		other.Text, other.Versions = name, version.Set{}
		declareVersion(p.f, rules.Python, other)
	}
	if len(names) > 1 {
		d.Text = factor
	}
	if !d.Versions.IsEmpty() {
		p.f.Declare(d)
	}
}

// maxBraces is how many may stand within each other.
const maxBraces = 8

// spellings continues each of the spellings before with what stands from start to
// end.
func (p *factorReader) spellings(before []spelling, start, end, depth int) []spelling {
	for start < end {
		if p.text[start] != '{' {
			size := strings.IndexByte(p.text[start:end], '{')
			if size < 0 {
				size = end - start
			}
			before = continued(before, spelling{{p.text[start : start+size], Span{start, start + size}}})
			start += size
			continue
		}
		stop := start + 1 + unbraced(p.text[start+1:end], "}")
		var after []spelling
		for _, choice := range p.choices(start+1, min(stop, end), depth) {
			after = append(after, continued(before, choice)...)
			if len(after) > maxSpellings {
				break
			}
		}
		before, start = after, stop+1
	}
	return before
}

func continued(before []spelling, by spelling) []spelling {
	out := make([]spelling, len(before))
	for i, s := range before {
		out[i] = append(slices.Clip(s), by...)
	}
	return out
}

// choices are what may stand in the place of braces: alternatives with commas
// between, each a range of numbers perhaps. {env:NAME:py27} is py27 unless the
// environment says otherwise.
func (p *factorReader) choices(start, end, depth int) []spelling {
	if strings.HasPrefix(p.text[start:end], "env:") {
		if i := strings.IndexByte(p.text[start+len("env:"):end], ':'); i >= 0 {
			start += len("env:") + i + 1
		}
	}
	var out []spelling
	for start <= end && len(out) <= maxSpellings {
		stop := start + unbraced(p.text[start:end], ",")
		first, last := start, stop
		for first < last && p.text[first] <= ' ' {
			first++
		}
		for first < last && p.text[last-1] <= ' ' {
			last--
		}
		if numbers := rangeNumbers(p.text[first:last]); numbers != nil {
			for _, n := range numbers {
				out = append(out, spelling{{n, Span{first, last}}})
			}
		} else if depth < maxBraces {
			out = append(out, p.spellings([]spelling{nil}, first, last, depth+1)...)
		}
		start = stop + 1
	}
	return out
}

// rangeNumbers are the numbers of 8-11, or nil if it is no range.
func rangeNumbers(text string) []string {
	before, after, ok := strings.Cut(text, "-")
	low, lowErr := strconv.Atoi(before)
	high, highErr := strconv.Atoi(after)
	if !ok || lowErr != nil || highErr != nil || low > high || high-low > 100 {
		return nil
	}
	var out []string
	for n := low; n <= high; n++ {
		out = append(out, strconv.Itoa(n))
	}
	return out
}
