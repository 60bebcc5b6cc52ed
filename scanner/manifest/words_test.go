package manifest

import (
	"fmt"
	"strings"
	"testing"
)

// TestWordsOfRuntimes has what runtimes print, as their own output or vendors'
// pages show it.
func TestWordsOfRuntimes(t *testing.T) {
	for words, want := range map[string]string{
		// Java
		"java version \"1.6.0_45\"\nJava(TM) SE Runtime Environment (build 1.6.0_45-b06)\nJava HotSpot(TM) 64-Bit Server VM (build 20.45-b01, mixed mode)":                                            "java 6u45 oracle",
		"java version \"1.6.0_24\"\nOpenJDK Runtime Environment (IcedTea6 1.11.1) (6b24-1.11.1-4ubuntu3)\nOpenJDK 64-Bit Server VM (build 20.0-b12, mixed mode)":                                      "java 6u24 openjdk",
		"java version \"1.7.0\"\nJava(TM) SE Runtime Environment (build pxa6470_27sr1-20140411_01(SR1))\nIBM J9 VM (build 2.7, JRE 1.7.0 Linux amd64-64 Compressed References 20140410_195893":        "java 7.1.1.0 ibm",
		"java version \"1.6.0\"\nJava(TM) SE Runtime Environment (build pmz6460sr16fp25-20160422_01(SR16 FP25))\nIBM J9 VM (build 2.4, JRE 1.6.0 IBM J9 2.4 z/OS s390x-64":                            "java 6.0.16.25 ibm",
		"java version \"1.8.0_251\"\nJava(TM) SE Runtime Environment (build 8.0.6.10 - pap6480sr6fp10-20200408_01(SR6 FP10))\nIBM J9 VM (build 2.9, JRE 1.8.0 AIX ppc64-64-Bit Compressed References": "java 8.0.6.10 ibm",
		"java version \"1.7.0_131\"\nOpenJDK Runtime Environment (rhel-2.6.9.0.el6_8-x86_64 u131-b00)\nOpenJDK 64-Bit Server VM (build 24.131-b00, mixed mode)":                                       "java 7u131 openjdk",
		"Picked up JAVA_TOOL_OPTIONS: -Xmx2g\nopenjdk version \"1.8.0_292\"\nOpenJDK Runtime Environment (AdoptOpenJDK)(build 1.8.0_292-b10)":                                                         "java 8u292 openjdk",
		"openjdk version \"9-internal\"":        "java 9-internal openjdk",
		"openjdk version \"10.0.2\" 2018-07-17": "java 10.0.2 openjdk",
		"openjdk version \"11\" 2018-09-25":     "java 11.* openjdk",
		"java version \"11.0.11\" 2021-04-20 LTS\nJava(TM) SE Runtime Environment 18.9 (build 11.0.11+9-LTS-194)":                                                                                "java 11.0.11 oracle",
		"openjdk version \"17.0.15\" 2025-04-15\nOpenJDK Runtime Environment (build 17.0.15+6-Debian-1deb12u1)\nOpenJDK 64-Bit Server VM (build 17.0.15+6-Debian-1deb12u1, mixed mode, sharing)": "java 17.0.15 openjdk",
		"openjdk 17.0.15 2025-04-15\nOpenJDK Runtime Environment (build 17.0.15+6)":                                                                                                              "java 17.0.15 openjdk",
		"java full version \"1.8.0_131-b11\"": "java 8u131",
		"openjdk version \"17.0.8\" 2023-07-18\nIBM Semeru Runtime Open Edition (build 17.0.8+7)\nEclipse OpenJ9 VM (build openj9-0.40.0": "java 17.0.8 openjdk",
		"openjdk version \"17.0.8\" 2023-07-18 LTS\nOpenJDK Runtime Environment Zulu17.44+15-CA (build 17.0.8+7-LTS)":                     "java 17.0.8 azul",
		// OpenSSL
		"OpenSSL 0.9.8 05 Jul 2005":                                         "openssl 0.9.8",
		"OpenSSL 0.9.8zh-fips 3 Dec 2015":                                   "openssl 0.9.8zh",
		"OpenSSL 1.0.0-fips 29 Mar 2010":                                    "openssl 1.0.0",
		"OpenSSL 1.0.1-beta1 03 Jan 2012":                                   "openssl 1.0.1-beta1",
		"OpenSSL 1.0.1-fips-beta1 03 Jan 2012":                              "openssl 1.0.1-beta1",
		"OpenSSL 1.0.2-beta1-fips 24 Feb 2014":                              "openssl 1.0.2-beta1",
		"OpenSSL 1.0.1u  22 Sep 2016":                                       "openssl 1.0.1u",
		"OpenSSL 1.0.1e-fips 11 Feb 2013\r\n":                               "openssl 1.0.1e",
		"OpenSSL 1.1.0-pre1 (alpha) 10 Dec 2015":                            "openssl 1.1.0-pre1",
		"OpenSSL 1.1.1k  FIPS 25 Mar 2021":                                  "openssl 1.1.1k",
		"OpenSSL 0.9.8e-fips-rhel5 01 Jul 2008":                             "openssl 0.9.8e",
		"OpenSSL 3.0.19 27 Jan 2026 (Library: OpenSSL 3.0.19 27 Jan 2026)":  "openssl 3.0.19",
		"OpenSSL 1.1.0g  2 Nov 2017 (Library: OpenSSL 1.1.0l  10 Sep 2019)": "openssl 1.1.0l",
		"OpenSSL 1.0.1 14 Mar 2012\nbuilt on: Thu Jun 11 15:26:20 UTC 2015\nplatform: debian-amd64\ncompiler: cc -fPIC -DOPENSSL_NO_TLS1_2_CLIENT\nOPENSSLDIR: \"/usr/lib/ssl\"": "openssl 1.0.1 ubuntu-12.04",
		"LibreSSL 2.8.3": "libressl 2.8.3",
		"BoringSSL":      "boringssl unknown",
		"OpenSSL 1.1.1 (compatible; AWS-LC 1.69.0)": "openssl unknown",
		"0x1000105fL":                       "openssl 1.0.1e",
		"OPENSSL_VERSION_NUMBER 0x1000100f": "openssl 1.0.1",
		"0x10001001":                        "openssl 1.0.1-beta1",
		"0x0090821f":                        "openssl 0.9.8zh",
		"0x30000130":                        "openssl 3.0.19",
		// Python
		"Python 2.7.18":   "python 2.7.18",
		"Python 2.7.6+":   "python 2.7.6+",
		"Python 3.12.0b4": "python 3.12.0b4",
		"2.7.8 (default, Jul  2 2014, 10:14:46) \n[GCC 4.6.3]":                                                           "python 2.7.8",
		"Python 2.7.18 (63df5ef41012, Jun 1 2022, 10:00:00)\n[PyPy 7.3.11 with GCC 10.2.1 20210130 (Red Hat 10.2.1-11)]": "pypy 7.3.11",
		"Python 2.7.8\nOpenSSL 1.0.1e-fips 11 Feb 2013":                                                                  "python 2.7.8, openssl 1.0.1e",
		"Jython 2.7.2\nOpenSSL 1.0.0 (as emulated by Java SSL)":                                                          "jython 2.7.2",
		"IronPython 2.7.7 (2.7.7.0) on .NET 4.0.30319.42000":                                                             "ironpython 2.7.7",
		// Ruby
		"ruby 1.8.7 (2013-06-27 patchlevel 374) [x86_64-linux]":                                                                  "ruby 1.8.7-p374",
		"ruby 1.9.3p551 (2014-11-13 revision 48407) [x86_64-linux]":                                                              "ruby 1.9.3-p551",
		"ruby 2.0.0dev (2012-12-01) [x86_64-linux]":                                                                              "ruby 2.0.0.dev",
		"ruby 3.3.7 (2025-01-15 revision be31f993d7) [x86_64-linux]":                                                             "ruby 3.3.7.*",
		"ruby 3.4.2 (2025-02-04 revision 4e7f008908) +PRISM [x86_64-linux]":                                                      "ruby 3.4.2.*",
		"jruby 1.7.27 (1.9.3p551) 2017-05-11 8cdb01a on Java HotSpot(TM) 64-Bit Server VM 1.8.0_131-b11 +jit [linux-amd64]":      "jruby 1.7.27, java 8u131 oracle",
		"jruby 9.4.12.0 (3.1.4) 2025-02-11 f4ab75096a OpenJDK 64-Bit Server VM 21.0.6+7-LTS on 21.0.6+7-LTS +jit [x86_64-linux]": "jruby 9.4.12.0, java 21.0.6 openjdk",
		"truffleruby 24.0.0, like ruby 3.2.2, Oracle GraalVM Native [x86_64-linux]":                                              "truffleruby 24.0.0",
		"rubinius 2.5.2 (2.1.0 7a5b05b1 2015-01-30 3.5.1 JI) [x86_64-linux-gnu]":                                                 "rubinius 2.5.2",
		// .NET
		"Microsoft.AspNetCore.App 3.1.0 [/usr/share/dotnet/shared/Microsoft.AspNetCore.App]\nMicrosoft.NETCore.App 3.1.0 [/usr/share/dotnet/shared/Microsoft.NETCore.App]": "dotnet 3.1.0",
		"3.1.100 [C:\\program files\\dotnet\\sdk]": "dotnet 3.1.* build",
		".NET Core 3.1.9":                          "dotnet 3.1.9",
		".NET 5.0.0":                               "dotnet 5.0.0",
		".NET Framework 4.8.4250.0":                "dotnet-framework-installed 4.8",
		"    Release    REG_DWORD    0x80ea8":      "dotnet-framework-installed 4.8",
		"Release : 394806":                         "dotnet-framework-installed 4.6.2",
		"Release 378675":                           "dotnet-framework-installed 4.5.1",
		"Release 600000":                           "dotnet-framework-installed 4.8.1",
		"Release 100":                              "dotnet-framework-installed unknown",
		"Mono JIT compiler version 6.12.0.200 (tarball Tue Jul 11 2023)": "mono 6.12.0.200",
		// Node
		"{ http_parser: '2.8.0',\n  node: '0.10.48',\n  openssl: '1.0.1u' }": "openssl 1.0.1u",
		`{"node":"18.12.0","openssl":"3.0.7+quic","v8":"10.2"}`:              "openssl 3.0.7",
		"{ openssl: '0.0.0' }": "boringssl unknown",
		// nothing
		"":            "problem",
		"hello world": "problem",
		"$ openssl version\nOpenSSL 1.0.2k-fips  26 Jan 2017": "openssl 1.0.2k",
	} {
		f := NewFile("", []byte(words))
		Words.Read(f)
		var got []string
		for _, d := range f.Declarations() {
			s := fmt.Sprintf("%s %s", d.Runtime, d.Versions)
			if d.Unresolved != "" {
				s = fmt.Sprintf("%s unknown", d.Runtime)
			}
			if d.Vendor != "" {
				s += " " + d.Vendor
			}
			if d.Scope == Build {
				s += " build"
			}
			got = append(got, s)
		}
		if len(f.Problems()) > 0 {
			got = append(got, "problem")
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s\n got %s\nwant %s", words, strings.Join(got, ", "), want)
		}
	}
}

func FuzzWords(f *testing.F) {
	for _, seed := range []string{"Python 2.7.8\nOpenSSL 1.0.1e", "java version \"1.7.0\"\nJava(TM) SE Runtime Environment (build x(SR1))\nIBM J9 VM", "Release REG_DWORD 0x1", "{ openssl: '1'", "0x1000105fL"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, words string) {
		file := NewFile("", []byte(words))
		Words.Parse(file)
		for _, d := range file.Declarations() {
			if d.At.Start < 0 || d.At.End > len(words) || d.Versions.IsEmpty() == (d.Unresolved == "") {
				t.Errorf("%+v", d)
			}
		}
	})
}
