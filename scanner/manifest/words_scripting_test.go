package manifest

import "testing"

var pythonCases = []printedCase{
	{"python -V", "Python 2.7.18", `python 2.7.18 "2.7.18"`},
	{"a candidate", "Python 2.7.9rc1", `python 2.7.9rc1 "2.7.9rc1"`},
	{"a beta", "Python 3.12.0b4", `python 3.12.0b4 "3.12.0b4"`},
	{"an alpha from a checkout", "Python 3.14.0a1+", `python 3.14.0a1+ "3.14.0a1+"`},
	{"from a checkout", "Python 2.7.6+", `python 2.7.6+ "2.7.6+"`},
	{"two digits", "Python 3.13.0", `python 3.13.0 "3.13.0"`},
	{"Anaconda's", "Python 3.6.5 :: Anaconda, Inc.", `python 3.6.5 "3.6.5"`},
	{"python -VV", "Python 3.8.10 (tags/v3.8.10:3d8993a, May  3 2021, 11:48:03) [MSC v.1928 64 bit (AMD64)]", `python 3.8.10 "3.8.10"`},
	{"sys.version", "2.7.8 (default, Jul  2 2014, 10:14:46) \n[GCC 4.6.3]", `python 2.7.8 "2.7.8"`},
	{"sys.version of python.org", "2.7.18 (v2.7.18:8d21aa21f2, Apr 20 2020, 13:19:08) [MSC v.1500 64 bit (AMD64)]", `python 2.7.18 "2.7.18"`},
	{"sys.version of a main branch", "3.13.0 (main, Oct  7 2024, 05:02:14) [Clang 16.0.0 (clang-1600.0.26.4)]", `python 3.13.0 "3.13.0"`},
	{"sys.version of Anaconda", "2.7.15 |Anaconda, Inc.| (default, May  1 2018, 23:32:55) \n[GCC 7.2.0]", `python 2.7.15 "2.7.15"`},
	{"sys.version in quotes", `'2.6.6 (r266:84292, Aug 18 2016, 15:13:37) \n[GCC 4.4.7 20120313 (Red Hat 4.4.7-17)]'`, `python 2.6.6 "2.6.6"`},
	{"the banner", "Python 3.6.5 |Anaconda, Inc.| (default, Mar 29 2018, 18:21:58)\n[GCC 7.2.0] on linux\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n>>> ", `python 3.6.5 "3.6.5"`},
	{"a number with something else behind is none", "Python 2.7.8\n1.2.3 (a note)\n10.4 (build 7)\n2.0.0 [x]", `python 2.7.8 "2.7.8"`},
	{"with its OpenSSL", "Python 2.7.8\nOpenSSL 1.0.1e-fips 11 Feb 2013", "python 2.7.8 \"2.7.8\"\nopenssl 1.0.1e \"1.0.1e-fips\""},
	{"with LibreSSL", "Python 3.9.6\nLibreSSL 2.8.3", "python 3.9.6 \"3.9.6\"\nlibressl 2.8.3 \"2.8.3\""},

	{"PyPy", "Python 2.7.18 (63df5ef41012, Jun 1 2022, 10:00:00)\n[PyPy 7.3.11 with GCC 10.2.1 20210130 (Red Hat 10.2.1-11)]", `pypy 7.3.11 "7.3.11"`},
	{"PyPy's sys.version in quotes", `'2.7.18 (63df5ef41012, Jun 01 2022, 10:00:00)\n[PyPy 7.3.11 with GCC 10.2.1]'`, `pypy 7.3.11 "7.3.11"`},
	{"an early PyPy", "Python 2.7.3 (2cec7296d7fb, Nov 12 2013, 13:40:11)\n[PyPy 2.2.1-final0 with GCC 4.6.3]", `pypy 2.2.1 "2.2.1-final0"`},
	{"PyPy's second line alone", "[PyPy 5.0.1 with GCC 4.8.2]", `pypy 5.0.1 "5.0.1"`},
	{"GraalPy is not CPython", "Python 3.8.5\n3.10.13 (Tue Mar 05 20:14:10 UTC 2024, Mar 5 2024)\n[Graal, Oracle GraalVM, Java 22 (amd64)]", `python 3.8.5 "3.8.5"`},

	{"Jython", "Jython 2.7.2", `jython 2.7.2 "2.7.2"`},
	{"Jython and its OpenSSL that is none", "Jython 2.7.2\nOpenSSL 1.0.0 (as emulated by Java SSL)", `jython 2.7.2 "2.7.2"`},
	{"Jython's banner names Java", "Jython 2.7.2 (v2.7.2:925a3cc3b49d, Mar 21 2020, 10:03:58)\n[OpenJDK 64-Bit Server VM (AdoptOpenJDK)] on java1.8.0_252\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.",
		"jython 2.7.2 \"2.7.2\"\njava 8u252 openjdk \"1.8.0_252\""},
	{"an old Jython's banner", "Jython 2.5.3b1 (2.5:5fa0a5810b25, Feb 22 2012, 12:39:02) \n[Java HotSpot(TM) 64-Bit Server VM (Apple Inc.)] on java1.6.0_31", "jython 2.5.3b1 \"2.5.3b1\"\njava 6u31 oracle \"1.6.0_31\""},
	{"Jython's sys.version is not CPython's", "2.7.2 (v2.7.2:925a3cc3b49d, Mar 21 2020, 10:03:58)\n[Java HotSpot(TM) 64-Bit Server VM (Oracle Corporation)]", `jython 2.7.2 "2.7.2"`},
	{"the same in quotes", `'2.7.2 (v2.7.2:925a3cc3b49d, Mar 21 2020, 10:03:58)\n[OpenJDK 64-Bit Server VM (Private Build)]'`, `jython 2.7.2 "2.7.2"`},
	{"Jython with java -version", "Jython 2.7.2\njava version \"1.7.0_80\"\nJava(TM) SE Runtime Environment (build 1.7.0_80-b15)", "jython 2.7.2 \"2.7.2\"\njava 7u80 oracle \"1.7.0_80\""},

	{"IronPython", "IronPython 2.7.7 (2.7.7.0) on .NET 4.0.30319.42000 (64-bit)", `ironpython 2.7.7 "2.7.7"`},
	{"IronPython's sys.version", "2.7.5 (IronPython 2.7.5 (2.7.5.0) on .NET 4.0.30319.42000 (64-bit))", `ironpython 2.7.5 "2.7.5"`},
	{"IronPython and its OpenSSL that is none", "IronPython 2.7.8 (2.7.8.0) on .NET 4.0.30319.42000\nOpenSSL 0.0.0 (.NET SSL)", `ironpython 2.7.8 "2.7.8"`},
	{"IronPython and its .NET", "IronPython 2.7.8 (2.7.8.0) on .NET 4.0.30319.42000\nRelease : 528040", "ironpython 2.7.8 \"2.7.8\"\ndotnet-framework-installed 4.8 \"528040\""},
}

