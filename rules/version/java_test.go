package version

import "testing"

func TestJavasOrder(t *testing.T) {
	inOrder(t, Java, "1.3.1_20", "1.4.2_9", "1.4.2_19", "1.5.0_22", "6u45", "7u9", "7u79", "7u80", "7u131",
		"8u101", "8u102", "8u291", "8u352", "9-ea", "9", "11.0.9", "11.0.11", "17.0.8", "17.0.8.1", "21-ea", "21", "22-internal", "22")
	// IBM's service levels have an order of their own.
	inOrder(t, Java, "8.0.6.25", "8.0.6.30", "8.0.7.0")
}

func TestSpellingsOfOneJava(t *testing.T) {
	same(t, Java, "8u291", "1.8.0_291", "8.0.291", "1.8.0_291-b10", "jdk8u291-b10", "jdk-8u291", "JDK8U291")
	same(t, Java, "7u9", "1.7.0_09")
	same(t, Java, "11.0.11", "11.0.11+9", "11.0.11+9-LTS-194", "jdk-11.0.11+9")
	same(t, Java, "17.0.8.1", "17.0.8.1+1")
	same(t, Java, "1.1", "1.1.8", "1.1.8_10")
	for text, want := range map[string]string{
		"1.8.0_291": "8u291", "1.7.0_09": "7u9", "8.0.6.25": "8.0.6.25", "1.4.2_19": "1.4.2_19",
		"11.0.11+9": "11.0.11", "21-EA": "21-ea", "jdk-9.0.4": "9.0.4",
	} {
		if got := Java.MustParse(text).String(); got != want {
			t.Errorf("%s prints as %s, want %s", text, got, want)
		}
	}
	// Feature 11's second update position is no update of the old form.
	if a, b := Java.MustParse("11.0.11"), Java.MustParse("11"); a.Compare(b) <= 0 {
		t.Errorf("%s is not after %s", a, b)
	}
}

// Without an update the text names the feature release: which update is in use
// is not known, and the first one would be a guess.
func TestJavasLines(t *testing.T) {
	lines(t, Java, map[string]string{
		"1.7": "7.*", "7": "7.*", "1.7.0": "7.*", "1.8": "8.*", "11": "11.*", "11+28": "11.*",
		"7u80": "7u80", "8.0.291": "8u291", "11.0.11": "11.0.11", "21-ea": "21-ea", "1.8.0_291": "8u291",
	})
}

func TestNotJava(t *testing.T) {
	rejects(t, Java, "", "java", "jdk", "jdk-", "1.8.x", "8u", "8uX", "1.8.0_", "latest", "11-final",
		"8.0.291_5", "1.2.3.4.5.6", "12345678901234567890")
}
