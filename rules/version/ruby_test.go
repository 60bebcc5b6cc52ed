package version

import "testing"

func TestRubysOrder(t *testing.T) {
	inOrder(t, Ruby, "1.8.7-p374", "1.9.3-p0", "1.9.3-p551", "2.0.0dev", "2.0.0-preview2", "2.0.0.rc1",
		"2.0.0-p0", "2.0.0-p247", "2.0.0-p648", "2.1.0", "2.9.0", "2.10.0", "3.3.0-preview2", "3.3.0")
	// A gem-style order would take the patch level for a pre-release.
	same(t, Ruby, "2.0.0", "2.0.0-p0", "2.0.0.p0", "2.0.0p0")
	same(t, Ruby, "2.0.0-p648", "2.0.0p648", "ruby-2.0.0-p648", "2.0.0-p648@gemset")
	same(t, Ruby, "2.6.0-preview1", "2.6.0.preview1")
	same(t, Ruby, "2.6.0dev", "2.6.0p-1", "2.6.0.dev")
}

func TestRubysLines(t *testing.T) {
	lines(t, Ruby, map[string]string{
		"1.9.3": "1.9.3.*", "ruby-2.3": "2.3.*", "3": "3.*", "2.7.0p0": "2.7.0-p0",
		"1.9.3-p551": "1.9.3-p551", "2.0.0.rc1": "2.0.0.rc1",
	})
	lines(t, JRuby, map[string]string{
		"jruby-9.1.17.0": "9.1.17.0", "9.1.17": "9.1.17.*", "jruby-1.7.27": "1.7.27", "1.7": "1.7.*",
		"9.0.0.0.rc1": "9.0.0.0.rc1", "22.3.0": "22.3.0",
	})
}

func TestJRubysOrder(t *testing.T) {
	inOrder(t, JRuby, "1.7.9", "1.7.27", "9.0.0.0.rc1", "9.0.0.0", "9.1.17.0", "9.2.9.0", "9.2.10.0", "22.3.0")
}

// An engine's name must not make another engine's version a version of Ruby.
func TestNotRuby(t *testing.T) {
	rejects(t, Ruby, "", "ruby", "ruby-", "jruby-9.1.17.0", "truffleruby-22.3.0", "rbx-3.107", "ree-1.8.7-2012.02",
		"mruby-3.2.0", "ruby-head", "2.x", "2.0.0-p", "2.0-p648", "2.0.0-final", "@set", "12345678901234567890")
	rejects(t, JRuby, "", "jruby", "9.2.9.0-p1", "9.x", "jruby-head")
}

func TestGemRequirements(t *testing.T) {
	for text, want := range map[string]string{
		"~> 2.5":             ">=2.5 <3~",
		"~> 2.5.0":           ">=2.5.0 <2.6~",
		"~> 2":               ">=2 <3~",
		">= 2.0, < 3":        ">=2.0 <3",
		"2.5.3":              "2.5.3",
		"!= 2.5.3":           "<2.5.3 || >2.5.3",
		"= 2.5.3p105":        "2.5.3-p105",
		">= 1.9.3, != 2.0.0": ">=1.9.3 <2.0.0 || >2.0.0",
	} {
		if set, err := GemRequirement(Ruby, text); err != nil || set.String() != want {
			t.Errorf("%q: got %s, %v, want %s", text, set, err, want)
		}
	}
	set, err := GemRequirement(Ruby, ">= 3.3.0")
	if err != nil || set.Contains(Ruby.MustParse("3.3.0-preview2")) {
		t.Errorf(">= 3.3.0 lets in its previews: %s, %v", set, err)
	}
	for _, text := range []string{"", "~>", "=> 2", "^2.5", ">= 2,", "2.5.x", "~> x"} {
		if set, err := GemRequirement(Ruby, text); err == nil {
			t.Errorf("%q: got %s, want an error", text, set)
		}
	}
}

func TestNoGemVersion(t *testing.T) {
	rejects(t, RubyGems, "", "a.1", "1b", "1.", "1..2", "1.a.", "1.a$", "1-", "1.0-x.", "1.a.12345678901234567890")
}
