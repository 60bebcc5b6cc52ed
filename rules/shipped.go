package rules

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// What ships is written in YAML, in the folders of rules/table, and read from these:
// the same as JSON, a runtime or library a line, which takes a fifth of the time.
// "go test ./rules -run ShippedLines -update" writes them.
var (
	//go:embed table/default.jsonl
	defaultLines string
	//go:embed table/guidance.jsonl
	guidanceLines string
	//go:embed table/libraries.jsonl
	libraryLines string
)

// Default returns the table of verified facts, which is what verdicts rest on
// unless told otherwise.
func Default() *Table { return defaultTable() }

// Guidance returns the vendor guidance that started this project, its rows and
// nothing else.
func Guidance() *Table { return guidanceTable() }

var (
	defaultTable = sync.OnceValue(func() *Table {
		t := shipped("default", defaultLines)
		t.libraries = sync.OnceValue(t.shippedLibraries)
		return t
	})
	guidanceTable = sync.OnceValue(func() *Table { return shipped("guidance", guidanceLines) })
)

// shipped is a table of which each runtime is read when it is first asked for.
func shipped(name, lines string) *Table {
	t := &Table{name: name, byName: map[Runtime]func() *RuntimeRules{}, libraries: func() map[Runtime]func() *RuntimeRules { return nil }}
	for rt, line := range byRuntime(lines) {
		t.names = append(t.names, rt)
		t.byName[rt] = t.whenAsked(line)
	}
	slices.Sort(t.names)
	return t
}

// shippedLibraries are the libraries that ship with the default table.
func (t *Table) shippedLibraries() map[Runtime]func() *RuntimeRules {
	out := map[Runtime]func() *RuntimeRules{}
	for rt, line := range knownLibraries() {
		out[rt] = t.whenAsked(line)
	}
	return out
}

// knownLibraries are the lines of the libraries that ship: most programs use none of
// them, or few.
var knownLibraries = sync.OnceValue(func() map[Runtime]string { return byRuntime(libraryLines) })

// byRuntime finds lines by the runtime or library that they are of.
func byRuntime(lines string) map[Runtime]string {
	out := map[Runtime]string{}
	for line := range strings.Lines(lines) {
		name, _, _ := strings.Cut(strings.TrimPrefix(line, `{"Runtime":"`), `"`)
		out[Runtime(name)] = line
	}
	return out
}

// whenAsked reads a line when its rules are first asked for. What is wrong in it
// panics, and a test reads all of them.
func (t *Table) whenAsked(line string) func() *RuntimeRules {
	return sync.OnceValue(func() *RuntimeRules {
		found, err := readLines(line)
		if err == nil {
			err = t.link(found)
		}
		if err != nil {
			panic(err)
		}
		t.settle(found)
		return found[0]
	})
}

// readLines reads what ships.
func readLines(lines string) ([]*RuntimeRules, error) {
	var out []*RuntimeRules
	for line := range strings.Lines(lines) {
		var f runtimeFile
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			return nil, fmt.Errorf("%.40s: %w", line, err)
		}
		r, err := f.rules()
		if err != nil {
			return nil, fmt.Errorf("runtime %q: %w", f.Runtime, err)
		}
		out = append(out, r)
	}
	return out, nil
}
