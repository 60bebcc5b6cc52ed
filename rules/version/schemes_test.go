package version

import "testing"

// Every scheme keeps the order in which its releases came.
func TestReleasesAreInOrder(t *testing.T) {
	for s, list := range map[*Scheme][]string{
		PEP440:          {"1.0.dev1", "1.0a1.dev1", "1.0a1", "1.0a1.post1", "1.0b2", "1.0rc1", "1.0", "1.0+local", "1.0+local.5", "1.0.post1.dev1", "1.0.post1", "1.0.1", "2.7.6", "2.7.9rc1", "2.7.9", "3.9", "3.10", "1!0.1"},
		Ruby:            {"1.8.7-p374", "1.9.3-p0", "1.9.3-p551", "2.0.0dev", "2.0.0.rc1", "2.0.0-p0", "2.0.0-p648", "2.1.0"},
		Java:            {"1.4.2_19", "1.5.0_22", "6u45", "7u9", "1.7.0_79", "7u131", "8.0.291", "8u352", "9-ea", "9", "11.0.11", "17.0.8.1+1", "21-ea", "21"},
		Dotnet:          {"1.0", "2.1", "3.1.402", "10.0.0-preview.1", "10.0.0-preview.12", "10.0.0-rc.1", "10.0.0"},
		DotnetFramework: {"v1.0", "2.0", "3.5", "4.0", "4.5", "4.5.1", "4.6.2", "4.7", "4.8", "4.8.1"},
		Windows:         {"xp", "Vista", "7", "8", "8.1", "10", "Server 2016", "2022", "11"},
	} {
		for i := 1; i < len(list); i++ {
			a, b := s.MustParse(list[i-1]), s.MustParse(list[i])
			if a.Compare(b) >= 0 {
				t.Errorf("%s %s !< %s", s.name, list[i-1], list[i])
			}
		}
	}
	for _, x := range []string{"1.8.0_291", "8u291", "jdk8u291-b10", "8.0.291", "jdk-8u291", "1.8.0_291-b10"} {
		v := Java.MustParse(x)
		if v.String() != "8u291" || v.Compare(Java.MustParse("8u291")) != 0 {
			t.Error(x, v)
		}
	}
	for s, x := range map[string]string{"1.7": "7.*", "7": "7.*", "1.7.0": "7.*", "11": "11.*", "11.0.11": "11.0.11", "8.0.6.25": "8.0.6.25", "7u80": "7u80", "1.7.0_09": "7u9"} {
		set, err := Java.Line(s)
		if err != nil || set.String() != x {
			t.Error(s, set, err)
		}
	}
	for s, x := range map[string]string{"1.9.3": "1.9.3.*", "2.3": "2.3.*", "ruby-2.0.0-p648": "2.0.0-p648"} {
		set, err := Ruby.Line(s)
		if err != nil || set.String() != x {
			t.Error(s, set, err)
		}
	}
}