func TestWordsOfPython(t *testing.T) { testWords(t, pythonCases) }

var rubyCases = []printedCase{
	{"1.8", "ruby 1.8.7 (2013-06-27 patchlevel 374) [x86_64-linux]", `ruby 1.8.7-p374 "1.8.7"`},
	{"1.8 without patch level", "ruby 1.8.5 (2006-08-25) [x86_64-linux]", `ruby 1.8.5.* "1.8.5"`},
	{"Ruby Enterprise Edition", "ruby 1.8.7 (2012-02-08 MBARI 8/0x6770 on patchlevel 358) [i686-linux], MBARI 0x6770, Ruby Enterprise Edition 2012.02", `ruby 1.8.7-p358 "1.8.7"`},
	{"1.9", "ruby 1.9.3p551 (2014-11-13 revision 48407) [x86_64-linux]", `ruby 1.9.3-p551 "1.9.3p551"`},
	{"macOS' 2.0", "ruby 2.0.0p648 (2015-12-16 revision 53162) [universal.x86_64-darwin15]", `ruby 2.0.0-p648 "2.0.0p648"`},
	{"before 2.0.0", "ruby 2.0.0dev (2012-12-01 trunk 38126) [x86_64-linux]", `ruby 2.0.0.dev "2.0.0dev"`},
	{"a preview", "ruby 2.1.0preview1 (2013-09-23 revision 43033) [x86_64-linux]", `ruby 2.1.0.preview1 "2.1.0preview1"`},
	{"a candidate", "ruby 3.4.0rc1 (2024-12-12 master 29caae9991) +PRISM [x86_64-linux]", `ruby 3.4.0.rc1 "3.4.0rc1"`},
	{"2.5", "ruby 2.5.9p229 (2021-04-05 revision 67939) [x86_64-linux]", `ruby 2.5.9-p229 "2.5.9p229"`},
	{"3.3 has no patch level", "ruby 3.3.7 (2025-01-15 revision be31f993d7) [x86_64-linux]", `ruby 3.3.7.* "3.3.7"`},
	{"3.4", "ruby 3.4.2 (2025-02-04 revision 4e7f008908) +PRISM [x86_64-linux]", `ruby 3.4.2.* "3.4.2"`},
	{"with its OpenSSL", "ruby 1.9.3p551 (2014-11-13 revision 48407) [x86_64-linux]\nOpenSSL 1.0.1e-fips 11 Feb 2013", "ruby 1.9.3-p551 \"1.9.3p551\"\nopenssl 1.0.1e \"1.0.1e-fips\""},
	{"a lock file's line is of the engine", "ruby 2.5.3p105 (jruby 9.2.9.0)\nruby 2.6.10p210 (2022-04-12 revision 67958)", `ruby 2.6.10-p210 "2.6.10p210"`},

	{"JRuby 1.5", "jruby 1.5.6 (ruby 1.8.7 patchlevel 249) (2010-12-03 9cf97c3) (OpenJDK Server VM 1.6.0_20) [i386-java]", "jruby 1.5.6 \"1.5.6\"\njava 6u20 openjdk \"1.6.0_20\""},
	{"JRuby 1.6", "jruby 1.6.5.1 (ruby-1.8.7-p330) (2011-12-27 1bf37c2) (Java HotSpot(TM) 64-Bit Server VM 1.6.0_29) [darwin-x86_64-java]", "jruby 1.6.5.1 \"1.6.5.1\"\njava 6u29 oracle \"1.6.0_29\""},
	{"JRuby 1.7", "jruby 1.7.27 (1.9.3p551) 2017-05-11 8cdb01a on Java HotSpot(TM) 64-Bit Server VM 1.8.0_131-b11 +jit [linux-amd64]", "jruby 1.7.27 \"1.7.27\"\njava 8u131 oracle \"1.8.0_131-b11\""},
	{"JRuby 9 names HotSpot's number before Java's", "jruby 9.2.9.0 (2.5.7) 2019-10-30 458ad3e OpenJDK 64-Bit Server VM 25.232-b09 on 1.8.0_232-8u232-b09-1~deb9u1-b09 +jit [linux-x86_64]",
		"jruby 9.2.9.0 \"9.2.9.0\"\njava 8u232 openjdk \"1.8.0_232-8u232-b09-1~deb9u1-b09\""},
	{"JRuby 9.4", "jruby 9.4.12.0 (3.1.4) 2025-02-11 f4ab75096a OpenJDK 64-Bit Server VM 21.0.6+7-LTS on 21.0.6+7-LTS +jit [x86_64-linux]", "jruby 9.4.12.0 \"9.4.12.0\"\njava 21.0.6 openjdk \"21.0.6+7-LTS\""},
	{"JRuby on OpenJ9", "jruby 9.4.0.0 (3.1.0) 2022-11-23 79c1bc4 Eclipse OpenJ9 VM openj9-0.35.0 on 17.0.5+8 +jit [x86_64-linux]", "jruby 9.4.0.0 \"9.4.0.0\"\njava 17.0.5 openjdk \"17.0.5+8\""},
	{"JRuby 9 on IBM's", "jruby 9.1.17.0 (2.3.3) 2018-04-20 d8b1ff9 IBM J9 VM 2.9 on 8.0.5.10 - pxa6480sr5fp10-20180214_01(SR5 FP10) +jit [linux-x86_64]", "jruby 9.1.17.0 \"9.1.17.0\"\njava 8.0.5.10 ibm \"8.0.5.10\""},
	{"JRuby 1.7 on IBM's", "jruby 1.7.22 (1.9.3p551) 2015-08-20 c28f492 on IBM J9 VM pxa6470_27sr3fp10-20150708_01(SR3 FP10) +jit [linux-amd64]", "jruby 1.7.22 \"1.7.22\"\njava 7.1.3.10 ibm \"SR3 FP10\""},
	{"a VM that has no number", "jruby 9.4.0.0 (3.1.0) 2022-11-23 79c1bc4 Some VM beta +jit [x86_64-linux]",
		"jruby 9.4.0.0 \"9.4.0.0\"\njava unknown \"(3.1.0) 2022-11-23 79c1bc4 Some VM beta +jit [x86_64-linux]\" JRuby does not name the version of this JVM"},
	{"a snapshot comes before its release", "jruby 9.2.0.0-SNAPSHOT (2.5.0) 2018-03-01 abcdef0", `jruby 9.2.0.0.dev "9.2.0.0-SNAPSHOT"`},

	{"TruffleRuby", "truffleruby 24.0.0, like ruby 3.2.2, Oracle GraalVM Native [x86_64-linux]", `truffleruby 24.0.0 "24.0.0"`},
	{"TruffleRuby with a name", "truffleruby 25.0.0 (name), like ruby 3.3.7, GraalVM CE JVM [aarch64-darwin]", `truffleruby 25.0.0 "25.0.0"`},
	{"Rubinius", "rubinius 2.5.2 (2.1.0 7a5b05b1 2015-01-30 3.5.1 JI) [x86_64-linux-gnu]", `rubinius 2.5.2 "2.5.2"`},
	{"Rubinius of two numbers", "rubinius 3.107 (2.3.1 387c4887 2018-07-15 5.0.0git-929163d) [x86_64-darwin]", `rubinius 3.107.* "3.107"`},
	{"engines that are not known", "mruby 3.2.0 (2023-02-24)\nruby 2.6.10p210 (2022-04-12 revision 67958)", `ruby 2.6.10-p210 "2.6.10p210"`},
}

