package rules

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
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
	defaultTable = sync.OnceValue(func() *Table {
		t := shipped("default")
		t.libraries = sync.OnceValue(t.shippedLibraries)
		return t
	})
	guidanceTable = sync.OnceValue(func() *Table { return shipped("guidance") })
)

// shipped is a table of which each runtime is read when it is first asked for.
func shipped(name string) *Table {
	files, err := fs.Glob(table.Files, name+"/*.yaml")
	if err != nil {
		panic(err)
	}
	t := &Table{name: name, byName: map[Runtime]func() *RuntimeRules{}, libraries: func() map[Runtime]func() *RuntimeRules { return nil }}
	for _, file := range files {
		rt := Runtime(strings.TrimSuffix(path.Base(file), ".yaml"))
		t.names = append(t.names, rt)
		t.byName[rt] = t.whenAsked(rt, file, func() []byte {
			data, _ := table.Files.ReadFile(file) // it is embedded
			return data
		})
	}
	slices.Sort(t.names)
	return t
}

// whenAsked reads the rules of one runtime or library when they are first asked
// for. What is wrong in them panics, and a test reads all of them.
func (t *Table) whenAsked(rt Runtime, file string, data func() []byte) func() *RuntimeRules {
	return sync.OnceValue(func() *RuntimeRules {
		found, err := readRules(file, bytes.NewReader(data()))
		if err == nil {
			err = t.link(found)
		}
		if err != nil || len(found) != 1 || found[0].Runtime != rt {
			panic(fmt.Sprintf("%s: not the rules of %s alone: %v", file, rt, err))
		}
		t.settle(found)
		return found[0]
	})
}

// readEmbedded reads the files of a pattern side by side, since nearly all of the
// time goes into parsing YAML.
func readEmbedded(pattern string) ([]*RuntimeRules, error) {
	files, err := fs.Glob(table.Files, pattern)
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
	return slices.Concat(found...), errors.Join(errs...)
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
