package manifest

import (
	"strings"
	"testing"
)

func TestServicePointManagerSaysWhatItTurnsOnOrPins(t *testing.T) {
	testSources(t, "dotnet-framework", "ServicePointManager.SecurityProtocol", []sourceCase{
		{"a.cs", "ServicePointManager.SecurityProtocol |= SecurityProtocolType.Tls12;", "enables 1.2"},
		{"a.cs", "ServicePointManager.SecurityProtocol += 3072;", "enables 1.2"},
		{"a.cs", "ServicePointManager.SecurityProtocol = (SecurityProtocolType)3072;", only12},
		{"a.cs", "ServicePointManager.SecurityProtocol = (SecurityProtocolType) 0xC00;", only12},
		{"a.cs", "ServicePointManager.SecurityProtocol = (SecurityProtocolType)(768 | 3072);", only12},
		{"a.cs", "ServicePointManager.SecurityProtocol = (SecurityProtocolType)4080;", only12},
		{"a.cs", "System.Net.ServicePointManager.SecurityProtocol\t=\n  SecurityProtocolType.Tls | SecurityProtocolType.Tls11 |\n  SecurityProtocolType.Tls12;", only12},
		{"a.cs", "ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls13;", "enables 1.3"},
		{"a.cs", "ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12 | SecurityProtocolType.Tls13;", "enables 1.3"},
		{"a.cs", "ServicePointManager.SecurityProtocol = (SecurityProtocolType)SslProtocolsExtensions.Tls12;", only12},
		{"a.cs", "ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls;", old},
		{"a.cs", "ServicePointManager.SecurityProtocol = SecurityProtocolType.Ssl3 | SecurityProtocolType.Tls11;", old},
		{"a.cs", "ServicePointManager.SecurityProtocol = (SecurityProtocolType)192;", old},
		{"a.cs", "ServicePointManager.SecurityProtocol = (SecurityProtocolType)SslProtocols.Default;", old},
		{"a.cs", "ServicePointManager.SecurityProtocol = System.Net.SecurityProtocolType.Tls;", old},
		{"a.csx", "ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls;", old},
		{"a.cs", "ServicePointManager.SecurityProtocol |= SecurityProtocolType.Tls11;", ""}, // adds, pins nothing
		{"a.cs", "ServicePointManager.SecurityProtocol = ServicePointManager.SecurityProtocol | SecurityProtocolType.Tls11;", ""},
		{"a.cs", "ServicePointManager.SecurityProtocol = ServicePointManager.SecurityProtocol | SecurityProtocolType.Tls12;", "enables 1.2"},
		{"a.cs", "ServicePointManager.SecurityProtocol = ServicePointManager.SecurityProtocol & ~SecurityProtocolType.Tls12;", ""},
		{"a.cs", "ServicePointManager.SecurityProtocol = ServicePointManager.SecurityProtocol & ~(SecurityProtocolType)48 | SecurityProtocolType.Tls12;", "enables 1.2"},
		{"a.cs", "ServicePointManager.SecurityProtocol &= ~SecurityProtocolType.Ssl3;", ""},
		{"a.cs", "ServicePointManager.SecurityProtocol = SecurityProtocolType.SystemDefault;", ""},
		{"a.cs", "ServicePointManager.SecurityProtocol = 0;", ""},
		{"a.cs", "ServicePointManager.SecurityProtocol = (SecurityProtocolType)16777216;", ""}, // no bit that is known
		{"a.cs", "ServicePointManager.SecurityProtocol = (SecurityProtocolType)99999999999999999999;", ""},
		{"a.cs", "ServicePointManager.SecurityProtocol = default;", ""},
		{"a.cs", "ServicePointManager.SecurityProtocol = protocols;", ""},
		{"a.cs", "ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls | more;", ""}, // more of what?
		{"a.cs", "if (ServicePointManager.SecurityProtocol == SecurityProtocolType.Tls) {}", ""},
		{"a.cs", "SecurityProtocol = SecurityProtocolType.Tls;", ""}, // of what?
		{"a.cs", "// ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12;", ""},
		{"a.cs", "/* x\nServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12; */", ""},
		{"a.cs", "var s = \"ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12;\";", ""},
		{"a.cs", "var s = \"\"\"\n\\\"\"\"; ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls;", old},
		{"a.cs", "var s = @\"\\\"; ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12;", only12},
		{"a.cs", "var s = $@\"a\"\"\n\"; ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12;", only12},
		{"a.cs", "var s = \"\\\"\"; ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12;", only12},
		{"a.cs", "var c = '\"'; ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12; // \"", only12},
		{"a.cs", "var c = '\\''; ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12; // '", only12},
		{"a.cs", "#region \"quoted\nServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12;", only12},
		{"a.cs", "ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls /* not Tls12 */;", old},
		{"a.cs", "ServicePointManager.SecurityProtocol =", ""},
		{"A.VB", "ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12", only12},
		{"a.vb", "servicepointmanager.securityProtocol = securityprotocoltype.TLS\n' SecurityProtocol", old},
		{"a.vb", "ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls Or SecurityProtocolType.Tls11 Or _\n SecurityProtocolType.Tls12", only12},
		{"a.vb", "ServicePointManager.SecurityProtocol = ServicePointManager.SecurityProtocol Or SecurityProtocolType.Tls12", "enables 1.2"},
		{"a.vb", "ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls\nDim x = Tls12", old},
		{"a.vb", "If ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls Then", ""},
		{"a.vb", "' ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12", ""},
		{"a.vb", "ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls ' Tls12 later", old},
		{"a.vb", "Dim s = \"say \"\"ServicePointManager.SecurityProtocol = Tls12\"\"\"", ""},
		{"a.vb", "ServicePointManager.SecurityProtocol = CType(3072, SecurityProtocolType)", only12},
		{"a.vb", "ServicePointManager.SecurityProtocol = ServicePointManager.SecurityProtocol And Not SecurityProtocolType.Tls12", ""},
		{"a.fs", "ServicePointManager.SecurityProtocol <- SecurityProtocolType.Tls12\nlet x = 1", only12},
		{"a.fs", "ServicePointManager.SecurityProtocol <- SecurityProtocolType.Tls ||| SecurityProtocolType.Tls11", old},
		{"a.fs", "ServicePointManager.SecurityProtocol <-\n    ServicePointManager.SecurityProtocol\n    ||| SecurityProtocolType.Tls12", "enables 1.2"},
		{"a.fs", "ServicePointManager.SecurityProtocol <- enum<SecurityProtocolType> 3072", only12},
		{"a.fs", "if ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls then 1 else 2", ""},
		{"a.fs", "(* (* *) ServicePointManager.SecurityProtocol <- SecurityProtocolType.Tls *)", ""},
		{"a.fsx", "let f (x: 'a) = x // 'a\nServicePointManager.SecurityProtocol <- SecurityProtocolType.Tls", old},
		{"global.asax", "<%-- ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls; --%>\n<script runat=\"server\">\nvoid Application_Start() { System.Net.ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12; }\n</script>", only12},
		{"a.aspx", "<p>Don't worry</p>\n<% ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls; %>", old},
		{"a.aspx", "<%@ Page Language=\"VB\" %><% ' ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls\nServicePointManager.SecurityProtocol = 3072 %>", only12},
		{"a.cshtml", "@* ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls; *@", ""},
	})
}

