package version

import "testing"

// FuzzParse: whatever comes, no scheme panics, and what it prints of a version
// it reads as the same version.
func FuzzParse(f *testing.F) {
	for s, texts := range samples {
		for _, text := range texts {
			f.Add(s.Name(), text)
		}
	}
	byName := map[string]*Scheme{}
	for s := range samples {
		byName[s.Name()] = s
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		s := byName[name]
		if s == nil {
			return
		}
		v, err := s.Parse(text)
		if err != nil {
			return
		}
		if v.Key() == "" {
			t.Errorf("%s %q has no key", name, text)
		}
		again, err := s.Parse(v.String())
		if err != nil || again.Compare(v) != 0 {
			t.Errorf("%s %q prints as %q, which is read as %q, %v", name, text, v, again, err)
		}
		line, err := s.Line(text)
		if err != nil || line.IsEmpty() {
			t.Errorf("%s %q names the line %s, %v", name, text, line, err)
		}
	})
}

func FuzzParseSet(f *testing.F) {
	for _, seed := range []string{"*", "none", "1.0.*", ">=1.2 <2", "[1.2, 2)", ">=1.2~ <2~ || 3", "!= 1.0.1", "[, 1.0.1-beta1)", ">1 || <=0.9"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range []*Scheme{OpenSSL, PEP440, Java, Ruby} {
			set, err := ParseSet(s, text)
			if err != nil {
				continue
			}
			again, err := ParseSet(s, set.String())
			if err != nil || !again.Equal(set) {
				t.Errorf("%s: %q is %s, which reads back as %s, %v", s.Name(), text, set, again, err)
			}
		}
	})
}
