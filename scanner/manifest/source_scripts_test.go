package manifest

import (
	"strings"
	"testing"
)

func TestScriptsSayWhatOptionsTheJVMGets(t *testing.T) {
	testSources(t, "java", "https.protocols", []sourceCase{
		{"run.sh", "exec java -Dhttps.protocols=TLSv1.2 -jar a.jar", only12},
		{"run.sh", "JAVA_OPTS=\"$JAVA_OPTS -Dhttps.protocols=TLSv1,TLSv1.1\"", old},
		{"run.sh", "java \"-Dhttps.protocols=TLSv1.2,TLSv1.3\" A", "enables 1.3"},
		{"run.sh", "java -Dhttps.protocols=\"TLSv1\" A", old},
		{"run.sh", "java -Dhttps.protocols=\\\"TLSv1\\\" A", old},
		{"run.sh", "java -Dhttps.protocols=$PROTOCOLS A", ""},
		{"run.sh", "java -Dhttps.protocols=TLSv1,$MORE A", ""},
		{"run.sh", "# java -Dhttps.protocols=TLSv1 A", ""},
		{"run.sh", "java A # -Dhttps.protocols=TLSv1", ""},
		{"run.sh", "X='#1' Y=\"# \" java -Dhttps.protocols=TLSv1 A", old},
		{"run.sh", "echo -Dhttps.protocols=TLSv1", ""},
		{"run.sh", "java -Dother.https.protocols=TLSv1 A", ""},
		{"run.sh", "java -Dhttps.protocols=tlsv1.2 A", ""}, // no such name
		{"run.sh", "java -Dhttps.protocols= A", ""},
		{"run.bat", "@rem java -Dhttps.protocols=TLSv1 A\r\n:: java -Dhttps.protocols=TLSv1 A\r\nset JAVA_OPTS=-Dhttps.protocols=TLSv1.2\r\n", only12},
		{"run.cmd", "java -Dhttps.protocols=%P% A", ""},
		{"app.service", "[Service]\n; -Dhttps.protocols=TLSv1\nExecStart=/usr/bin/java -Dhttps.protocols=TLSv1.2 -jar a.jar", only12},
		{"etc/jvm.config", "-server\n-Dhttps.protocols=TLSv1", old},
		{"jvm.options", "8-13:-Dhttps.protocols=TLSv1.2\n#-Dhttps.protocols=TLSv1", only12},
		{".jvmopts", "-Dhttps.protocols=TLSv1.2", only12},
	})
	testSources(t, "java", "jdk.tls.client.protocols", []sourceCase{
		{"setenv.sh", "CATALINA_OPTS=\"-Djdk.tls.client.protocols=TLSv1.2\"", only12},
	})
	testSources(t, "java", "com.ibm.jsse2.overrideDefaultTLS", []sourceCase{
		{"run.sh", "java -Dcom.ibm.jsse2.overrideDefaultTLS=true A", "enables 1.2"},
		{"run.sh", "java -Dcom.ibm.jsse2.overrideDefaultTLS=false A", ""},
	})
	testSources(t, "java", "com.ibm.jsse2.overrideDefaultProtocol", []sourceCase{
		{"run.sh", "java -Dcom.ibm.jsse2.overrideDefaultProtocol=SSL_TLSv2 A", only12},
		{"run.sh", "java -Dcom.ibm.jsse2.overrideDefaultProtocol=TLSv1 A", old},
	})
	testSources(t, "java", "UseOpenJSSE", []sourceCase{
		{"run.sh", "java -XX:+UseOpenJSSE A", "enables 1.3"},
		{"run.sh", "java -XX:-UseOpenJSSE -XX:+UseOpenJSSEs A", ""},
	})
}

func TestOptionsOfABuildAreNoneOfTheProgram(t *testing.T) {
	for _, c := range []struct{ name, source string }{
		{"build.sh", "mvn -Dhttps.protocols=TLSv1.2 package"},
		{"build.sh", "./gradlew build \\\n  -x test \\\n  -Dhttps.protocols=TLSv1.2"},
		{"build.cmd", "call %MAVEN_HOME%\\bin\\mvn.cmd ^\r\n -Dhttps.protocols=TLSv1.2"},
		{"build.sh", "export MAVEN_OPTS='-Dhttps.protocols=TLSv1.2'"},
		{"build.sh", "ant -Dhttps.protocols=TLSv1.2"},
		{".mvn/jvm.config", "-Dhttps.protocols=TLSv1.2"},
		{"gradle.properties", "# systemProp.https.protocols=TLSv1\nsystemProp.https.protocols=TLSv1.2"},
		{"gradle.properties", "org.gradle.jvmargs = -Xmx1g -Dhttps.protocols=TLSv1.2"},
	} {
		f := NewFile(c.name, []byte(c.source))
		Find(c.name).Of(f.Data).Read(f)
		if len(f.Evidence()) != 2 {
			t.Errorf("%s: %s\ngot %+v, want what turns TLS 1.2 on and shuts out 1.3", c.name, c.source, f.Evidence())
		}
		for _, e := range f.Evidence() {
			if e.Unit != "(build)" || !strings.HasPrefix(e.Text, "TLSv1.2") {
				t.Errorf("%s: %s\ngot %+v", c.name, c.source, e)
			}
		}
	}
	testSources(t, "java", "https.protocols", []sourceCase{
		{"gradle.properties", "https.protocols=TLSv1\nsystemProp.https.proxyHost=TLSv1\nsystemProp.https.protocols\nsystemProp.https.protocols=", ""},
		{"gradle.properties", "systemProp.https.protocols: TLSv1", old},
	})
}
