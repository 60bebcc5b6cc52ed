package rules

import (
	"slices"
	"strings"
	"testing"
)

func TestPythonAndRubyNames(t *testing.T) {
	for _, c := range []struct {
		runtime Runtime
		text    string
		want    string // runtime and set; "" for an error
	}{
		{Python, "2.7.8", "python 2.7.8"},
		{Python, "2.7", "python 2.7.*"},
		{Python, "py27", "python 2.7.*"},
		{Python, "py310", "python 3.10.*"},
		{Python, "python-2.7.8", "python 2.7.8"},
		{Python, "python2.7", "python 2.7.*"},
		{Python, "cpython-3.9.1", "python 3.9.1"},
		{Python, "cpython@3.9", "python 3.9.*"},
		{Python, "Python27-x64", "python 2.7.*"},
		{Python, "3.13t", "python 3.13.*"},
		{Python, "3.14t-dev", "python 3.14.*"},
		{Python, "3.13+freethreaded", "python 3.13.*"},
		{Python, "cpython-3.12.1-linux-x86_64-gnu", "python 3.12.1"},
		{Python, "3.9.*", "python 3.9.*"},
		{Python, "python-3.6.x", "python 3.6.*"},
		{Python, "*", ""},
		{Python, "3.9-dev", "python 3.9.*"},
		{Python, "3.6.3/envs/web", "python 3.6.3"},
		{Python, "stackless-2.7.14", "python 2.7.14"},
		{Python, "miniconda3-3.8-4.9.2", "python 3.8.*"},
		{Python, "miniconda3-4.7.12", ""},
		{Python, "pypy2.7-7.3.1", "pypy 7.3.1"},
		{Python, "pypy-2.7-v7.3.5", "pypy 7.3.5"},
		{Python, "pypy-5.4.1", "pypy 5.4.1"},
		{Python, "pypy3.9", ""},
		{Python, "pypy-x-y", ""},
		{Python, "jython-2.7.2", "jython 2.7.2"},
		{Python, "ironpython-2.7.7", "ironpython 2.7.7"},
		{Python, "jython", ""},
		{Python, "three", ""},
		{Python, "", ""},
		{Ruby, "2.0.0-p648", "ruby 2.0.0-p648"},
		{Ruby, "ruby-2.0.0-p648", "ruby 2.0.0-p648"},
		{Ruby, "ruby 2.5.3p105", "ruby 2.5.3-p105"},
		{Ruby, "1.9.3-p551@gemset", "ruby 1.9.3-p551"},
		{Ruby, "1.9.3", "ruby 1.9.3.*"},
		{Ruby, "2.3", "ruby 2.3.*"},
		{Ruby, "v2.3.1", "ruby 2.3.1.*"},
		{Ruby, "ree-1.8.7-2012.02", "ruby 1.8.7.*"},
		{Ruby, "ree", "ruby 1.8.*"},
		{Ruby, "ree@gemset", "ruby 1.8.*"},
		{Ruby, "ruby-1.9.3-p327-falcon", "ruby 1.9.3-p327"},
		{Ruby, "2.1.1-railsexpress@x", "ruby 2.1.1.*"},
		{Ruby, "2.1.1-mine", ""},
		{Ruby, "Ruby193", "ruby 1.9.3.*"},
		{Ruby, "Ruby25-x64", "ruby 2.5.*"},
		{Ruby, "jruby-9.2.9.0", "jruby 9.2.9.0"},
		{Ruby, "jruby-9.1", "jruby 9.1.*"},
		{Ruby, "jruby-1.7.27", "jruby 1.7.27"},
		{Ruby, "jruby", ""},
		{Ruby, "truffleruby-22.3.0", "truffleruby 22.3.0"},
		{Ruby, "truffleruby+graalvm-22", "truffleruby 22.*"},
		{Ruby, "rbx-3.107", "rubinius 3.107.*"},
		{Ruby, "head", ""},
		{JRuby, "9.4.12.0", "jruby 9.4.12.0"},
		{JRuby, "jruby-9.4.12.0", "jruby 9.4.12.0"},
		{JRuby, "head", ""},
		{OpenSSL, "1.0.1e-fips", "openssl 1.0.1e"},
		{OpenSSL, "one", ""},
		{Windows, "Server 2008 R2", "windows 2008r2"},
		{"cobol", "85", ""},
	} {
		n, err := Parse(c.runtime, c.text)
		got := string(n.Runtime) + " " + n.Versions.String()
		switch {
		case c.want == "" && err == nil:
			t.Errorf("%s %q is read as %s", c.runtime, c.text, got)
		case c.want == "" && !strings.Contains(err.Error(), "example"):
			t.Errorf("%s %q: the error shows no example: %v", c.runtime, c.text, err)
		case c.want != "" && (err != nil || got != c.want):
			t.Errorf("%s %q is read as %s, want %s; %v", c.runtime, c.text, got, c.want, err)
		}
	}
}

func TestEveryRuntimeOfTheTableHasAScheme(t *testing.T) {
	known := Known()
	if !slices.IsSorted(known) {
		t.Error("the known runtimes are not in order")
	}
	for _, r := range Default().Runtimes() {
		if !slices.Contains(known, r.Runtime) {
			t.Errorf("versions of %s can't be read", r.Runtime)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, rt := range Known() {
		for _, text := range []string{"2.7.8", "jdk8u291-b10", "net45", "jruby-9.1", "pypy2.7-7.3", ".NETFramework,Version=v4.5", "22.3.r17-grl", "portable-net45+win8"} {
			f.Add(string(rt), text)
		}
	}
	f.Fuzz(func(t *testing.T, rt, text string) {
		n, err := Parse(Runtime(rt), text)
		if err == nil && (n.Versions.IsEmpty() || n.Runtime == "") {
			t.Errorf("%s %q is read as nothing: %+v", rt, text, n)
		}
	})
}
