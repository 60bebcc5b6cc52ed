package rules

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"go.yaml.in/yaml/v4"
)

// Load reads a table from YAML: one document for each runtime, in the format of
// the files in rules/table. name is the table's name and stands in errors. An
// error names what is wrong and the row it stands in.
func Load(name string, r io.Reader) (*Table, error) {
	found, err := readRules(name, r)
	if err != nil {
		return nil, err
	}
	return newTable(name, found)
}

func newTable(name string, found []*RuntimeRules) (*Table, error) {
	t := &Table{name: name, byName: map[Runtime]func() *RuntimeRules{}}
	libraries := map[Runtime]func() *RuntimeRules{}
	for _, r := range found {
		if t.byName[r.Runtime] != nil || libraries[r.Runtime] != nil {
			return nil, fmt.Errorf("%s: runtime %s stands twice in the table", name, r.Runtime)
		}
		read := func() *RuntimeRules { return r }
		if r.Runtime.IsLibrary() {
			libraries[r.Runtime] = read
			continue
		}
		t.byName[r.Runtime] = read
		t.names = append(t.names, r.Runtime)
	}
	slices.Sort(t.names)
	t.libraries = func() map[Runtime]func() *RuntimeRules { return libraries }
	if err := t.finish(found); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return t, nil
}

// readRules reads the documents of one file.
func readRules(file string, in io.Reader) ([]*RuntimeRules, error) {
	dec := yaml.NewDecoder(in)
	dec.KnownFields(true)
	var out []*RuntimeRules
	for {
		var f runtimeFile
		err := dec.Decode(&f)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		r, err := f.rules()
		if err != nil {
			return nil, fmt.Errorf("%s: runtime %q: %w", file, f.Runtime, err)
		}
		out = append(out, r)
	}
}
