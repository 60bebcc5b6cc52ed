package manifest

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// show prints a requirement with the texts of its spans, so that a wrong span
// shows as a wrong text.
func (r requirement) show(file string) string {
	var out []string
	add := func(name, value string) {
		if value != "" {
			out = append(out, name+"="+value)
		}
	}
	at := func(s Span) string { return file[s.Start:s.End] }
	add("name", r.name)
	if normalName(at(r.nameAt)) != r.name {
		add("name at", at(r.nameAt))
	}
	add("extras", strings.Join(r.extras, "+"))
	add("specifier", r.specifier)
	if at(r.specifierAt) != r.specifier {
		add("at", at(r.specifierAt))
	}
	add("marker", r.marker)
	if at(r.markerAt) != r.marker {
		add("marker at", at(r.markerAt))
	}
	add("url", r.url)
	if r.constraint {
		add("constraints", r.include)
	} else {
		add("include", r.include)
	}
	if at(r.includeAt) != r.include {
		add("include at", at(r.includeAt))
	}
	return strings.Join(out, " ")
}

func TestRequirementLines(t *testing.T) {
	for _, c := range []struct{ what, file, want string }{
		{"a name", "flask", "name=flask"},
		{"names are normalised", "Py_Open.-SSL", "name=py-open-ssl"},
		{"a specifier", "requests>=2.0,!=2.2.0", "name=requests specifier=>=2.0,!=2.2.0"},
		{"blanks everywhere", "  requests [ security , Use_Chardet ]  >= 2.0 , < 3  ", "name=requests extras=security+use-chardet specifier=>= 2.0 , < 3"},
		{"blanks before a bracket", "requests [security]", "name=requests extras=security"},
		{"parentheses", "urllib3 (>=1.10,<1.11)", "name=urllib3 specifier=>=1.10,<1.11"},
		{"extras without an end", "urllib3[secure", "name=urllib3 extras=secure"},
		{"arbitrary equality", "a===1.0-x", "name=a specifier====1.0-x"},
		{"a marker", `requests ; python_version < "3"  # old`, `name=requests marker=python_version < "3"`},
		{"a marker right behind", "six==1.0;python_version<'3'", "name=six specifier===1.0 marker=python_version<'3'"},
		{"an empty marker", "six;", "name=six"},
		{"hashes", "six==1.0 --hash=sha256:aa --hash=sha256:bb", "name=six specifier===1.0"},
		{"hashes on lines of their own", "urllib3[secure]==1.10 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\nsix", "name=urllib3 extras=secure specifier===1.10; name=six"},
		{"CRLF and a joined marker", "six==1.0 \\\r\n  ; python_version < '3'\r\nflask\r\n", "name=six specifier===1.0 marker=python_version < '3'; name=flask"},
		{"a specifier over two lines", "six>=1.0,\\\n<2", "name=six specifier=>=1.0,  <2 at=>=1.0,\\\n<2"},
		{"a backslash at the end of the file", "six \\", "name=six"},
		{"a comment does not go on", "# six \\\nflask", "name=flask"},
		{"a comment ends what goes on", "six \\\n# x \\\nflask", "name=six; name=flask"},
		{"an option", "--index-url https://example.org/simple\n-i x\n--no-binary :all:\n-", ""},
		{"another file", "-r base.txt\n-rmore.txt\n--requirement=x/y.txt # x\n-c \"upper limits.txt\"\n--constraint upper.txt\n-r", "include=base.txt; include=more.txt; include=x/y.txt; constraints=upper limits.txt; constraints=upper.txt"},
		{"editable", "-e .[dev]\n--editable=git+https://example.org/r.git@v1#egg=Re_Quests&subdirectory=x", "url=.[dev]; name=re-quests url=git+https://example.org/r.git@v1#egg=Re_Quests&subdirectory=x"},
		{"an egg behind another key", "hg+http://h/x#subdirectory=y&egg=six[a]==1.0", "name=six extras=a specifier===1.0 url=hg+http://h/x#subdirectory=y&egg=six[a]==1.0"},
		{"an egg with its version", "https://example.org/x.zip#egg=pyOpenSSL-0.12", "name=pyopenssl specifier===0.12 at=0.12 url=https://example.org/x.zip#egg=pyOpenSSL-0.12"},
		{"a fragment that is no egg", "https://example.org/x.zip#sha1=egg", "url=https://example.org/x.zip#sha1=egg"},
		{"a direct reference", "pyopenssl @ https://example.org/x.tar.gz ; python_version < '3'", "name=pyopenssl marker=python_version < '3' url=https://example.org/x.tar.gz"},
		{"a reference to a file", "pyopenssl[x]@file:///x", "name=pyopenssl extras=x url=file:///x"},
		{"a wheel", "./wheels/Py_OpenSSL-0.13-py2.py3-none-any.whl", "name=py-openssl specifier===0.13 at=0.13 url=./wheels/Py_OpenSSL-0.13-py2.py3-none-any.whl"},
		{"a wheel beside the file", "six-1.0-py2-none-any.whl", "name=six specifier===1.0 at=1.0 url=six-1.0-py2-none-any.whl"},
		{"a wheel by its URL", "six @ https://h/six-1.1-py2-none-any.whl?x=y#sha256=z", "name=six specifier===1.1 at=1.1 url=https://h/six-1.1-py2-none-any.whl?x=y#sha256=z"},
		{"an archive", "six-1.0.tar.gz", "url=six-1.0.tar.gz"},
		{"a path", `..\six`, `url=..\six`},
		{"no requirement", "what is this\n[section]\n===\n\n \n$", ""},
		{"a template", "six=={{ version }}", "name=six specifier==={{ version }}"},
		{"upper case", "PyOpenSSL == 0.13", "name=pyopenssl specifier=== 0.13"},
	} {
		var got []string
		eachRequirement(NewFile("requirements.txt", []byte(c.file)), func(r requirement) { got = append(got, r.show(c.file)) })
		if diff := cmp.Diff(c.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s: %q (-want +got)\n%s", c.what, c.file, diff)
		}
	}
}

func TestARequirementInsideAStringHasPlacesInItsFile(t *testing.T) {
	file := `install_requires=["requests[security] >=2.4; python_version<'3'"]`
	text, _, _ := strings.Cut(file[19:], `"]`)
	r, ok := parseRequirement(text, 19)
	if want := "name=requests extras=security specifier=>=2.4 marker=python_version<'3'"; !ok || r.show(file) != want {
		t.Errorf("got %s, want %s", r.show(file), want)
	}
	if r, ok := parseRequirement("", 3); ok {
		t.Errorf("nothing is read as %+v", r)
	}
}

func TestRequirementsThatGoOnForEverAreReadOnce(t *testing.T) {
	file := NewFile("requirements.txt", []byte(strings.Repeat("a\\\n", 1<<19)))
	start, visited := time.Now(), 0
	eachRequirement(file, func(requirement) { visited++ })
	if visited != 0 || time.Since(start) > 5*time.Second {
		t.Errorf("%d requirements in %v", visited, time.Since(start))
	}
}
