package manifest

import (
	"fmt"
	"strings"
	"testing"
)

func TestSourcesSayWhatTheyTurnOnOrPin(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"a.cs", "ServicePointManager.SecurityProtocol |= SecurityProtocolType.Tls12;", "enables 1.2"},
		{"a.cs", "ServicePointManager.SecurityProtocol = (SecurityProtocolType)3072;", "enables 1.2"},
		{"a.cs", "ServicePointManager.SecurityProtocol = (SecurityProtocolType) 0xC00;", "enables 1.2"},
		{"a.cs", "System.Net.ServicePointManager.SecurityProtocol\t=\n  SecurityProtocolType.Tls | SecurityProtocolType.Tls11 |\n  SecurityProtocolType.Tls12;", "enables 1.2"},
		{"a.cs", "ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls13;", "enables 1.3"},
		{"a.cs", "ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls;", "pins-old 1.2"},
		{"a.cs", "ServicePointManager.SecurityProtocol = SecurityProtocolType.Ssl3 | SecurityProtocolType.Tls11;", "pins-old 1.2"},
		{"a.cs", "ServicePointManager.SecurityProtocol = (SecurityProtocolType)192;", "pins-old 1.2"},
		{"a.cs", "ServicePointManager.SecurityProtocol |= SecurityProtocolType.Tls11;", ""}, // adds, pins nothing
		{"a.cs", "ServicePointManager.SecurityProtocol = ServicePointManager.SecurityProtocol | SecurityProtocolType.Tls11;", ""},
		{"a.cs", "ServicePointManager.SecurityProtocol = SecurityProtocolType.SystemDefault;", ""},
		{"a.cs", "ServicePointManager.SecurityProtocol = protocols;", ""},
		{"a.cs", "if (ServicePointManager.SecurityProtocol == SecurityProtocolType.Tls) {}", ""},
		{"a.cs", "// ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12;", ""},
		{"a.cs", "/* x\nServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12; */", ""},
		{"a.cs", "var s = \"ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12;\";", ""},
		{"a.cs", "var s = @\"\\\"; ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12;", "enables 1.2"},
		{"a.cs", "var c = '\"'; ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12; // \"", "enables 1.2"},
		{"a.cs", "#region \"quoted\nServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12;", "enables 1.2"},
		{"a.cs", "ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls /* not Tls12 */;", "pins-old 1.2"},
		{"a.cs", "ServicePointManager.SecurityProtocol =", ""},
		{"A.VB", "ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12", "enables 1.2"},
		{"a.vb", "' ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12", ""},
		{"a.vb", "ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls ' Tls12 later", "pins-old 1.2"},
		{"a.vb", "Dim s = \"say \"\"ServicePointManager.SecurityProtocol = Tls12\"\"\"", ""},
		{"a.vb", "ServicePointManager.SecurityProtocol = CType(3072, SecurityProtocolType)", "enables 1.2"},
	} {
		f := NewFile(c.name, []byte(c.source))
		if kind := Find(c.name).Of(f.Data); kind != nil {
			kind.Read(f)
		}
		var got []string
		for _, e := range f.Evidence() {
			got = append(got, fmt.Sprintf("%s %s", e.Effect, e.TLS))
			if e.Setting == "" || e.Text == "" || !strings.Contains(c.source, e.Text) {
				t.Errorf("%s: %+v", c.source, e)
			}
		}
		if strings.Join(got, ", ") != c.want || len(f.Problems()) > 0 {
			t.Errorf("%s: %s\n got %s\nwant %s", c.name, c.source, strings.Join(got, ", "), c.want)
		}
	}
}
