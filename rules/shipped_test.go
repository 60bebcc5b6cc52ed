package rules

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules/table"
)

var update = flag.Bool("update", false, "write what ships anew; review the diff")

func TestShippedLinesAreThoseOfTheYAML(t *testing.T) {
	for name, lines := range map[string]string{"default": defaultLines, "guidance": guidanceLines, "libraries": libraryLines} {
		want := linesOf(t, shippedYAML(t, name))
		if lines == want {
			continue
		}
		if !*update {
			t.Errorf("table/%s.jsonl does not say what the YAML does; write it with: go test ./rules -run ShippedLines -update", name)
		} else if err := os.WriteFile("table/"+name+".jsonl", []byte(want), 0o644); err != nil {
			t.Error(err)
		}
	}
}

// shippedYAML is the YAML of a folder, in one.
func shippedYAML(t *testing.T, folder string) []byte {
	files, err := fs.Glob(table.Files, folder+"/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all [][]byte
	for _, file := range files {
		data, err := table.Files.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data)
	}
	return bytes.Join(all, []byte("---\n"))
}

// linesOf makes of YAML what ships.
func linesOf(t *testing.T, data []byte) string {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	for {
		var f runtimeFile
		err := decoder.Decode(&f)
		if errors.Is(err, io.EOF) {
			return out.String()
		}
		if err == nil {
			err = encoder.Encode(f)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// What ships is read runtime by runtime, unchecked: here all of it is, at once, as
// people wrote it.
func TestShippedTablesAreWhatLoadWouldAccept(t *testing.T) {
	for name, lines := range map[string]string{"default": defaultLines, "guidance": guidanceLines} {
		whole, err := Load(name, bytes.NewReader(shippedYAML(t, name)))
		if err != nil {
			t.Fatal(err)
		}
		for _, rt := range whole.names {
			// Each from a table of its own, so that none is there already.
			if got, want := shipped(name, lines).Runtime(rt), whole.Runtime(rt); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: the rules of %s differ when they are read alone", name, rt)
			}
		}
		if got, want := shipped(name, lines).Runtimes(), whole.Runtimes(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %d runtimes, want %d", name, len(got), len(want))
		}
		if name != "default" {
			continue
		}
		libraries, err := readRules("libraries", bytes.NewReader(shippedYAML(t, "libraries")))
		if err != nil {
			t.Fatal(err)
		}
		if err := whole.finish(libraries); err != nil {
			t.Fatal(err)
		}
		if len(libraries) == 0 || len(libraries) != len(knownLibraries()) {
			t.Errorf("%d libraries are read, %d are known by name", len(libraries), len(knownLibraries()))
		}
		for _, want := range libraries {
			alone := shipped(name, lines)
			alone.libraries = alone.shippedLibraries
			if got := alone.Runtime(want.Runtime); !reflect.DeepEqual(got, want) {
				t.Errorf("the rules of %s differ when they are read alone", want.Runtime)
			}
		}
	}
}
