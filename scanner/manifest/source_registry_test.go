package manifest

import (
	"testing"
	"unicode/utf16"
)

func TestRegistryFilesSayWhatTheyTurnOnOrOff(t *testing.T) {
	const (
		head   = "Windows Registry Editor Version 5.00\r\n\r\n"
		wide   = `[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\.NETFramework\v4.0.30319]` + "\r\n"
		narrow = `[HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Microsoft\.NETFramework\v4.0.30319]` + "\r\n"
		wide2  = `[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\.NETFramework\v2.0.50727]` + "\r\n"
		narow2 = `[HKEY_LOCAL_MACHINE\SOFTWARE\WOW6432Node\Microsoft\.NETFramework\v2.0.50727]` + "\r\n"
		strong = `"SchUseStrongCrypto"=dword:00000001` + "\r\n"
		weak   = `"SchUseStrongCrypto"=dword:00000000` + "\r\n"
		system = `"SystemDefaultTlsVersions"=dword:00000001` + "\r\n"
		client = `[HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client]` + "\r\n"
		server = `[HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Server]` + "\r\n"
	)
	testSources(t, "dotnet-framework", "SchUseStrongCrypto", []sourceCase{
		{"a.reg", head + wide + strong + "\r\n" + narrow + strong, "enables 1.2, enables 1.2"},
		{"a.reg", head + wide + strong, ""}, // not for 32-bit programs
		{"a.reg", head + narrow + strong, ""},
		{"a.reg", head + wide + strong + narrow + weak, old},
		{"a.reg", head + wide + weak, old},
		{"a.reg", head + wide + `"schusestrongcrypto" = DWORD:0 ; SchUseStrongCrypto`, old},
		{"a.reg", head + wide2 + strong + narow2 + strong, ""}, // does nothing by itself there
		{"a.reg", head + ";" + wide + ";" + strong, ""},
		{"a.reg", head + `[-HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\.NETFramework\v4.0.30319]` + "\r\n" + weak, ""},
		{"a.reg", head + `[HKEY_CURRENT_USER\SOFTWARE\Microsoft\.NETFramework\v4.0.30319]` + "\r\n" + weak, ""},
		{"a.reg", head + wide + `"SchUseStrongCrypto"=-` + "\r\n" + `"SchUseStrongCrypto"="0"` + "\r\n" + `"SchUseStrongCrypto`, ""},
		{"a.reg", head + weak, ""},
	})
	testSources(t, "dotnet-framework", "SystemDefaultTlsVersions", []sourceCase{
		{"a.reg", head + wide2 + system + narow2 + system, "enables 1.2, enables 1.2"},
		{"a.reg", head + wide2 + `"SystemDefaultTlsVersions"=dword:00000000`, ""},
	})
	testSources(t, "dotnet-framework", "v4.0.30319/SystemDefaultTlsVersions", []sourceCase{
		{"a.reg", head + wide + system + narrow + system, "enables 1.2, enables 1.2"},
		{"a.reg", head + wide + `"SystemDefaultTlsVersions"=dword:00000000`, "pins-old 1.3"},
	})
	channel := []sourceCase{
		{"a.reg", head + client + `"DisabledByDefault"=dword:00000000` + "\r\n" + `"Enabled"=dword:ffffffff`, "enables 1.2"},
		{"a.reg", head + client + `"DisabledByDefault"=dword:00000000`, "enables 1.2"},
		{"a.reg", head + client + `"Enabled"=dword:00000001`, ""}, // off by default where it was
		{"a.reg", head + server + `"DisabledByDefault"=dword:00000000`, ""},
	}
	testSources(t, "windows", "SCHANNEL/TLS 1.2/Client", channel)
	testSources(t, "dotnet-framework", "SCHANNEL/TLS 1.2/Client", channel)
	testSources(t, "windows", "SCHANNEL/TLS 1.2/Client", []sourceCase{
		{"a.reg", head + client + `"DisabledByDefault"=dword:00000000` + "\r\n" + `"Enabled"=dword:00000000`, old},
		{"a.reg", head + client + `"DisabledByDefault"=dword:00000001`, old},
	})
}

func TestRegistryFilesAreUTF16(t *testing.T) {
	var data []byte
	for _, unit := range utf16.Encode([]rune("\ufeff[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319]\r\n\"SchUseStrongCrypto\"=dword:00000000\r\n")) {
		data = append(data, byte(unit), byte(unit>>8))
	}
	text, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	testSources(t, "dotnet-framework", "SchUseStrongCrypto", []sourceCase{{"a.reg", string(text), old}})
}
