package rules

import (
	"bytes"
	"fmt"
	"slices"
)

// A File is a file of rules in the format of rules/table.
type File struct {
	Name string // stands in errors
	Data []byte
}

// Extend returns the default table with rules of one's own: a document for a
// runtime or library that the table has takes the place of all its rows, others
// come to them. The table's name is "default" with those of the files behind it.
func Extend(files ...File) (*Table, error) {
	name := "default"
	var own []*RuntimeRules
	taken := map[Runtime]bool{}
	for _, file := range files {
		name += "+" + file.Name
		found, err := readRules(file.Name, bytes.NewReader(file.Data))
		if err != nil {
			return nil, err
		}
		for _, r := range found {
			if taken[r.Runtime] {
				return nil, fmt.Errorf("%s: runtime %s has rules of one's own already", file.Name, r.Runtime)
			}
			taken[r.Runtime] = true
		}
		own = append(own, found...)
	}
	ours, err := readLines(defaultLines) // again: linking writes into rules
	if err != nil {
		return nil, err
	}
	t, err := newTable(name, slices.Concat(slices.DeleteFunc(ours, func(r *RuntimeRules) bool { return taken[r.Runtime] }), own))
	if err != nil {
		return nil, err
	}
	// Now rather than lazily: what the files say may not fit the libraries.
	libraries, err := readLines(libraryLines)
	if err == nil {
		err = t.finish(libraries)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	known := t.libraries()
	for _, r := range libraries {
		if known[r.Runtime] == nil {
			known[r.Runtime] = func() *RuntimeRules { return r }
		}
	}
	return t, nil
}
