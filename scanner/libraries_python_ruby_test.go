package scanner

import "testing"

// TestPythonAndRubyLibrariesDecideAsFarAsTheyReach judges small programs of both
// languages with the library table that ships.
func TestPythonAndRubyLibrariesDecideAsFarAsTheyReach(t *testing.T) {
	jruby := func(version, gem string) map[string]string {
		return map[string]string{"Gemfile.lock": "GEM\n  specs:\n    " + gem + "\n", ".ruby-version": "jruby-" + version + "\n", ".java-version": "1.8\n"}
	}
	python := func(version, requirements string) map[string]string {
		return map[string]string{".python-version": version + "\n", "requirements.txt": requirements + "\n"}
	}
	judgePrograms(t, showLevel, []libraryCase{
		{"a JRuby that needs the protocol named has it by default from a newer gem", jruby("1.7.22", "jruby-openssl (0.9.21-java)"),
			[]string{".java-version:1 java none ready", ".ruby-version:1 jruby none ready"}, "because jruby-openssl 0.9.21 turns it on", ""},
		{"and without the gem it has not", jruby("1.7.22", "json (1.8.3-java)"),
			[]string{".java-version:1 java none ready", ".ruby-version:1 jruby warning configure"}, "Ask for TLS 1.2 by name.", ""},
		{"an old gem does not turn it on", jruby("1.7.22", "jruby-openssl (0.9.9-java)"),
			[]string{".java-version:1 java none ready", ".ruby-version:1 jruby warning configure", "Gemfile.lock:3 rubygems/jruby-openssl warning configure"}, "Move to jruby-openssl 0.9.11 or later.", ""},
		{"a gem older than the list of protocols follows Java", jruby("9.4.0.0", "jruby-openssl (0.6)"),
			[]string{".java-version:1 java none ready", ".ruby-version:1 jruby none ready"}, "", ""},
		{"a gem that names TLS 1.2 itself, for its own connections", jruby("1.7.22", "paypal-sdk-core (0.3.4)"),
			[]string{".java-version:1 java none ready", ".ruby-version:1 jruby note configure"}, "Connections that PayPal SDK Core makes offer TLS 1.2 all the same.", ""},
		{"SSL 3.0 of a pinned Bunny", map[string]string{"Gemfile.lock": "GEM\n  specs:\n    bunny (1.4.0)\n"},
			[]string{"Gemfile.lock:3 rubygems/bunny warning configure"}, "Move to Bunny 1.5.1 or later.", ""},
		{"some gateways pin an old protocol", map[string]string{"Gemfile": "gem 'activemerchant', '1.77.0'\n"},
			[]string{"Gemfile:1 rubygems/activemerchant note unknown"}, "some gateways", ""},
		{"pyOpenSSL brings an OpenSSL for its own connections", python("2.7.8", "pyOpenSSL==17.5.0"),
			[]string{".python-version:1 python warning upgrade"}, "Connections that pyOpenSSL makes offer TLS 1.2 all the same.", ""},
		{"an older one may bring any", python("2.7.8", "pyOpenSSL==0.15.1"),
			[]string{".python-version:1 python warning upgrade"}, "", "Connections that"},
		{"cryptography alone makes no connections", python("2.7.8", "cryptography==2.5"),
			[]string{".python-version:1 python warning upgrade"}, "", "Connections that"},
		{"a range that lies within its row", python("2.7.8", "pyOpenSSL>=17.1"),
			[]string{".python-version:1 python warning upgrade"}, "Connections that pyOpenSSL makes", ""},
		{"a range that does not", python("2.7.8", "pyOpenSSL>=16"),
			[]string{".python-version:1 python warning upgrade"}, "", "Connections that"},
		{"httplib2 on Python 2", python("2.7.18", "httplib2==0.9.2"),
			[]string{".python-version:1 python none ready"}, "", ""},
		{"httplib2 on Python 3", python("3.6.8", "httplib2==0.9.2"),
			[]string{".python-version:1 python none ready", "requirements.txt:1 pypi/httplib2 error upgrade"}, "Move to httplib2 0.11 or later.", ""},
		{"httplib2 on a Python that is not known", map[string]string{"requirements.txt": "httplib2==0.9.2\n"},
			[]string{"requirements.txt:1 pypi/httplib2 warning upgrade"}, "its Python is not known", ""},
		{"Tornado on Python 2.6", python("2.6.6", "tornado==3.1.1"),
			[]string{".python-version:1 python warning upgrade", "requirements.txt:1 pypi/tornado error upgrade"}, "Run Tornado on Python 2.7 or later.", ""},
		{"the Python that the project asks for decides too", map[string]string{"pyproject.toml": "[project]\nrequires-python = \">=3.6\"\ndependencies = [\"httplib2<0.11\"]\n"},
			[]string{"pyproject.toml:2 python none ready", "pyproject.toml:3 pypi/httplib2 error upgrade"}, "Move to httplib2 0.11 or later.", ""},
		{"Tornado on Python 2.7", python("2.7.18", "tornado==3.1.1"),
			[]string{".python-version:1 python none ready"}, "", ""},
		{"Thrift on a Python that lets it negotiate", python("2.7.18", "thrift==0.10.0"),
			[]string{".python-version:1 python none ready"}, "", ""},
		{"Thrift on one that does not", python("2.7.8", "thrift==0.10.0"),
			[]string{".python-version:1 python warning upgrade", "requirements.txt:1 pypi/thrift warning configure"}, "Let Python negotiate the protocol.", ""},
		{"paho-mqtt on a Python without the name PROTOCOL_TLS", python("3.4.10", "paho-mqtt==1.5.0"),
			[]string{".python-version:1 python none ready", "requirements.txt:1 pypi/paho-mqtt warning configure"}, "Name the protocol in tls_set.", ""},
		{"a client that nothing but a setting mends", python("3.11.4", "sleekxmpp==1.3.3"),
			[]string{".python-version:1 python none ready", "requirements.txt:1 pypi/sleekxmpp warning configure"}, "Let Python negotiate the protocol.", ""},
		{"Twisted asks for one thing here and another there", python("2.7.18", "Twisted==13.2.0"),
			[]string{".python-version:1 python none ready", "requirements.txt:1 pypi/twisted note unknown"}, "CertificateOptions", ""},
	})
}
