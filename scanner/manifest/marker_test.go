package manifest

import (
	"strings"
	"testing"
)

func TestMarkersSayWhichPythonsTheyAreFor(t *testing.T) {
	for _, c := range []struct{ marker, want, at string }{
		{`python_version < "3"`, "<3.0~", "3"},
		{`python_version<'3.4'`, "<3.4~", "3.4"},
		{`python_version <= '2.7'`, "<2.8~", "2.7"},
		{`python_version > '2.7'`, ">=2.8~", "2.7"},
		{`python_version >= '2.7'`, ">=2.7~", "2.7"},
		{`python_version == '2.7'`, "2.7.*", "2.7"},
		{`python_version === '2.7'`, "2.7.*", "2.7"},
		{`python_version != '2.7'`, "<2.7~ || >=2.8~", "2.7"},
		{`python_version == '2.*'`, "2.*", "2.*"},
		{`python_version ~= '2.6'`, ">=2.6 <3~", "2.6"},
		{`'2.7' == python_version or platform_python_implementation == "PyPy"`, "2.7.*", "2.7"},
		{`'3' > python_version`, "<3.0~", "3"},
		{`python_version < "2.7.9"`, "<2.8~", "2.7.9"},
		{`python_version >= "2.7.9"`, ">=2.8~", "2.7.9"},
		{`python_version < "2.7.0"`, "<2.7~", "2.7.0"},
		{`python_version == "2.7.9"`, "none", "2.7.9"},
		{`python_version != "2.7.9"`, "*", "2.7.9"},
		{`python_full_version < "2.7.9"`, "<2.7.9~", "2.7.9"},
		{`python_version in '2.6, 2.7'`, ">=2.6~ <2.8~", "2.6, 2.7"},
		{`python_version not in '2.6'`, "<2.6~ || >=2.7~", "2.6"},
		{`'2.7' in python_version`, "2.7.*", "2.7"},
		{`'2.7' not in python_version`, "<2.7~ || >=2.8~", "2.7"},
		{`python_version >= '2.6' and python_version < '2.7'`, "2.6.*", "all"},
		{`python_version < '3' and sys_platform == "win32"`, "<3.0~", "3"},
		{`extra == 'x' and (python_version == '2.6' or python_version == '2.7')`, ">=2.6~ <2.8~", "all"},
		{`python_version < '2.6' and python_version > '3'`, "none", "all"},
		{`sys_platform == 'win32'`, "", ""},
		{`platform_python_implementation == 'CPython'`, "", ""},
		{`extra == 'python_version'`, "", ""},
		{`python_version < 3`, "", ""},
		{`python_version < 'three'`, "", ""},
		{`python_version in 'two'`, "", ""},
		{`python_version in '1.2.3.4.5.6.7.8.9'`, "", ""},
		{`python_version =< '3'`, "", ""},
		{`python_version =< '3.x'`, "", ""},
		{`python_full_version =< '3'`, "", ""},
		{`'2' < '3' and python_version`, "", ""},
		{`python_version < '3`, "<3.0~", "3"},
		{`python_version < '3' and`, "", ""},
		{`python_version not '3'`, "", ""},
		{`python_version not in`, "", ""},
		{`(python_version < '3'`, "", ""},
		{`python_version < '3') or x == y`, "", ""},
		{strings.Repeat("(", 1000) + "python_version < '3'" + strings.Repeat(")", 1000), "", ""},
		{``, "", ""},
	} {
		m, ok := readPythonMarker(c.marker)
		if !ok {
			if c.want != "" {
				t.Errorf("%s: says nothing, want %s", c.marker, c.want)
			}
			continue
		}
		at := c.marker[m.at.Start:m.at.End]
		if at == c.marker {
			at = "all"
		}
		if m.versions.String() != c.want || at != c.at {
			t.Errorf("%s: got %s at %q, want %s at %q", c.marker, m.versions, at, c.want, c.at)
		}
		if beyond := strings.Contains(c.marker, "python_version") && strings.Contains(c.marker, "2.7.9"); (m.note != "") != beyond {
			t.Errorf("%s: the note is %q", c.marker, m.note)
		}
	}
}
