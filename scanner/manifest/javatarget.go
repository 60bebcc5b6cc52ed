package manifest

import (
	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// declareJavaTarget declares a source, target or release level: the lowest JVM
// that the classes run on. What runs them may be any later one.
func declareJavaTarget(f *File, d Declaration) {
	if d.Text == "" {
		d.Text = d.At.Text()
	}
	d.Runtime, d.Binding = rules.Java, rules.Target
	if isTemplate(d.Text) {
		d.Unresolved = templateReason
		f.Declare(d)
		return
	}
	named, err := rules.Parse(rules.Java, d.Text)
	if err != nil {
		d.Unresolved = err.Error()
		f.Declare(d)
		return
	}
	low := named.Versions.Low().Version
	d.Versions = version.From(version.Bound{Version: low, Side: version.PreReleases})
	f.Declare(d)
}