func TestPowerShellSpeaksForItselfAlone(t *testing.T) {
	cases := []sourceCase{
		{"a.ps1", "[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12", only12},
		{"a.psm1", "[System.Net.ServicePointManager]::SecurityProtocol = [System.Net.SecurityProtocolType]'Tls,Tls11'", old},
		{"a.ps1", "[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls -bor [Net.SecurityProtocolType]::Tls12", only12},
		{"a.ps1", "[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12", "enables 1.2"},
		{"a.ps1", "[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor `\n [Net.SecurityProtocolType]::Tls12", "enables 1.2"},
		{"a.ps1", "[Net.ServicePointManager]::SecurityProtocol = 'tls12, tls11'", only12},
		{"a.ps1", "[net.servicepointmanager]::securityprotocol = \"tls\"; iwr https://example.com", old},
		{"a.ps1", "[Net.ServicePointManager]::SecurityProtocol = [Enum]::ToObject([Net.SecurityProtocolType], 3072)", only12},
		{"a.ps1", "[Net.ServicePointManager]::SecurityProtocol = 192\n3072", old},
		{"a.ps1", "[Net.ServicePointManager]::SecurityProtocol = $protocols", ""},
		{"a.ps1", "if ([Net.ServicePointManager]::SecurityProtocol -eq 'Tls') { }", ""},
		{"a.ps1", "# [Net.ServicePointManager]::SecurityProtocol = 'Tls'", ""},
		{"a.ps1", "<#\n[Net.ServicePointManager]::SecurityProtocol = 'Tls'\n#>", ""},
		{"a.ps1", "$x = @\"\n [Net.ServicePointManager]::SecurityProtocol = 'Tls'\n\"@\n", ""},
		{"a.ps1", "$x = \"a`\" [Net.ServicePointManager]::SecurityProtocol = 'Tls'\"", ""},
		{"a.ps1", "$x = 'C:\\`'\n[Net.ServicePointManager]::SecurityProtocol = 'Tls'", old},
	}
	testSources(t, "dotnet-framework", "ServicePointManager.SecurityProtocol", cases)
	f := NewFile(cases[0].name, []byte(cases[0].source))
	Find(f.Path).Of(f.Data).Read(f)
	for _, e := range f.Evidence() {
		if e.Unit == "" {
			t.Errorf("the folder's program has the script's evidence: %+v", e)
		}
	}
}

