package version

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/tlsready/tlsready/internal/needs"
)

// pythonOracle answers a list of questions with pip's copy of packaging: the
// order of two versions as -1, 0, 1, or whether a specifier admits a version.
const pythonOracle = `
import json, sys
from pip._vendor.packaging.specifiers import SpecifierSet
from pip._vendor.packaging.version import Version
def order(a, b):
    a, b = Version(a), Version(b)
    return (a > b) - (a < b)
def admits(specifier, version):
    return int(SpecifierSet(specifier, prereleases=True).contains(version, prereleases=True))
ask = {"order": order, "admits": admits}[sys.argv[1]]
json.dump([ask(*question) for question in json.load(sys.stdin)], sys.stdout)
`

// answers gives the questions to a program on its standard input as JSON and
// returns its answers, one for each.
func answers(t *testing.T, questions [][2]string, command string, args ...string) []int {
	t.Helper()
	in, err := json.Marshal(questions)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(command, args...)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(in), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", command, err)
	}
	var list []int
	if err := json.Unmarshal(out, &list); err != nil || len(list) != len(questions) {
		t.Fatalf("%d answers to %d questions: %v", len(list), len(questions), err)
	}
	return list
}

func python(t *testing.T) string {
	t.Helper()
	path := needs.Program(t, "python3")
	if err := exec.Command(path, "-c", "import pip._vendor.packaging").Run(); err != nil {
		needs.Missing(t, "python3 is without pip: install python3-pip")
	}
	return path
}

// pick takes one of the choices.
func pick(rng *rand.Rand, choices ...string) string { return choices[rng.IntN(len(choices))] }

// pythonParts are what a generated version is put together from.
type pythonParts struct{ epoch, release, pre, post, dev, local string }

func (p pythonParts) public() string { return p.epoch + p.release + p.pre + p.post + p.dev }
func (p pythonParts) text() string   { return p.public() + p.local }

// pythonVersion makes a version near 2.7, in one of the spellings that PEP 440
// normalises, so that generated versions often share their numbers.
func pythonVersion(rng *rand.Rand) pythonParts {
	var p pythonParts
	some := func(percent int, choices ...string) string {
		if rng.IntN(100) < percent {
			return pick(rng, choices...)
		}
		return ""
	}
	p.epoch = some(8, "0!", "1!", "2!")
	p.release = pick(rng, "0", "2", "2.7", "2.7", "2.7.0", "02.07", "2.7.1", "2.7.10", "3", "3.0", "3.0.0", "2.7.0.1", "3.10", "20240131123456")
	p.pre = some(30, "a", "a1", ".b2", "-rc.1", "rc1", "c2", "_alpha3", "beta0", "pre1", ".preview_2", "RC12")
	p.post = some(20, ".post1", "-1", ".post", "post2", "-r3", "_rev10", ".POST.0")
	p.dev = some(15, ".dev1", "dev", "-dev2", "_DEV.10")
	p.local = some(10, "+local", "+Local.1", "+1", "+local-2", "+1.0_b", "+10")
	return p
}

func TestPythonVersionsAreInPackagingsOrder(t *testing.T) {
	path := python(t)
	rng := rand.New(rand.NewPCG(440, 1))
	var pairs [][2]string
	for range 4000 {
		pairs = append(pairs, [2]string{pythonVersion(rng).text(), pythonVersion(rng).text()})
	}
	for i, want := range answers(t, pairs, path, "-c", pythonOracle, "order") {
		a, errA := PEP440.Parse(pairs[i][0])
		b, errB := PEP440.Parse(pairs[i][1])
		if errA != nil || errB != nil {
			t.Errorf("%q: %v, %v", pairs[i], errA, errB)
		} else if got := a.Compare(b); got != want {
			t.Errorf("%q: got %d, want %d", pairs[i], got, want)
		}
	}
}

// pythonClause makes one clause, and says for a candidate version whether the
// set that we make of it differs from packaging's answer by design.
func pythonClause(rng *rand.Rand) (text string, differs func(candidate pythonParts) string) {
	bound := pythonVersion(rng)
	bound.local = ""
	op := pick(rng, "==", "!=", "<=", ">=", "<", ">", "~=", "===")
	wild := (op == "==" || op == "!=") && rng.IntN(2) == 0
	if wild || op == "~=" {
		// Older releases of packaging compare these as text: only the normal
		// spelling has its meaning in all of them.
		bound = pythonParts{epoch: pick(rng, "", "", "1!"), release: pick(rng, "2.7", "2.7.0", "2.7.1", "2.7.10", "3.0", "3.10")}
	}
	switch {
	case wild:
		bound.release = pick(rng, bound.release, "2", "3")
		bound.release += ".*"
	case op == "~=":
		bound.pre = pick(rng, "", "", "rc1", "a0")
		bound.post = pick(rng, "", "", ".post1")
		bound.dev = pick(rng, "", "", ".dev2")
	case op == "===":
		bound = pythonParts{release: pick(rng, "2.7", "2.7.1", "2.7rc1", "3.0")}
	}
	return op + pick(rng, "", " ") + bound.public(), func(c pythonParts) string {
		if wild || op == "~=" {
			if strings.Count(c.release, ".") < strings.Count(bound.release, ".") {
				return "packaging before 22 does not fill up with zeros"
			}
			return ""
		}
		sameBase := PEP440.MustParse(bound.epoch+bound.release).Compare(PEP440.MustParse(c.epoch+c.release)) == 0
		switch {
		case op == "===":
			return "=== compares spellings"
		case !sameBase:
			return ""
		case op == ">" && c.local != "":
			return "a local version of the bound's release"
		case op == ">" && bound.pre+bound.dev != "" && bound.post == "" && c.pre != "" && c.post != "":
			return "a post release of a pre-release"
		case op == ">" && bound.pre != "" && bound.post != "":
			return "a post release of a pre-release"
		case op == "<" && c.dev != "" && c.post != "":
			return "a development release of a post release"
		case op == "<" && bound.dev != "" && bound.post != "":
			return "a development release of a post release"
		}
		return ""
	}
}

// The classes in which a set differs from packaging are those of the doc
// comment of PEP440Specifier. A candidate with a local version is looked up by
// its public version, as packaging does for all clauses without one.
func TestPythonSpecifiersAdmitWhatPackagingAdmits(t *testing.T) {
	path := python(t)
	rng := rand.New(rand.NewPCG(440, 2))
	var questions [][2]string
	var public []string
	byDesign := map[string]int{}
	for len(questions) < 6000 {
		candidate := pythonVersion(rng)
		var clauses []string
		class := ""
		for range 1 + rng.IntN(3) {
			clause, differs := pythonClause(rng)
			clauses = append(clauses, clause)
			class = max(class, differs(candidate))
		}
		if class != "" {
			byDesign[class]++
			continue
		}
		questions = append(questions, [2]string{strings.Join(clauses, pick(rng, ",", ", ")), candidate.text()})
		public = append(public, candidate.public())
	}
	admitted := 0
	for i, want := range answers(t, questions, path, "-c", pythonOracle, "admits") {
		admitted += want
		set, err := PEP440Specifier(PEP440, questions[i][0])
		if err != nil {
			t.Error(err)
		} else if got := set.Contains(PEP440.MustParse(public[i])); got != (want == 1) {
			t.Errorf("%q: got %v, want %v (%s)", questions[i], got, want == 1, set)
		}
	}
	if admitted < 500 || admitted > 5500 {
		t.Errorf("%d of %d admitted: the generator asks nothing of weight", admitted, len(questions))
	}
	t.Log(admitted, "admitted; differing by design:", byDesign)
}
