package manifest

import "testing"

func TestPythonSourcesSayWhatTheyPin(t *testing.T) {
	testSources(t, "python", "ssl_version", []sourceCase{
		{"a.py", "s = ssl.wrap_socket(s, ssl_version=ssl.PROTOCOL_TLSv1)", old},
		{"a.py", "s = ssl.wrap_socket(s, None, None, False, ssl.CERT_NONE, ssl.PROTOCOL_SSLv3)", old},
		{"a.py", "s = ssl.wrap_socket(s,\n    ssl_version=PROTOCOL_TLSv1_1,\n    ca_certs=certs)", old},
		{"a.py", "c = ssl.SSLContext(ssl.PROTOCOL_TLSv1)", old},
		{"a.py", "c = ssl.SSLContext(protocol=ssl.PROTOCOL_TLSv1)", old},
		{"a.py", "c = ssl.SSLContext(ssl.PROTOCOL_TLSv1_2)", only12},
		{"a.py", "c = SSL.Context(SSL.TLSv1_METHOD)", old},
		{"a.py", "c = OpenSSL.SSL.Context(OpenSSL.SSL.TLSv1_2_METHOD)", only12},
		{"a.py", "class F(ClientContextFactory):\n    method = SSL.SSLv3_METHOD\n", old},
		{"a.py", "self.poolmanager = PoolManager(num_pools=n, ssl_version=ssl.PROTOCOL_TLSv1)", old},
		{"a.py", "options = {'ssl_version': ssl.PROTOCOL_TLSv1}", old},
		{"a.py", "def __init__(self, host, ssl_version=ssl.PROTOCOL_TLSv1):\n    pass", old},
		{"a.py", "SSL_VERSION = ssl.PROTOCOL_TLSv1\nx = 1", old},
		{"a.py", "c = ssl.SSLContext(ssl.PROTOCOL_SSLv23)", ""},
		{"a.py", "c = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) # PROTOCOL_TLSv1", ""},
		{"a.py", "c = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) # PROTOCOL_TLSv1", ""},
		{"a.py", "s = ssl.wrap_socket(s, server_side=True, ssl_version=ssl.PROTOCOL_TLSv1)", ""},
		{"a.py", "s = ssl.wrap_socket(s, ssl_version=ssl.PROTOCOL_TLSv1, server_side=False)", old},
		{"a.py", "c = ssl.SSLContext(ssl.PROTOCOL_TLSv1)\ns = c.wrap_socket(s, server_side=True)", ""},
		{"a.py", "c = ssl.SSLContext(ssl.PROTOCOL_TLSv1)\napp.run(port=1, ssl_context=c)", ""},
		{"a.py", "c = ssl.SSLContext(ssl.PROTOCOL_TLSv1)\nm = PoolManager(ssl_context=c)", old},
		{"a.py", "start_server(port, ssl_version=ssl.PROTOCOL_TLSv1)", ""},
		{"a.py", "if hasattr(ssl, 'PROTOCOL_TLS'):\n    version = ssl.PROTOCOL_TLS\nelse:\n    version = ssl.PROTOCOL_TLSv1\n", ""},
		{"a.py", "version = getattr(ssl, 'PROTOCOL_TLSv1_2', ssl.PROTOCOL_TLSv1)", ""},
		{"a.py", "version = ssl.PROTOCOL_TLSv1 if old else ssl.PROTOCOL_TLS", ""},
		{"a.py", "if s.ssl_version == ssl.PROTOCOL_TLSv1:\n    pass", ""},
		{"a.py", "names = {'TLSv1': ssl.PROTOCOL_TLSv1, 'TLSv1.2': ssl.PROTOCOL_TLSv1_2}", ""},
		{"a.py", "PROTOCOL_TLSv1 = _ssl.PROTOCOL_TLSv1\n", ""},
		{"a.py", "from ssl import PROTOCOL_TLSv1\n", ""},
		{"a.py", "use(ssl.PROTOCOL_TLSv1)", ""},
		{"a.py", "# ssl.SSLContext(ssl.PROTOCOL_TLSv1)", ""},
		{"a.py", "'ssl.SSLContext(ssl.PROTOCOL_TLSv1)'", ""},
		{"a.py", "\"\"\"Say \"\n\nssl.SSLContext(ssl.PROTOCOL_TLSv1)\n\"\"\"", ""},
		{"a.py", "versions[ssl.PROTOCOL_TLSv1] = SSL.TLSv1_METHOD\n", ""},
		{"a.py", "PROTOCOL_TLSv1", ""},
		{"a.py", ". PROTOCOL_TLSv1", ""},
	})
	testSources(t, "python", "maximum_version", []sourceCase{
		{"a.py", "c.maximum_version = ssl.TLSVersion.TLSv1", old},
		{"a.py", "c.maximum_version = TLSVersion.TLSv1_2", "pins-old 1.3"},
		{"a.py", "c.maximum_version = ssl.TLSVersion.MAXIMUM_SUPPORTED", ""},
		{"a.py", "c.maximum_version = version", ""},
		{"a.py", "c.minimum_version = ssl.TLSVersion.TLSv1 # maximum_version", ""},
		{"a.py", "server_context.maximum_version = ssl.TLSVersion.TLSv1", ""},
		{"a.py", "maximum_version", ""},
	})
	testSources(t, "python", "OP_NO_TLS", []sourceCase{
		{"a.py", "c.options |= ssl.OP_NO_TLSv1_2", old},
		{"a.py", "c.set_options(SSL.OP_NO_SSLv2 | SSL.OP_NO_TLSv1_2)", old},
		{"a.py", "c.options |= (\n    ssl.OP_NO_TLSv1_3\n)", "pins-old 1.3"},
		{"a.py", "c.options &= ~ssl.OP_NO_TLSv1_2", ""},
		{"a.py", "if c.options & ssl.OP_NO_TLSv1_2:\n    pass", ""},
		{"a.py", "c.options |= ssl.OP_NO_TLSv1 | ssl.OP_NO_TLSv1_1", ""},
		{"a.py", "flags = [ssl.OP_NO_TLSv1_2]", ""},
	})
}