func TestSslProtocolsOfClientsCount(t *testing.T) {
	testSources(t, "dotnet-framework", "SslProtocols", []sourceCase{
		{"a.cs", "var h = new HttpClientHandler { UseCookies = false, SslProtocols = SslProtocols.Tls12 };", only12},
		{"a.cs", "var h = new System.Net.Http.HttpClientHandler() { SslProtocols = SslProtocols.Tls };", old},
		{"a.cs", "HttpClientHandler h = new() { SslProtocols = SslProtocols.Tls11 };", old},
		{"a.cs", "var h = new WinHttpHandler();\nh.SslProtocols = SslProtocols.Tls | SslProtocols.Tls11;", old},
		{"a.cs", "void F(HttpClientHandler h) { h.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13; }", "enables 1.3"},
		{"a.cs", "h.SslOptions.EnabledSslProtocols = SslProtocols.Tls;", old},
		{"a.cs", "var o = new SslClientAuthenticationOptions { TargetHost = F(a, b), EnabledSslProtocols = SslProtocols.None };", ""},
		{"a.cs", "s.AuthenticateAsClient(host, null, SslProtocols.Tls, false);", old},
		{"a.cs", "s.AuthenticateAsClient(host, certificates, SslProtocols.Default, false);", old},
		{"a.cs", "await s.AuthenticateAsClientAsync(host, null, SslProtocols.Tls12 | SslProtocols.Tls11, false);", only12},
		{"a.cs", "s.AuthenticateAsClient(host);", ""},
		{"a.cs", "s.AuthenticateAsClient(host, null, protocols, false);", ""},
		{"a.cs", "s.AuthenticateAsServer(certificate, false, SslProtocols.Tls, false);", ""},
		{"a.cs", "listenOptions.UseHttps(o => { o.SslProtocols = SslProtocols.Tls; });", ""},
		{"a.cs", "var o = new HttpsConnectionAdapterOptions { SslProtocols = SslProtocols.Tls };", ""},
		{"a.cs", "public SslProtocols SslProtocols { get; set; } = SslProtocols.Tls;", ""},
		{"a.cs", "Foo(); SslProtocols = SslProtocols.Tls;", ""},
		{"a.cs", "if (h.SslProtocols == SslProtocols.Tls) { }", ""},
		{"a.vb", "Dim h As New HttpClientHandler\nh.SslProtocols = SslProtocols.Tls", old},
		{"a.vb", "Dim h = New HttpClientHandler() With {.UseCookies = False, .SslProtocols = SslProtocols.Tls}", old},
		{"a.fs", "let h = new HttpClientHandler(SslProtocols = SslProtocols.Tls)", old},
		{"a.fs", "let h = new HttpClientHandler()\nh.SslProtocols <- SslProtocols.Tls12", only12},
		{"a.cs", "SslProtocols = ", ""},
		{"a.cs", ") { SslProtocols = SslProtocols.Tls", ""},
	})
}

func TestSwitchesInCodeCountByTheirOwnNames(t *testing.T) {
	const strong = "Switch.System.Net.DontEnableSchUseStrongCrypto"
	testSources(t, "dotnet-framework", strong, []sourceCase{
		{"a.cs", `AppContext.SetSwitch("` + strong + `", false);`, "enables 1.2"},
		{"a.cs", `AppContext.SetSwitch("` + strong + `", true);`, old},
		{"a.vb", `AppContext.SetSwitch("` + strong + `", False)`, "enables 1.2"},
		{"a.cs", `AppContext.SetSwitch("` + strong + `", value);`, ""},
		{"a.cs", `AppContext.SetSwitch("Switch.Other", false); // ` + strong, ""},
		{"a.cs", `AppContext.SetSwitch(` + "Switch" + `, false); // ` + strong, ""},
	})
	testSources(t, "dotnet-framework", strings.Replace(strong, "SchUseStrongCrypto", "SystemDefaultTlsVersions", 1), []sourceCase{
		{"a.cs", `AppContext.SetSwitch("Switch.System.Net.DontEnableSystemDefaultTlsVersions", true);`, "pins-old 1.3"},
	})
}
