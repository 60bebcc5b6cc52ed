package version

import "testing"

func TestOpenSSLOrder(t *testing.T) {
	inOrder := []string{"0.9.8", "0.9.8a", "0.9.8y", "0.9.8z", "0.9.8za", "0.9.8zh", "1.0.0", "1.0.0t",
		"1.0.1-beta1", "1.0.1-beta3", "1.0.1", "1.0.1a", "1.0.1u", "1.0.2", "1.0.10", "1.1.0-pre6", "1.1.0",
		"1.1.1w", "3.0.0-alpha17", "3.0.0-beta1", "3.0.0", "3.0.9", "3.0.10"}
	for i := 1; i < len(inOrder); i++ {
		a, b := OpenSSL.MustParse(inOrder[i-1]), OpenSSL.MustParse(inOrder[i])
		if a.Compare(b) >= 0 {
			t.Errorf("%s is not before %s", a, b)
		}
	}
}

func TestSetPrintsAndReadsBack(t *testing.T) {
	for in, want := range map[string]string{
		"*":                          "*",
		"none":                       "none",
		"1.0.1e":                     "1.0.1e",
		"1.0.*":                      "1.0.*",
		">=1.0.1 <1.0.2":             ">=1.0.1 <1.0.2",
		"[1.0.1, 1.1.0)":             ">=1.0.1~ <1.1.0~",
		"[, 1.0.1-beta1)":            "<1.0.1-beta1",
		"[3.0, )":                    ">=3.0~",
		">1.0.1 || 0.9.8 || <=0.9.7": "<=0.9.7 || 0.9.8 || >1.0.1",
		"!= 1.0.1":                   "<1.0.1 || >1.0.1",
		">=1.0.1 <1.0.1":             "none",
		">= 1.0.1, < 3":              ">=1.0.1 <3",
	} {
		set, err := ParseSet(OpenSSL, in)
		if err != nil {
			t.Errorf("ParseSet(%q): %v", in, err)
			continue
		}
		if got := set.String(); got != want {
			t.Errorf("ParseSet(%q) = %s, want %s", in, got, want)
		}
		again, err := ParseSet(OpenSSL, set.String())
		if err != nil || !again.Equal(set) {
			t.Errorf("%s reads back as %s, %v", set, again, err)
		}
	}
}
