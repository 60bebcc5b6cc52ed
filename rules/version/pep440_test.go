package version

import (
	"errors"
	"testing"
)

// inOrder checks that each version of a list comes before the next.
func inOrder(t *testing.T, s *Scheme, list ...string) {
	t.Helper()
	for i := 1; i < len(list); i++ {
		if a, b := s.MustParse(list[i-1]), s.MustParse(list[i]); a.Compare(b) >= 0 {
			t.Errorf("%s: %s is not before %s", s.Name(), list[i-1], list[i])
		}
	}
}

// same checks that all spellings are one version.
func same(t *testing.T, s *Scheme, list ...string) {
	t.Helper()
	for _, text := range list[1:] {
		if a, b := s.MustParse(list[0]), s.MustParse(text); a.Key() != b.Key() {
			t.Errorf("%s: %s and %s are two versions", s.Name(), list[0], text)
		}
	}
}

// lines checks which set a text names.
func lines(t *testing.T, s *Scheme, want map[string]string) {
	t.Helper()
	for text, want := range want {
		if set, err := s.Line(text); err != nil || set.String() != want {
			t.Errorf("%s: the line of %q is %s, %v, want %s", s.Name(), text, set, err, want)
		}
	}
}

// rejects checks that texts are no versions, with an error that says where.
func rejects(t *testing.T, s *Scheme, texts ...string) {
	t.Helper()
	for _, text := range texts {
		v, err := s.Parse(text)
		var bad *SyntaxError
		if !errors.As(err, &bad) || !v.IsZero() {
			t.Errorf("%s: %q is %s, %v", s.Name(), text, v, err)
		} else if bad.Text != text || bad.Offset < 0 || bad.Offset > len(text) || bad.Reason == "" {
			t.Errorf("%s: %q: %+v", s.Name(), text, bad)
		}
	}
}

func TestPythonsOrder(t *testing.T) {
	inOrder(t, PEP440, "1.0.dev1", "1.0a1.dev1", "1.0a1", "1.0a1.post1", "1.0b2", "1.0rc1", "1.0",
		"1.0+ubuntu", "1.0+ubuntu.1", "1.0+1", "1.0+10", "1.0.post1.dev1", "1.0.post1", "1.0.1")
	inOrder(t, PEP440, "2.7.6", "2.7.9rc1", "2.7.9", "2.7.18", "3.1", "3.4.0", "3.4.1", "3.9", "3.10")
	inOrder(t, PEP440, "20240131123456", "1!0.1", "1!1", "2!0")
	same(t, PEP440, "2.7", "2.7.0", "2.7.0.0", "v2.7", "02.07", "0!2.7")
	same(t, PEP440, "1.0rc1", "1.0-RC.1", "1.0c1", "1.0.pre1", "1.0_preview_1")
	same(t, PEP440, "1.0.post5", "1.0-5", "1.0-r5", "1.0rev5")
	same(t, PEP440, "2.7.18", "2.7.18+") // CPython marks a build from a checkout
}

func TestPythonsLines(t *testing.T) {
	lines(t, PEP440, map[string]string{
		"2.7": "2.7.*", "3": "3.*", "3.10": "3.10.*", "2.7.0": "2.7.0", "2.7.18+": "2.7.18+",
		"3.9rc1": "3.9rc1", "1!2.7": "1!2.7.*",
	})
}

func TestNotPython(t *testing.T) {
	rejects(t, PEP440, "", "v", "python", "2.x", "2.7.*", "2.7-final", "1.0+a$", "1!", "1!x",
		"2.7 ", "1.0--1", "1234567890123456789", "1.2.3.4.5.6.7.8.9", "2.7.18.final.0")
}

func TestSpecifiers(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "*",
		">=2.7, !=3.0.*, <4":    ">=2.7 <3.0~ || >=3.1~ <4~",
		"==2.7":                 "2.7",
		"~=2.7":                 ">=2.7 <3~",
		"~=2.7.9":               ">=2.7.9 <2.8~",
		">2.7":                  ">2.7~",
		"<=2.7":                 "<=2.7",
		"<3":                    "<3~",
		"<3.0rc1":               "<3.0rc1",
		"<2.7.post1":            "<2.7~ || >=2.7 <2.7.post1",
		">2.7rc1":               ">2.7rc1 <=2.7 || >2.7~",
		"===2.7.9,":             "2.7.9",
		">=2.7,!=3.0.*,!=3.1.*": ">=2.7 <3.0~ || >=3.2~",
		"== 1!2.*":              "1!2.*",
	} {
		if set, err := PEP440Specifier(PEP440, text); err != nil || set.String() != want {
			t.Errorf("%q: got %s, %v, want %s", text, set, err, want)
		}
	}
	for _, text := range []string{"2.7", "=>3.6", "^3.6", "==", "~=1", ">=1.0.*", "==1.0.dev1.*", "<>2", ",>=2", ">=2,,<3", ">=x", "==x.*"} {
		if set, err := PEP440Specifier(PEP440, text); err == nil {
			t.Errorf("%q: got %s, want an error", text, set)
		}
	}
}
