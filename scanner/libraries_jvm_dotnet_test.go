package scanner

import (
	"strings"
	"testing"
)

// TestJavaAndDotnetLibrariesDecideAsFarAsTheyReach judges small programs of both
// worlds with the library table that ships.
func TestJavaAndDotnetLibrariesDecideAsFarAsTheyReach(t *testing.T) {
	gradle := func(java string, dependencies ...string) map[string]string {
		script := "dependencies {\n"
		for _, d := range dependencies {
			script += "    implementation '" + d + "'\n"
		}
		return map[string]string{".java-version": java + "\n", "build.gradle": script + "}\n"}
	}
	with := func(files map[string]string, name, text string) map[string]string {
		files[name] = text
		return files
	}
	project := func(target string, packages ...string) map[string]string {
		text := "<Project><PropertyGroup><TargetFramework>" + target + "</TargetFramework></PropertyGroup>\n<ItemGroup>\n"
		for _, p := range packages {
			name, version, _ := strings.Cut(p, " ")
			text += `<PackageReference Include="` + name + `" Version="` + version + `"/>` + "\n"
		}
		return map[string]string{"a.csproj": text + "</ItemGroup></Project>\n"}
	}
	const property = `class Main { public static void main(String[] a) { System.setProperty("https.protocols", "TLSv1.2"); } }`
	judgePrograms(t, showCertainty, []libraryCase{
		{"a driver of MySQL that offers TLS 1.0 only", gradle("11", "mysql:mysql-connector-java:5.1.37"),
			[]string{".java-version:1 java ready", "build.gradle:2 maven/mysql/mysql-connector-java upgrade"}, "Move to Connector/J 8.0.28 or later.", ""},
		{"and what to do where Java 7 has to stay", gradle("1.7.0_80", "mysql:mysql-connector-java:5.1.37"),
			[]string{".java-version:1 java configure", "build.gradle:2 maven/mysql/mysql-connector-java upgrade"}, "Where Java 7 has to stay, move to Connector/J 5.1.44 or later", ""},
		{"one that has to be told", gradle("11", "mysql:mysql-connector-java:5.1.48"),
			[]string{".java-version:1 java ready", "build.gradle:2 maven/mysql/mysql-connector-java configure"}, "Name the protocols in the connection URL.", ""},
		{"one that goes by what the server reports", gradle("11", "mysql:mysql-connector-java:8.0.27"),
			[]string{".java-version:1 java ready", "build.gradle:2 maven/mysql/mysql-connector-java unknown"}, "to servers that report 5.6.46, 5.7.28 or later", ""},
		{"one that offers nothing older", gradle("11", "mysql:mysql-connector-java:8.0.28"),
			[]string{".java-version:1 java ready"}, "", ""},
		{"the lock file beside a script decides", with(gradle("11", "mysql:mysql-connector-java:[5.1,9)"), "gradle.lockfile", "mysql:mysql-connector-java:8.0.33=runtimeClasspath\n"),
			[]string{".java-version:1 java ready"}, "", ""},
		{"a release candidate is a part of its line", gradle("11", "org.mariadb.jdbc:mariadb-java-client:2.0.0-RC"),
			[]string{".java-version:1 java ready", "build.gradle:2 maven/org.mariadb.jdbc/mariadb-java-client configure"}, "enabledSslProtocolSuites=TLSv1.2", ""},
		{"mail that asks for TLS 1.0 on every Java", gradle("17", "javax.mail:mail:1.4.7"),
			[]string{".java-version:1 java ready", "build.gradle:2 maven/javax.mail/mail configure"}, "which is com.sun.mail:javax.mail", ""},

		{"Bouncy Castle speaks for its own connections", gradle("1.7.0_80", "org.bouncycastle:bctls-jdk15on:1.70"),
			[]string{".java-version:1 java configure/ready"}, "Connections that Bouncy Castle's JSSE makes offer TLS 1.2 all the same.", ""},
		{"and can't help a Java without the protocol to it", gradle("1.6.0_45", "org.bouncycastle:bctls-jdk15on:1.70"),
			[]string{".java-version:1 java upgrade"}, "", "Connections that"},
		{"Conscrypt speaks for its own connections", gradle("1.7.0_80", "org.conscrypt:conscrypt-openjdk-uber:2.5.2"),
			[]string{".java-version:1 java configure/ready"}, "Connections that Conscrypt makes offer TLS 1.2 all the same.", ""},
		{"neither says a word where Java is ready", gradle("1.8.0_202", "org.conscrypt:conscrypt-openjdk-uber:2.5.2", "org.bouncycastle:bctls-jdk15on:1.70"),
			[]string{".java-version:1 java ready"}, "", "Connections that"},
		{"a range that lies within one row", gradle("1.7.0_80", "org.conscrypt:conscrypt-openjdk-uber:[2.0,3)"),
			[]string{".java-version:1 java configure/ready"}, "Connections that Conscrypt makes", ""},
		{"a range over rows that disagree", gradle("1.7.0_80", "com.squareup.okhttp3:okhttp:[3.9,3.12)"),
			[]string{".java-version:1 java configure"}, "", "offer TLS 1.2 all the same"},

		{"the SDK of a cloud turns it on for its own connections", gradle("1.7.0_80", "com.amazonaws:aws-java-sdk-core:1.11.1000"),
			[]string{".java-version:1 java configure/ready"}, "Connections that AWS SDK for Java makes offer TLS 1.2 all the same.", ""},
		{"an older one is not known to", gradle("1.7.0_80", "com.amazonaws:aws-java-sdk-core:1.9.0"),
			[]string{".java-version:1 java configure"}, "", "Connections that"},

		{"a property that turns TLS 1.2 on", with(gradle("1.7.0_80"), "src/Main.java", property),
			[]string{".java-version:1 java ready"}, "", ""},
		{"Apache HttpClient does not go by it", with(gradle("1.7.0_80", "org.apache.httpcomponents:httpclient:4.5.14"), "src/Main.java", property),
			[]string{".java-version:1 java configure/ready"}, "Connections that Apache HttpClient 4 makes do not go by the setting.", ""},
		{"nor does a driver that opens its own sockets", with(gradle("1.7.0_80", "org.postgresql:postgresql:42.2.5"), "src/Main.java", property),
			[]string{".java-version:1 java configure/ready"}, "Connections that PostgreSQL JDBC driver makes do not go by the setting.", ""},
		{"which is no matter where Java is ready anyway", with(gradle("1.8.0_202", "org.apache.httpcomponents:httpclient:4.5.14"), "src/Main.java", property),
			[]string{".java-version:1 java ready"}, "", "do not go by"},
		{"a client that HttpsURLConnection carries does", with(gradle("1.7.0_80", "com.braintreepayments.gateway:braintree-java:2.66.0"), "src/Main.java", property),
			[]string{".java-version:1 java ready"}, "", "do not go by"},
		{"a client that turns it on by itself needs no property", with(gradle("1.7.0_80", "com.squareup.okhttp3:okhttp:3.12.13"), "src/Main.java", property),
			[]string{".java-version:1 java ready"}, "", "do not go by"},

		{"Stripe turns TLS 1.2 on in the .NET Framework", project("net45", "Stripe.net 27.3.1"),
			[]string{"a.csproj:1 dotnet-framework configure/ready"}, "Connections that Stripe.net makes offer TLS 1.2 all the same.", ""},
		{"and does not in two versions between", project("net45", "Stripe.net 27.1.0"),
			[]string{"a.csproj:1 dotnet-framework configure"}, "", "Connections that"},
		{"Npgsql 3 brings a TLS of its own", project("net45", "Npgsql 3.0.8"),
			[]string{"a.csproj:1 dotnet-framework configure/ready"}, "Connections that Npgsql makes offer TLS 1.2 all the same.", ""},
		{"Npgsql 2 asks for TLS 1.0 wherever it runs", project("net48", "Npgsql 2.2.7"),
			[]string{"a.csproj:1 dotnet-framework ready", "a.csproj:3 nuget/npgsql upgrade"}, "Move to Npgsql 3 or later.", ""},
		{"streams do not go by ServicePointManager", with(project("net45", "StackExchange.Redis 1.2.6"), "Program.cs", "class P { static void Main() { System.Net.ServicePointManager.SecurityProtocol |= System.Net.SecurityProtocolType.Tls12; } }\n"),
			[]string{"a.csproj:1 dotnet-framework configure/ready"}, "Connections that StackExchange.Redis makes do not go by the setting.", ""},
		{"a client of FTP that has to be told", project("net472", "FluentFTP 19.1.2"),
			[]string{"a.csproj:1 dotnet-framework ready", "a.csproj:3 nuget/fluentftp configure"}, "client.SslProtocols = SslProtocols.Tls12;", ""},
		{"a driver of MySQL for .NET", project("net8.0", "MySql.Data 6.9.12"),
			[]string{"a.csproj:1 dotnet ready", "a.csproj:3 nuget/mysql.data upgrade"}, "Move to Connector/NET 6.10 or later.", ""},
		{"a milestone of a line that has been given up", project("net8.0", "MySql.Data 7.0.4-IR-191"),
			[]string{"a.csproj:1 dotnet ready", "a.csproj:3 nuget/mysql.data upgrade"}, "", ""},
		{"a driver that has to be told", project("net8.0", "MongoDB.Driver 2.2.4"),
			[]string{"a.csproj:1 dotnet ready", "a.csproj:3 nuget/mongodb.driver configure"}, "EnabledSslProtocols = SslProtocols.Tls12", ""},
		{"a lock file names what the project leaves open", with(project("net8.0", "MongoDB.Driver [2.0,4)"), "packages.lock.json", `{"version": 1, "dependencies": {"net8.0": {"MongoDB.Driver": {"type": "Direct", "resolved": "3.4.0"}}}}`),
			[]string{"a.csproj:1 dotnet ready", "packages.lock.json:1 dotnet ready"}, "", ""},
	})
}
