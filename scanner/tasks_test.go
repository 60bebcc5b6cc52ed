package scanner

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// Trees of every shape: one folder in the other, all beside each other, and both, with
// more files in some than one worker takes at once.
func TestEachFileIsReadOnceHoweverManyWorkersThereAre(t *testing.T) {
	tree := fstest.MapFS{}
	add := func(name string) { tree[name+"/.ruby-version"] = file("1.9.3\n") }
	for i := range 60 {
		add("deep" + strings.Repeat("/d", i))
		add(fmt.Sprintf("wide/%d", i))
		add(fmt.Sprintf("both/%d/%d/%d", i%3, i%7, i))
	}
	for i := range 3*maxJob + 1 {
		tree[fmt.Sprintf("many/%d.gemspec", i)] = file("Gem::Specification.new { |s| s.required_ruby_version = '1.9.3' }\n")
	}
	for _, workers := range []int{1, 2, 3, 16} {
		for range 20 {
			r := scan(t, Options{Workers: workers}, tree)
			if r.Files != len(tree) || len(r.Findings) != len(tree) || len(r.Problems) > 0 {
				t.Fatalf("%d workers: %d files, %d findings and %v, want %d", workers, r.Files, len(r.Findings), r.Problems, len(tree))
			}
		}
	}
}

func TestATaskGivenAwayIsTheOlderOne(t *testing.T) {
	s := newTasks(2)
	own := s.give([]task{{dir: "a"}, {dir: "b"}, {dir: "c"}})
	if len(own) != 1 || own[0].dir != "c" {
		t.Errorf("kept %v", own)
	}
	for _, want := range []string{"b", "a"} {
		if next, ok := s.take(t.Context()); !ok || next.dir != want || s.wanted() {
			t.Errorf("took %q, %v, want %q", next.dir, ok, want)
		}
	}
}
