package rules

import (
	"reflect"
	"testing"
)

// What ships is read runtime by runtime, unchecked: here all of it is, at once.
func TestShippedTablesAreWhatLoadWouldAccept(t *testing.T) {
	for _, name := range []string{"default", "guidance"} {
		found, err := readEmbedded(name + "/*.yaml")
		if err != nil {
			t.Fatal(err)
		}
		whole, err := newTable(name, found)
		if err != nil {
			t.Fatal(err)
		}
		for _, rt := range whole.names {
			// Each from a table of its own, so that none is there already.
			if got, want := shipped(name).Runtime(rt), whole.Runtime(rt); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: the rules of %s differ when they are read alone", name, rt)
			}
		}
		if got, want := shipped(name).Runtimes(), whole.Runtimes(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %d runtimes, want %d", name, len(got), len(want))
		}
		if name != "default" {
			continue
		}
		libraries, err := readEmbedded(libraryFiles)
		if err != nil {
			t.Fatal(err)
		}
		if err := whole.finish(libraries); err != nil {
			t.Fatal(err)
		}
		if len(libraries) != len(libraryDocuments()) {
			t.Errorf("%d libraries are read, %d are known by name", len(libraries), len(libraryDocuments()))
		}
		for _, want := range libraries {
			alone := shipped(name)
			alone.libraries = alone.shippedLibraries
			if got := alone.Runtime(want.Runtime); !reflect.DeepEqual(got, want) {
				t.Errorf("the rules of %s differ when they are read alone", want.Runtime)
			}
		}
	}
}
