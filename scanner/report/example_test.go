package report_test

import (
	"os"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/report"
)

func ExampleText() {
	s, _ := scanner.New(scanner.Options{})
	f, _ := s.Check(rules.OpenSSL, "1.0.2k")
	_ = report.Text(os.Stdout, &scanner.Report{Findings: []scanner.Finding{f}}, report.Options{All: true})
	// Output:
	//   ready
	//     OpenSSL 1.0.2k offers TLS 1.2 by default.
	//     See https://github.com/openssl/openssl/blob/OpenSSL_1_0_1/CHANGES
	//         https://github.com/openssl/openssl/blob/OpenSSL_1_0_1u/CHANGES
}
