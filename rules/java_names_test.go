package rules

import "testing"

func TestJavaNames(t *testing.T) {
	for text, want := range map[string]string{
		"8u291": "8u291", "1.8.0_291": "8u291", "jdk8u291-b10": "8u291", "8.0.291": "8u291", "1.7": "7.*", "7": "7.*", "17": "17.*",
		"1.7.0_09": "7u9", "1.8.0_292-b10": "8u292", "v1.8": "8.*", "1.4.2_19": "1.4.2_19", "JDK 1.7.0_80": "7u80", "jre7": "7.*", "jdk-11.0.2": "11.0.2",
		"11.0.11+9-LTS-194": "11.0.11", "17.0.15+6-Debian-1deb12u1": "17.0.15", "21-ea": "21-ea", "17.0.8.1+1": "17.0.8.1",
		"Java SE 7 Update 80": "7u80", "JDK 8 Update 291": "8u291", "java 8": "8.*",

		"JavaSE-1.7": "7.*", "J2SE-1.5": "5.*", "VERSION_1_8": "8.*", "VERSION_11": "11.*", "JDK_1_7": "7.*", "JVM_1_8": "8.*", "jvm-1.8": "8.*", "java17": "17.*",

		"temurin-8.0.292+10": "8u292 openjdk", "temurin-8": "8.* openjdk", "temurin-21.0.5+11.0.LTS": "21.0.5 openjdk", "temurin-jre-8.0.302+8": "8u302 openjdk",
		"adoptopenjdk-8.0.292+10": "8u292 openjdk", "adoptopenjdk-openj9-8.0.162+12.openj9-0.8.0": "8u162 openjdk",
		"semeru-openj9-8u302-b08_openj9-0.27.0": "8u302 openjdk", "semeru-jre-openj9-11.0.12+7_openj9-0.27.0": "11.0.12 openjdk",
		"liberica-8u262+10": "8u262 openjdk", "liberica-javafx-8u262+10": "8u262 openjdk", "liberica-1.8.0": "8.* openjdk",
		"jetbrains-jre-17.0.11b1312.2": "17.0.11 openjdk", "sapmachine-11.0.10-ea.2": "11.0.10-ea2 openjdk", "microsoft-11.0.11.9.1": "11.0.11.9.1 openjdk",
		"bisheng-8u322-b06": "8u322 openjdk", "trava-8u202b08": "8u202 openjdk", "java-se-ri-8u41": "8u41 openjdk", "heroku-17": "17.* openjdk",

		"openjdk64-1.7.0.80": "7u80 openjdk", "oracle64-1.7.0.80": "7u80 oracle", "corretto64-8.252.09.1": "8u252 openjdk", "other64-1.8.0.152": "8u152",
		"oraclejdk7": "7.* oracle", "openjdk7": "7.* openjdk", "openjdk-7-jre-headless": "7.* openjdk", "java-1.7.0-openjdk": "7.* openjdk",
		"java-1.8.0-openjdk-devel": "8.* openjdk", "oracle-java7-installer": "7.* oracle",
		"adopt@1.8.0-292": "8u292 openjdk", "zulu@1.8.92": "8u92 azul", "openjdk@1.11.0": "11.0.* openjdk", "1.7.0-": "7.*",

		"8.0.352-tem": "8u352 openjdk", "8.0.282.hs-adpt": "8u282 openjdk", "8.0.302.fx-zulu": "8u302 azul", "7.0.232-zulu": "7u232 azul",
		"11.0.20.1-tem": "11.0.20.1 openjdk", "8.0.265-open": "8u265 openjdk", "17.0.1.crac-zulu": "17.0.1 azul", "22.ea.12-open": "22-ea12 openjdk",
		"17.0.8-graal": "17.0.8 oracle", "17-open": "17.* openjdk",

		"zulu-7": "7.* azul", "zulu-7.56.0.11": ">=7u131 <8~ azul", "zulu-7.54.0.13_1": ">=7u131 <8~ azul", "zulu-jre-7.16.0.1": ">=7~ <7u131 azul",
		"zulu-6.15.0.1": "6.* azul", "zulu-8.0.0.3": ">=8~ <8u212 azul", "zulu-8.50.0.51": ">=8u272 <8u352 azul", "zulu-8.96": ">=8u352 <9~ azul",
		"zulu-11.56.19": "11.* azul", "zulu-1.8.0_312": "8u312 azul", "zulu-13.0.3": "13.0.3 azul", "Azul Zulu 7": "7.* azul",
		"corretto-8.252.09.1": "8u252 openjdk", "corretto-11": "11.* openjdk", "corretto-11.0.10.9.1": "11.0.10.9.1 openjdk", "8.252.09.1": "8u252 openjdk",
		"dragonwell-8.10.11": "8.* openjdk", "kona-8.0.10.b1": "8.* openjdk", "kona-8.0.0-232": "8.* openjdk", "dragonwell-11.0.10.5": "11.0.10.5 openjdk", "dragonwell-17.0.10.0.11.7": "17.0.10 openjdk", "kona-11.0.10.b1": "11.0.10 openjdk",

		"graalvm-ce-java11-21.0.0": "11.* openjdk", "22.3.0+java17": "17.* openjdk", "22.3.r17-grl": "17.* openjdk", "graalvm-20.2.0+java8": "8.* openjdk",
		"mandrel-22.3.0.1-Final+java17": "17.* openjdk", "graalvm-community-17.0.7": "17.0.7 openjdk", "oracle-graalvm-17.0.10": "17.0.10 oracle",

		"8.0.6.25": "8.0.6.25 ibm", "ibm-openj9-8.0.8.26": "8.0.8.26 ibm", "IBM SDK 7.1.4.85": "7.1.4.85 ibm",
		"8.0.2910.10": "8u291 oracle", "7.56.0.11": "7.*",
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
}

func TestNoJavaNames(t *testing.T) {
	for _, text := range []string{
		"", "system", "latest", "JDK", "eight", "0.0.0", "windows-2019", "python-3.9", "1.8.0_x", "-", "8-foo",
		"graalvm-19.1.0", "mandrel-23.1.0.0-Final", "22.3.1-grl", "22.3.r-grl", "zulu", "java", "graalvm+java", "temurin-", "8.0.6.25.1.1.1",
	} {
		if n, err := Parse(Java, text); err == nil {
			t.Errorf("%q is read as %s", text, n.Versions)
		}
	}
}
