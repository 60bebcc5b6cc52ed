package manifest

import "testing"

func TestJavaSourcesSayWhatClientsOffer(t *testing.T) {
	testSources(t, "java", "SSLContext", []sourceCase{
		{"A.java", `SSLContext c = SSLContext.getInstance("TLSv1.2");`, only12},
		{"A.java", `SSLContext c = SSLContext.getInstance("TLSv1.3", "SunJSSE");`, "enables 1.3"},
		{"A.java", `SSLContext c = javax.net.ssl.SSLContext.getInstance( "TLSv1" );`, old},
		{"A.java", `SSLContext c = SSLContext.getInstance("SSLv3");`, old},
		{"A.java", `SSLContext c = SSLContext.getInstance("TLSv1.1");`, old},
		{"A.java", `private static final String PROTOCOL = "TLSv1"; SSLContext c = SSLContext.getInstance(PROTOCOL);`, old},
		{"A.java", `static final String protocol = "TLSv1.2"; SSLContext c = SSLContext.getInstance(Other.protocol);`, only12},
		{"A.java", `SSLContext c = SSLContext.getInstance("TLS");`, ""},
		{"A.java", `SSLContext c = SSLContext.getInstance("Default");`, ""},
		{"A.java", `SSLContext c = SSLContext.getInstance(protocol);`, ""},
		{"A.java", `String protocol = "TLSv1"; SSLContext c = SSLContext.getInstance(protocol);`, ""}, // may change
		{"A.java", `static final String P = "TLSv1"; void f() { P = "TLSv1.2"; SSLContext.getInstance(P); }`, ""},
		{"A.java", `SSLContext serverContext = SSLContext.getInstance("TLSv1");`, ""},
		{"A.java", `KeyStore s = KeyStore.getInstance("TLSv1"); // SSLContext`, ""},
		{"A.java", `// SSLContext.getInstance("TLSv1")`, ""},
		{"A.java", `/* SSLContext.getInstance("TLSv1") */`, ""},
		{"A.java", `log("SSLContext.getInstance(\"TLSv1\")");`, ""},
		{"A.java", "String s = \"\"\"\n SSLContext.getInstance(\"TLSv1\")\n \\\"\"\"\n\"\"\";", ""},
		{"A.java", `char c = '"'; SSLContext.getInstance("TLSv1");`, old},
		{"A.java", `SSLContext.getInstance("TLSv1"); socket.setEnabledProtocols(new String[] {"TLSv1.2"});`, only12}, // the later word
		{"A.java", `SSLContexts.custom().useProtocol("TLSv1").build();`, old},
		{"A.java", `SSLContextBuilder.create().loadTrustMaterial(t).setProtocol("TLSv1.2").build();`, only12},
		{"A.java", `email.setProtocol("TLSv1"); SSLContext c;`, ""},

		{"A.java", `socket.setEnabledProtocols(new String[] {"TLSv1"});`, old},
		{"A.java", `socket.setEnabledProtocols(new String[] {"SSLv2Hello", "SSLv3", "TLSv1"});`, old},
		{"A.java", `socket.setEnabledProtocols(new String[] {"TLSv1", "TLSv1.1", "TLSv1.2"});`, only12},
		{"A.java", `socket.setEnabledProtocols(new String[] {"TLSv1.2", "TLSv1.3"});`, "enables 1.3"},
		{"A.java", `private static final String[] OLD = {"TLSv1"}; void f() { socket.setEnabledProtocols(OLD); }`, old},
		{"A.java", `socket.setEnabledProtocols(protocols);`, ""},
		{"A.java", `socket.setEnabledProtocols(new String[] {"TLSv1", newest});`, ""},
		{"A.java", `socket.setEnabledProtocols(new String[] {"TLSv1", "TLSv9"});`, ""},
		{"A.java", `socket.setEnabledProtocols(socket.getSupportedProtocols());`, ""},
		{"A.java", `serverSocket.setEnabledProtocols(new String[] {"TLSv1"});`, ""},
		{"A.java", `void setEnabledProtocols(String[] protocols) { }`, ""},
		{"A.java", `new SSLConnectionSocketFactory(context, new String[] { "TLSv1" }, null, verifier)`, old},
		{"A.java", `new SSLConnectionSocketFactory(context, null, null, verifier)`, ""},
		{"A.java", `new SSLConnectionSocketFactory(context, verifier)`, ""},
		{"A.java", `new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS).tlsVersions(TlsVersion.TLS_1_0, TlsVersion.TLS_1_1).build()`, old},
		{"A.java", `builder.tlsVersions(TlsVersion.TLS_1_2)`, only12},
		{"A.java", `builder.tlsVersions("TLSv1")`, old},
		{"A.java", `builder.tlsVersions(versions)`, ""},
		{"A.java", `builder.tlsVersions(); tlsVersions(TLS_1_0)`, ""},
		{"A.java", `a.tlsVersions(TlsVersion.TLS_1_0); b.tlsVersions(TlsVersion.TLS_1_3);`, "enables 1.3"}, // a fallback
		{"A.java", `SSLContext.getInstance(`, ""},
		{"A.java", `SSLContext.getInstance()`, ""},

		{"a.kt", "val c = SSLContext.getInstance(\"TLSv1\")\n", old},
		{"a.kt", "socket.enabledProtocols = arrayOf(\"TLSv1\")\nval x = \"TLSv1.2\"", old},
		{"a.kt", "socket.enabledProtocols = socket.enabledProtocols + \"TLSv1\"", ""},
		{"a.kt", "/* /* */ SSLContext.getInstance(\"TLSv1\") */", ""},
		{"a.kt", "val s = \"\"\"\\\"\"\"\nval c = SSLContext.getInstance(\"TLSv1\")", old},
		{"a.groovy", "def c = SSLContext.getInstance('TLSv1')", old},
		{"a.groovy", "socket.enabledProtocols = ['TLSv1.2'] as String[]", only12},
		{"a.groovy", "println 'SSLContext.getInstance(\"TLSv1\")'", ""},
		{"a.scala", "socket.setEnabledProtocols(Array(\"TLSv1\"))", old},
		{"a.scala", "val s = 'symbol; val c = SSLContext.getInstance(\"TLSv1\") // '", old},
	})
}

func TestPropertiesInJavaSourcesCountByTheirNames(t *testing.T) {
	testSources(t, "java", "https.protocols", []sourceCase{
		{"A.java", `System.setProperty("https.protocols", "TLSv1.2");`, only12},
		{"A.java", `System.setProperty("https.protocols", "TLSv1,TLSv1.1");`, old},
		{"A.java", `System.setProperty("https.protocols", "TLSv1,TLSv1.1, TLSv1.2");`, only12},
		{"A.java", `System.getProperties().put("https.protocols", "SSLv3");`, old},
		{"A.java", `private static final String KEY = "https.protocols"; void f() { System.setProperty(KEY, "TLSv1"); }`, old},
		{"A.java", `System.setProperty("https.protocols", protocols);`, ""},
		{"A.java", `System.setProperty("https.proxyHost", "TLSv1"); // https.protocols`, ""},
		{"A.java", `System.getProperty("https.protocols", "TLSv1");`, ""},
		{"A.java", `System.setProperty("https.protocols", "tlsv1");`, ""}, // an error when it runs
		{"a.kt", "System.setProperty(\"https.protocols\", \"TLSv1\")", old},
	})
	testSources(t, "java", "jdk.tls.client.protocols", []sourceCase{
		{"A.java", `System.setProperty("jdk.tls.client.protocols", "TLSv1.2,TLSv1.3");`, "enables 1.3"},
	})
}
