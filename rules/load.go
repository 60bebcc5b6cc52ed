package rules

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules/table"
)

// Default returns the table of verified facts, which is what verdicts rest on
// unless told otherwise.
func Default() *Table { return defaultTable() }

// Guidance returns the vendor guidance that started this project, its rows and
// nothing else.
func Guidance() *Table { return guidanceTable() }

var (
	defaultTable  = sync.OnceValue(func() *Table { return mustEmbedded("default") })
	guidanceTable = sync.OnceValue(func() *Table { return mustEmbedded("guidance") })
)

func mustEmbedded(name string) *Table {
	t, err := loadEmbedded(name)
	if err != nil {
		panic(err) // a test loads both
	}
	return t
}

// loadEmbedded reads the files of a folder side by side, since nearly all of the
// time goes into parsing YAML.
func loadEmbedded(name string) (*Table, error) {
	files, err := fs.Glob(table.Files, name+"/*.yaml")
	if err != nil {
		return nil, err
	}
	found := make([][]*RuntimeRules, len(files))
	errs := make([]error, len(files))
	var wait sync.WaitGroup
	for i, file := range files {
		wait.Go(func() {
			var data []byte
			if data, errs[i] = table.Files.ReadFile(file); errs[i] == nil {
				found[i], errs[i] = readRules(file, bytes.NewReader(data))
			}
		})
	}
	wait.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return newTable(name, found...)
}

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

func newTable(name string, files ...[]*RuntimeRules) (*Table, error) {
	t := &Table{name: name, byName: map[Runtime]*RuntimeRules{}}
	for _, found := range files {
		for _, r := range found {
			if t.byName[r.Runtime] != nil {
				return nil, fmt.Errorf("%s: runtime %s stands twice in the table", name, r.Runtime)
			}
			t.byName[r.Runtime] = r
			t.runtimes = append(t.runtimes, r)
		}
	}
	if err := t.finish(); err != nil {
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
