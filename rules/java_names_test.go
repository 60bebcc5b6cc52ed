package rules

import "testing"

func TestJavaNames(t *testing.T) {
	for text, want := range map[string]string{
		"8u291": "8u291", "1.8.0_291": "8u291", "jdk8u291-b10": "8u291", "8.0.291": "8u291", "1.7": "7.*", "7": "7.*", "17": "17.*",
		"JavaSE-1.7": "7.*", "J2SE-1.5": "5.*", "VERSION_1_8": "8.*", "VERSION_11": "11.*", "JDK_1_7": "7.*", "JVM_1_8": "8.*", "jvm-1.8": "8.*",
		"temurin-8.0.292+10": "8u292 openjdk", "temurin-8": "8.* openjdk", "temurin-21.0.5+11.0.LTS": "21.0.5 openjdk",
		"openjdk64-1.7.0.80": "7u80 openjdk", "oracle64-1.7.0.80": "7u80 oracle", "oraclejdk7": "7.* oracle", "openjdk7": "7.* openjdk",
		"8.0.352-tem": "8u352 openjdk", "7.0.232-zulu": "7u232 azul", "zulu-7.56.0.11": "7.* azul", "zulu-7": "7.* azul",
		"corretto-8.252.09.1": "8u252 openjdk", "corretto-11": "11.* openjdk", "11.0.20.1-tem": "11.0.20.1 openjdk",
		"graalvm-ce-java11-21.0.0": "11.* openjdk", "22.3.0+java17": "17.* openjdk", "22.3.r17-grl": "17.* openjdk",
		"8.0.6.25": "8.0.6.25 ibm", "11.0.11+9-LTS-194": "11.0.11", "zulu-1.8.0_312": "8u312 azul", "17.0.15+6-Debian-1deb12u1": "17.0.15",
		"adoptopenjdk-8.0.292+10": "8u292 openjdk",
	} {
		n, err := Parse(Java, text)
		got := n.Versions.String()
		if n.Vendor != "" {
			got += " " + n.Vendor
		}
		if err != nil || got != want {
			t.Errorf("%s: %s, want %s; %v", text, got, want, err)
		}
	}
	for _, text := range []string{"", "system", "latest", "JDK", "eight"} {
		if n, err := Parse(Java, text); err == nil {
			t.Errorf("%q is read as %s", text, n.Versions)
		}
	}
}
