package manifest

import (
	"bytes"
	"strings"

	"github.com/tlsready/tlsready/rules"
)

// Source code is searched for lines that turn TLS 1.2 on, or pin an older protocol.
var csharpSource = Kind{
	Name:     "C# source",
	Files:    []string{"*.cs"},
	Probes:   []string{"SecurityProtocol"},
	Declares: "assignments to `ServicePointManager.SecurityProtocol`",
	Source:   true,
	Parse:    parseCSharp,
}

var visualBasicSource = Kind{
	Name:     "Visual Basic source",
	Files:    []string{"*.vb"},
	Probes:   []string{"SecurityProtocol"},
	Declares: "assignments to `ServicePointManager.SecurityProtocol`",
	Source:   true,
	Parse:    parseVisualBasic,
}

// The protocols that an assignment to SecurityProtocol may name, by the words
// and numbers of the enumeration.
var (
	newProtocols = map[string]rules.TLS{"tls12": rules.TLS12, "3072": rules.TLS12, "0xc00": rules.TLS12, "tls13": rules.TLS13, "12288": rules.TLS13, "0x3000": rules.TLS13}
	oldProtocols = map[string]bool{"ssl3": true, "48": true, "0x30": true, "tls": true, "192": true, "0xc0": true, "tls11": true, "768": true, "0x300": true}
)

// maxStatement bounds how far an assignment is read.
const maxStatement = 600

func parseCSharp(f *File) {
	code := blankCSharp(f.Data)
	eachAssignment(code, ';', func(start, end int, adds bool) { securityProtocol(f, code, start, end, adds) })
}

func parseVisualBasic(f *File) {
	code := blankVisualBasic(f.Data)
	eachAssignment(code, '\n', func(start, end int, adds bool) { securityProtocol(f, code, start, end, adds) })
}

// eachAssignment finds assignments to SecurityProtocol. start to end is what is
// assigned; adds says that it is added to what was there.
func eachAssignment(code []byte, terminator byte, visit func(start, end int, adds bool)) {
	const name = ".SecurityProtocol" // of ServicePointManager, however it is qualified
	for at := 0; ; {
		i := bytes.Index(code[at:], []byte(name))
		if i < 0 {
			return
		}
		at += i + len(name)
		rest := bytes.TrimLeft(code[at:], " \t")
		adds := bytes.HasPrefix(rest, []byte("|=")) || bytes.HasPrefix(rest, []byte("+="))
		if adds {
			rest = rest[1:]
		}
		if len(rest) == 0 || rest[0] != '=' || bytes.HasPrefix(rest, []byte("==")) {
			continue
		}
		start := len(code) - len(rest) + 1
		limit := min(start+maxStatement, len(code))
		end := bytes.IndexByte(code[start:limit], terminator)
		if end < 0 {
			end = limit - start
		}
		visit(start, start+end, adds)
	}
}

// securityProtocol says what an assignment does: it enables what it names of TLS
// 1.2 and later, and pins the program to older protocols if it names only those
// and adds to nothing.
func securityProtocol(f *File, code []byte, start, end int, adds bool) {
	var best rules.TLS
	enables, old, keeps := false, false, adds
	for word := range strings.FieldsFuncSeq(strings.ToLower(string(code[start:end])), func(c rune) bool {
		return c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z')
	}) {
		if tls, ok := newProtocols[word]; ok {
			enables, best = true, max(best, tls)
		}
		old = old || oldProtocols[word]
		keeps = keeps || word == "securityprotocol" || word == "systemdefault"
	}
	raw := f.Data[start:end]
	left := len(raw) - len(bytes.TrimLeft(raw, " \t\r\n"))
	at := f.At(start+left, start+left+len(bytes.TrimSpace(raw)))
	e := Evidence{Runtime: rules.DotnetFramework, At: at}
	e.Setting = "ServicePointManager.SecurityProtocol"
	switch {
	case enables:
		e.Effect, e.TLS = rules.Enables, best
	case old && !keeps:
		e.Effect = rules.PinsOld
	default:
		return
	}
	f.Witness(e)
}

// blankCSharp returns the source with comments, strings and characters blanked
// out, so that offsets stay what they are.
func blankCSharp(src []byte) []byte {
	out := bytes.Clone(src)
	for i := 0; i < len(out); {
		var end int
		switch {
		case bytes.HasPrefix(src[i:], []byte("//")):
			end = lineEnd(src, i)
		case bytes.HasPrefix(src[i:], []byte("/*")):
			end = len(src)
			if n := bytes.Index(src[i+2:], []byte("*/")); n >= 0 {
				end = i + 2 + n + 2
			}
		case src[i] == '"':
			verbatim := i > 0 && (src[i-1] == '@' || i > 1 && src[i-1] == '$' && src[i-2] == '@')
			end = csharpString(src, i, verbatim)
		case src[i] == '\'':
			end = csharpString(src, i, false)
		case src[i] == '#' && strings.TrimSpace(string(src[bytes.LastIndexByte(src[:i], '\n')+1:i])) == "":
			end = lineEnd(src, i) // a directive; the code between #if and #endif counts
		default:
			i++
			continue
		}
		blank(out, i, end)
		i = end
	}
	return out
}

// csharpString returns where a string or character ends that opens at i. A
// regular one ends with its line at the latest.
func csharpString(src []byte, i int, verbatim bool) int {
	quote := src[i]
	for i++; i < len(src); i++ {
		switch {
		case src[i] == '\\' && !verbatim:
			i++
		case src[i] == quote && verbatim && i+1 < len(src) && src[i+1] == quote:
			i++
		case src[i] == quote:
			return i + 1
		case src[i] == '\n' && !verbatim:
			return i
		}
	}
	return len(src)
}

// blankVisualBasic is blankCSharp for Visual Basic, whose comments begin with an
// apostrophe and whose strings double the quotes in them.
func blankVisualBasic(src []byte) []byte {
	out := bytes.Clone(src)
	for i := 0; i < len(out); {
		var end int
		switch src[i] {
		case '\'':
			end = lineEnd(src, i)
		case '"':
			end = csharpString(src, i, true)
		default:
			i++
			continue
		}
		blank(out, i, end)
		i = end
	}
	return out
}

func lineEnd(src []byte, at int) int {
	if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(src)
}

func blank(src []byte, start, end int) {
	for i := start; i < end; i++ {
		src[i] = ' '
	}
}
