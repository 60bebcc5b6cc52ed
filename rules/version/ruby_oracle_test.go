package version

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/tlsready/tlsready/internal/needs"
)

// rubyOracle answers a list of questions with RubyGems: the order of two
// versions as -1, 0, 1, or whether a requirement admits a version.
const rubyOracle = `
require "json"
ask = {
  "order" => ->(a, b) { Gem::Version.new(a) <=> Gem::Version.new(b) },
  "admits" => ->(requirement, version) {
    Gem::Requirement.new(requirement.split(",")).satisfied_by?(Gem::Version.new(version)) ? 1 : 0
  },
}.fetch(ARGV[0])
print JSON.generate(JSON.parse($stdin.read).map { |question| ask.call(*question) })
`

// gemVersion makes a version near 2.5 with all that RubyGems lets into one.
func gemVersion(rng *rand.Rand) string {
	text := pick(rng, "0", "2", "2.5", "2.5", "2.5.0", "2.0", "2.05.1", "2.5.10", "3", "3.0.0", "10.0")
	for range rng.IntN(4) {
		text += pick(rng, ".0", ".0", ".1", ".10", ".a", ".b", ".B", ".rc1", ".pre", ".beta.2", ".a0b")
	}
	if rng.IntN(6) == 0 {
		text += pick(rng, "-x", "-1", "-a-b", "-rc.1")
	}
	if rng.IntN(10) == 0 && strings.Contains(text, ".") {
		text += pick(rng, "b3", "a")
	}
	return text
}

func TestGemVersionsAreInRubyGemsOrder(t *testing.T) {
	path := needs.Program(t, "ruby")
	rng := rand.New(rand.NewPCG(25, 1))
	var pairs [][2]string
	for range 4000 {
		pairs = append(pairs, [2]string{gemVersion(rng), gemVersion(rng)})
	}
	for i, want := range answers(t, pairs, path, "-e", rubyOracle, "order") {
		a, errA := RubyGems.Parse(pairs[i][0])
		b, errB := RubyGems.Parse(pairs[i][1])
		if errA != nil || errB != nil {
			t.Errorf("%q: %v, %v", pairs[i], errA, errB)
		} else if got := a.Compare(b); got != want {
			t.Errorf("%q: got %d, want %d", pairs[i], got, want)
		}
	}
}

func TestGemRequirementsAdmitWhatRubyGemsAdmits(t *testing.T) {
	path := needs.Program(t, "ruby")
	rng := rand.New(rand.NewPCG(25, 2))
	var questions [][2]string
	for range 4000 {
		var clauses []string
		for range 1 + rng.IntN(3) {
			clauses = append(clauses, pick(rng, "", "=", "!=", ">", ">= ", "<", "<=", "~>", "~> ", "~>")+gemVersion(rng))
		}
		questions = append(questions, [2]string{strings.Join(clauses, ", "), gemVersion(rng)})
	}
	admitted := 0
	for i, want := range answers(t, questions, path, "-e", rubyOracle, "admits") {
		admitted += want
		set, err := GemRequirement(RubyGems, questions[i][0])
		if err != nil {
			t.Error(err)
		} else if got := set.Contains(RubyGems.MustParse(questions[i][1])); got != (want == 1) {
			t.Errorf("%q: got %v, want %v (%s)", questions[i], got, want == 1, set)
		}
	}
	if admitted < 400 || admitted > 3600 {
		t.Errorf("%d of %d admitted: the generator asks nothing of weight", admitted, len(questions))
	}
}
