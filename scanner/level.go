package scanner

import (
	"fmt"
	"path"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// A Level is how loudly to say it. The levels are ordered.
type Level uint8

const (
	LevelNone Level = iota
	LevelNote
	LevelWarning
	LevelError
)

var levelNames = [...]string{"none", "note", "warning", "error"}

func (l Level) String() string {
	if int(l) < len(levelNames) {
		return levelNames[l]
	}
	return "invalid"
}

// MarshalText makes the level readable in JSON.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (l *Level) UnmarshalText(text []byte) error {
	level, ok := ParseLevel(string(text))
	if !ok {
		return fmt.Errorf("%q is no level", text)
	}
	*l = level
	return nil
}

// ParseLevel reads what [Level.String] prints.
func ParseLevel(text string) (Level, bool) {
	for i, n := range levelNames {
		if n == text {
			return Level(i), true
		}
	}
	return LevelNone, false
}

func level(f *Finding) Level {
	loud := LevelNote
	work := f.Verdict == rules.Upgrade || f.Verdict == rules.Update
	switch {
	case f.Verdict == rules.Ready:
		return LevelNone
	case work && f.Certain:
		loud = LevelError
	case f.Best != rules.Ready && f.Best != rules.Unknown, // something is to be done in any case
		work && (f.Binding == rules.Exact || f.Binding == rules.Newest):
		loud = LevelWarning
	}
	switch {
	case f.onlyPinned: // the line that pins it is a finding of its own
		return LevelNote
	case f.Hint, f.Fixture, f.Scope == manifest.Build, f.Scope == manifest.Test:
		return min(loud, LevelNote)
	case f.Scope == manifest.Dev:
		return min(loud, LevelWarning)
	}
	return loud
}

// fixtureNames are folders that hold inputs of tests, samples and templates
// rather than programs.
var fixtureNames = map[string]bool{
	"test": true, "tests": true, "testdata": true, "test-data": true, "test_data": true, "testing": true,
	"fixture": true, "fixtures": true, "__fixtures__": true, "__tests__": true, "spec": true, "specs": true,
	"example": true, "examples": true, "sample": true, "samples": true, "demo": true, "demos": true,
	"template": true, "templates": true, "integration-test": true, "integration-tests": true,
	"testsuite": true, "testsuites": true, "unittest": true, "unittests": true, "integrationtest": true, "integrationtests": true, "androidtest": true,
}

// testProjects end the names that .NET gives to the folders of projects with tests:
// Shop.Orders.Tests. In small letters .test ends the names of hosts.
var testProjects = map[string]bool{
	"Test": true, "Tests": true, "tests": true, "UnitTest": true, "UnitTests": true, "IntegrationTest": true, "IntegrationTests": true,
	"FunctionalTests": true, "AcceptanceTests": true, "Specs": true,
}

// testEndings are what names of sources of tests end with, by their extensions, as
// test frameworks have it. One that begins with a capital letter follows a small one.
var testEndings = map[string][]string{
	".py": {"_test", "_tests"}, ".rb": {"_test", "_tests", "_spec"},
	".c": {"_test", "_tests"}, ".cc": {"_test", "_tests"}, ".cpp": {"_test", "_tests"}, ".cxx": {"_test", "_tests"},
	".java": testClasses, ".kt": testClasses, ".groovy": testClasses, ".scala": testClasses, ".cs": testClasses, ".vb": testClasses, ".fs": testClasses,
	".ps1": {".Tests", ".tests"},
}

var testClasses = []string{"Test", "Tests", "TestCase", "IT", "Spec"}

func isTestSource(base string) bool {
	extension := path.Ext(base)
	stem := strings.TrimSuffix(base, extension)
	if extension == ".py" && strings.HasPrefix(stem, "test_") {
		return true
	}
	for _, ending := range testEndings[extension] {
		before, ok := strings.CutSuffix(stem, ending)
		if ok && ('A' > ending[0] || ending[0] > 'Z' || endsSmall(before)) {
			return true
		}
	}
	return false
}

func endsSmall(text string) bool {
	if text == "" {
		return false
	}
	c := text[len(text)-1]
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9'
}

// isFixture tells by the path alone whether a file belongs to tests or samples.
func isFixture(name string) bool {
	dir, base := path.Split(name)
	if isTestSource(base) {
		return true
	}
	for part := range strings.SplitSeq(dir, "/") {
		if fixtureNames[strings.ToLower(part)] || testProjects[part[strings.LastIndexByte(part, '.')+1:]] && strings.Contains(part, ".") {
			return true
		}
	}
	return false
}