func TestWordsOfRuby(t *testing.T) { testWords(t, rubyCases) }

var nodeCases = []printedCase{
	{"process.versions", "{\n  node: '20.20.2',\n  modules: '115',\n  openssl: '3.0.19',\n  v8: '11.3.244.8-node.38'\n}", `openssl 3.0.19 "3.0.19"`},
	{"on one line", "{ http_parser: '2.8.0', node: '0.10.48', openssl: '1.0.1u', v8: '3.14.5.9' }", `openssl 1.0.1u "1.0.1u"`},
	{"as JSON", `{"node":"18.12.0","openssl":"3.0.7+quic","v8":"10.2"}`, `openssl 3.0.7 "3.0.7+quic"`},
	{"as JSON on several lines", "{\n  \"node\": \"8.17.0\",\n  \"openssl\": \"1.0.2s\"\n}", `openssl 1.0.2s "1.0.2s"`},
	{"with QUIC", "openssl: '1.1.1t+quic',", `openssl 1.1.1t "1.1.1t+quic"`},
	{"an early one", "{ node: '0.8.28', openssl: '1.0.0f' }", `openssl 1.0.0f "1.0.0f"`},
	{"Electron has BoringSSL", "{ electron: '4.2.0', openssl: '1.1.0' }", `boringssl * "1.1.0"`},
	{"BoringSSL has no number", "{ openssl: '0.0.0' }", `boringssl * "0.0.0"`},
	{"node -v names no OpenSSL", "v20.11.1", `node unknown "v20.11.1" what counts is the OpenSSL in Node, which node -p process.versions names`},
	{"openssl without a version in quotes", "openssl: 1.0.1\nopenssl: ''\nopenssl: 'system'\nopenssl 'x': 'y'\nPython 2.7.8", `python 2.7.8 "2.7.8"`},
}

func TestWordsOfNode(t *testing.T) { testWords(t, nodeCases) }
