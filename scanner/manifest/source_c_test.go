package manifest

import "testing"

func TestCSourcesSayWhatTheyPin(t *testing.T) {
	testSources(t, "openssl", "SSL_CTX_new", []sourceCase{
		{"a.c", "ctx = SSL_CTX_new(TLSv1_client_method());", old},
		{"a.cpp", "ctx = ::SSL_CTX_new( SSLv3_client_method() );", old},
		{"a.cc", "SSL_CTX *ctx = SSL_CTX_new(TLSv1_1_client_method());", old},
		{"a.h", "static SSL_CTX *make() { return SSL_CTX_new(TLSv1_method()); }", old},
		{"a.c", "const SSL_METHOD *method = TLSv1_client_method();", old},
		{"a.c", "ctx = SSL_CTX_new((SSL_METHOD *)TLSv1_client_method());", old},
		{"a.c", "method = (SSL_METHOD *)TLSv1_client_method();", old},
		{"a.c", "ctx = SSL_CTX_new(TLSv1_2_client_method());", only12},
		{"a.c", "ctx = SSL_CTX_new(SSLv23_client_method()); // TLSv1_", ""},
		{"a.c", "ctx = SSL_CTX_new(TLS_client_method()); // TLSv1_", ""},
		{"a.c", "ctx = SSL_CTX_new(TLSv1_server_method());", ""},
		{"a.c", "server_ctx = SSL_CTX_new(TLSv1_method());", ""},
		{"a.c", "#if OPENSSL_VERSION_NUMBER >= 0x10100000L\nm = TLS_client_method();\n#else\nm = TLSv1_client_method();\n#endif", ""},
		{"a.h", "const SSL_METHOD *TLSv1_client_method(void);", ""},
		{"a.c", "IMPLEMENT_tls_meth_func(TLS1_VERSION, TLSv1_client_method, ssl_undefined)", ""},
		{"a.c", "const SSL_METHOD *TLSv1_client_method() { return 0; }", ""},
		{"a.c", "if (method == TLSv1_client_method()) x();", ""},
		{"a.c", "use(TLSv1_client_method());", ""},
		{"a.c", "m = pick ? TLSv1_client_method() : 0;", ""},
		{"a.c", "/* SSL_CTX_new(TLSv1_client_method()) */", ""},
		{"a.c", "puts(\"SSL_CTX_new(TLSv1_client_method())\");", ""},
		{"a.c", "TLSv1_client_method()", ""},
		{"a.c", ")TLSv1_client_method()", ""},
		{"a.c", "TLSv1_method", ""},
	})
	testSources(t, "openssl", "OP_NO_TLS", []sourceCase{
		{"a.c", "void f() { SSL_CTX_set_options(ctx, SSL_OP_NO_TLSv1_2); }", old},
		{"a.c", "SSL_set_options(ssl, SSL_OP_NO_SSLv2 | SSL_OP_NO_TLSv1_3);", "pins-old 1.3"},
		{"a.c", "SSL_CTX_set_options(ctx, SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1 | SSL_OP_NO_TLSv1_2);", ""},
		{"a.c", "if (no12) SSL_CTX_set_options(ctx, SSL_OP_NO_TLSv1_2);", ""},
		{"a.c", "void f() { if (no12) { x(); SSL_CTX_set_options(ctx, SSL_OP_NO_TLSv1_2); } }", ""},
		{"a.c", "if (a) { } else { SSL_CTX_set_options(ctx, SSL_OP_NO_TLSv1_2); }", ""},
		{"a.c", "switch (x) { case 1: SSL_CTX_set_options(ctx, SSL_OP_NO_TLSv1_2); }", ""},
		{"a.c", "SSL_CTX_clear_options(ctx, SSL_OP_NO_TLSv1_2);", ""},
		{"a.c", "SSL_CTX_set_options(ctx, ~SSL_OP_NO_TLSv1_2);", ""},
		{"a.h", "#define SSL_OP_NO_TLSv1_2 0x08000000U", ""},
		{"a.c", "x();\n#ifdef SSL_OP_NO_TLSv1_2\nif (!(wanted & 4))\n  SSL_CTX_set_options (ctx, SSL_OP_NO_TLSv1_2);\n#endif", ""},
		{"a.c", "x();\n#ifdef SSL_OP_NO_TLSv1_2\nSSL_set_options(ssl, SSL_OP_NO_TLSv1_2);\n#endif", old},
		{"a.c", "SSL_OP_NO_TLSv1_2", ""},
	})
	testSources(t, "openssl", "SSL_CTX_set_max_proto_version", []sourceCase{
		{"a.c", "SSL_CTX_set_max_proto_version(ctx, TLS1_VERSION);", old},
		{"a.c", "SSL_CTX_set_max_proto_version(ctx, TLS1_2_VERSION);", "pins-old 1.3"},
		{"a.c", "#ifdef TLS1_3_VERSION\nSSL_CTX_set_max_proto_version(ctx, TLS1_3_VERSION);\n#else\nSSL_CTX_set_max_proto_version(ctx, TLS1_2_VERSION);\n#endif", ""},
		{"a.c", "SSL_CTX_set_max_proto_version(ctx, TLS1_VERSION); SSL_CTX_set_max_proto_version(other, version);", ""},
		{"a.c", "SSL_CTX_set_max_proto_version(server_ctx, TLS1_VERSION);", ""},
		{"a.c", "SSL_CTX_set_max_proto_version(ctx, 0);", ""},
		{"a.c", "SSL_CTX_set_max_proto_version(ctx, version);", ""},
		{"a.c", "if (old) SSL_CTX_set_max_proto_version(ctx, TLS1_VERSION);", ""},
		{"a.c", "SSL_CTX_set_min_proto_version(ctx, TLS1_VERSION); // _max_proto_version", ""},
		{"a.h", "int SSL_CTX_set_max_proto_version(SSL_CTX *ctx, uint16_t version);", ""},
	})
	testSources(t, "openssl", "CURLOPT_SSLVERSION", []sourceCase{
		{"a.c", "curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_MAX_TLSv1_1);", old},
		{"a.c", "curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_0 | CURL_SSLVERSION_MAX_TLSv1_0);", old},
		{"a.c", "curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_MAX_TLSv1_2);", "pins-old 1.3"},
		{"a.c", "curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_MAX_DEFAULT);", ""},
		{"a.c", "curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_0); // CURL_SSLVERSION_MAX_", ""},
		{"a.c", "case CURL_SSLVERSION_MAX_TLSv1_0: break;", ""},
	})
}
