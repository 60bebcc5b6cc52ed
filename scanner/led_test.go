package scanner

import (
	"context"
	"fmt"
	"io/fs"
	"sync"
	"testing"
	"testing/fstest"
)

// An openedFS counts how often each file is opened.
type openedFS struct {
	fstest.MapFS
	mu    *sync.Mutex
	times map[string]int
}

func (o openedFS) Open(name string) (fs.File, error) {
	o.mu.Lock()
	o.times[name]++
	o.mu.Unlock()
	return o.MapFS.Open(name)
}

func TestWhatManyLeadToIsReadOnce(t *testing.T) {
	tree := openedFS{fstest.MapFS{
		"maven/pom.xml":             file("<project><artifactId>p</artifactId><properties><level>1.6</level></properties></project>"),
		"net/Directory.Build.props": file("<Project><PropertyGroup><Framework>net40</Framework></PropertyGroup></Project>"),
	}, &sync.Mutex{}, map[string]int{}}
	const n = 50
	for i := range n {
		tree.MapFS[fmt.Sprintf("maven/%d/pom.xml", i)] = file("<project><parent><artifactId>p</artifactId></parent><properties><maven.compiler.target>${level}</maven.compiler.target></properties></project>")
		tree.MapFS[fmt.Sprintf("net/%d/a.csproj", i)] = file("<Project Sdk='Microsoft.NET.Sdk'><PropertyGroup><TargetFramework>$(Framework)</TargetFramework></PropertyGroup></Project>")
	}
	r, err := newScanner(t, Options{}).Scan(context.Background(), tree)
	if err != nil || len(r.Findings) != 2 { // where the versions stand
		t.Errorf("%d findings, %v", len(r.Findings), err)
	}
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Declared != "1.6" && f.Declared != "net40" {
			t.Errorf("%s: %s", f.Path, f.Declared)
		}
	}
	// Once for itself, and for the others once for each worker at most.
	for _, name := range []string{"maven/pom.xml", "net/Directory.Build.props"} {
		if got := tree.times[name]; got > 1+2*newScanner(t, Options{}).opts.Workers {
			t.Errorf("%s was opened %d times for %d others", name, got, n)
		}
	}
}
