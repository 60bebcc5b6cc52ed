package manifest

import (
	"bytes"

	"github.com/tlsready/tlsready/rules"
)

// declareVersion declares what people write for a version of a runtime. A text
// that names a line floats: the newest of it is what gets installed.
func declareVersion(f *File, rt rules.Runtime, d Declaration) {
	if d.Text == "" {
		d.Text = d.At.Text()
	}
	d.Runtime = rt
	if isTemplate(d.Text) {
		d.Unresolved = templateReason
		f.Declare(d)
		return
	}
	named, err := rules.Parse(rt, d.Text)
	if err != nil {
		d.Unresolved = err.Error()
		if named.Runtime != "" {
			d.Runtime = named.Runtime
		}
		f.Declare(d)
		return
	}
	d.Runtime, d.Versions = named.Runtime, named.Versions
	if d.Vendor == "" {
		d.Vendor = named.Vendor
	}
	if _, one := d.Versions.One(); !one && d.Binding == rules.Exact && floats(d.Runtime, d.Vendor) {
		d.Binding = rules.Newest
	}
	f.Declare(d)
}

// floats reports whether the newest release of a line is what one gets. Of Java
// it depends on whose: Oracle's last free release of 7 is older than OpenJDK's,
// so without a vendor the whole line stays possible.
func floats(rt rules.Runtime, vendor string) bool {
	return rt != rules.Java || vendor != "" && vendor != "oracle"
}

// eachLine calls visit for every line with the offset of its start; the line has
// no end of line and no blanks at its ends, and the offset is that of its first
// character.
func eachLine(data []byte, visit func(offset int, line string)) {
	for start := 0; start < len(data); {
		end := bytes.IndexByte(data[start:], '\n')
		if end < 0 {
			end = len(data) - start
		}
		line := data[start : start+end]
		trimmed := bytes.TrimLeft(line, " \t\r\u00a0")
		offset := start + len(line) - len(trimmed)
		visit(offset, string(bytes.TrimRight(trimmed, " \t\r")))
		start += end + 1
	}
}

// eachRawLine calls visit for every line with the offset of its start, without its
// end.
func eachRawLine(data []byte, visit func(start int, line []byte)) {
	for start := 0; start < len(data); {
		end := bytes.IndexByte(data[start:], '\n')
		if end < 0 {
			end = len(data) - start
		}
		visit(start, bytes.TrimSuffix(data[start:start+end], []byte("\r")))
		start += end + 1
	}
}
