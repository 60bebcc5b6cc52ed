package manifest

import "testing"

func TestRubySourcesSayWhatTheyPin(t *testing.T) {
	cases := []sourceCase{
		{"a.rb", "http.ssl_version = :TLSv1", old},
		{"a.rb", "http.ssl_version = :TLSv1_client # TLSv1_2 later", old},
		{"a.rb", "http.ssl_version = :TLSv1_2\n", only12},
		{"a.rb", "http.ssl_version = 'TLSv1_1'", old},
		{"a.rb", "http.ssl_version = \"TLSv1\".to_sym", old},
		{"a.rb", "http.ssl_version = :TLSv1 if http.use_ssl?", old},
		{"a.rb", "request(url, :ssl_version => :SSLv3, :timeout => 3)", old},
		{"a.rb", "request(url, 'ssl_version' => 'TLSv1')", old},
		{"a.rake", "client = Savon.client(wsdl: url, ssl_version: :TLSv1)", old},
		{"Rakefile", "client = Savon.client(\n  wsdl: url,\n  ssl_version: :TLSv1_2,\n  x: :TLSv1\n)", only12},
		{"a.rb", "ssl_version :TLSv1", old},
		{"a.rb", "OpenSSL::SSL::SSLContext::DEFAULT_PARAMS[:ssl_version] = 'TLSv1'", old},
		{"a.rb", "c = OpenSSL::SSL::SSLContext.new(:TLSv1)", old},
		{"a.rb", "c = OpenSSL::SSL::SSLContext.new :TLSv1_2", only12},
		{"a.rb", "c = OpenSSL::SSL::SSLContext.new('SSLv23')", ""},
		{"a.rb", "c = OpenSSL::SSL::SSLContext.new\nx = :TLSv1", ""},
		{"a.rb", "c = OpenSSL::SSL::SSLContext.new()", ""},
		{"a.rb", "http.ssl_version = :SSLv23", ""},
		{"a.rb", "http.ssl_version = :TLS", ""},
		{"a.rb", "http.ssl_version = version", ""},
		{"a.rb", "http.ssl_version = options[:ssl_version] || :TLSv1", ""},
		{"a.rb", "http.ssl_version ||= :TLSv1", ""},
		{"a.rb", "puts 1 if http.ssl_version == :TLSv1", ""},
		{"a.rb", "puts 1 if http.ssl_version =~ /TLSv1/", ""},
		{"a.rb", "attr_accessor :ssl_version, :TLSv1", ""},
		{"a.rb", "server.ssl_version = :TLSv1", ""},
		{"a.rb", "# http.ssl_version = :TLSv1", ""},
		{"a.rb", "x = 1\n=begin\nhttp.ssl_version = :TLSv1\n=end\n", ""},
		{"a.rb", "x = 1\n=begin\nhttp.ssl_version = :TLSv1", ""},
		{"a.rb", "x = 1\n__END__\nhttp.ssl_version = :TLSv1", ""},
		{"a.rb", "puts 'http.ssl_version = :TLSv1'", ""},
		{"a.rb", "x =~ /\"/\nhttp.ssl_version = :TLSv1", old},
		{"a.rb", "http.ssl_version =", ""},
		{"a.rb", "ssl_version", ""},
	}
	testSources(t, "ruby", "ssl_version", cases)
	testSources(t, "jruby", "ssl_version", []sourceCase{
		{"a.rb", "http.ssl_version = :TLSv1_2", "enables 1.2"}, // for some versions of JRuby it is what turns it on
		{"a.rb", "http.ssl_version = :TLSv1", ""},
	})
	testSources(t, "ruby", "max_version", []sourceCase{
		{"a.rb", "http.max_version = OpenSSL::SSL::TLS1_1_VERSION", old},
		{"a.rb", "http.max_version = :TLS1_2", "pins-old 1.3"},
		{"a.rb", "http.max_version = nil", ""},
		{"a.rb", "http.min_version = :TLS1 # max_version", ""},
		{"a.rb", "gem 'x', max_version: '1.0'", ""},
	})
	testSources(t, "ruby", "OP_NO_TLS", []sourceCase{
		{"a.rb", "ctx.options |= OpenSSL::SSL::OP_NO_TLSv1_2", old},
		{"a.rb", "ctx.options = OpenSSL::SSL::OP_NO_SSLv3 | OpenSSL::SSL::OP_NO_TLSv1_3", "pins-old 1.3"},
		{"a.rb", "ctx.options &= ~OpenSSL::SSL::OP_NO_TLSv1_2", ""},
		{"a.rb", "ctx.options |= OpenSSL::SSL::OP_NO_TLSv1 | OpenSSL::SSL::OP_NO_TLSv1_1 |\n  OpenSSL::SSL::OP_NO_TLSv1_2", ""}, // TLS 1.3 is left
		{"a.rb", "FLAG = OpenSSL::SSL::OP_NO_TLSv1_2", ""},
	})
}
