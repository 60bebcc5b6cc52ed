package rules

import (
	"fmt"
	"strings"

	"github.com/tlsready/tlsready/rules/version"
)

// readPython reads what version files, CI services and installers call a Python:
//
//	2.7.8  python-2.7.8  python2.7  cpython-3.9.1  py27  py310  Python27-x64
//	3.9.*  3.9.x  3.13t  3.14t-dev  3.13+freethreaded  cpython-3.12.1-linux-x86_64-gnu
//	pypy2.7-7.3.1  pypy-2.7-v7.3.5  jython-2.7.2  ironpython-2.7.7
//	miniconda3-3.8-4.9.2 (the Python stands in the middle)
//
// PyPy's version is PyPy's own, since rules go by it.
func readPython(text string) (Named, error) {
	lower := strings.ToLower(strings.TrimSpace(text))
	lower = strings.TrimSuffix(strings.TrimSuffix(lower, "-x64"), "-x86")
	lower, _, _ = strings.Cut(lower, "/envs/")
	lower, _, _ = strings.Cut(lower, "+freethreaded")
	for _, system := range []string{"-linux", "-macos", "-windows"} {
		lower, _, _ = strings.Cut(lower, system)
	}
	switch {
	case strings.HasPrefix(lower, "pypy"):
		return readPyPy(text, lower)
	case strings.HasPrefix(lower, "jython"):
		return pythonLine(Jython, text, strings.TrimLeft(lower[len("jython"):], "-@"))
	case strings.HasPrefix(lower, "ironpython"):
		return pythonLine(IronPython, text, strings.TrimLeft(lower[len("ironpython"):], "-@"))
	case strings.HasPrefix(lower, "miniconda"), strings.HasPrefix(lower, "anaconda"), strings.HasPrefix(lower, "miniforge"), strings.HasPrefix(lower, "mambaforge"):
		return readConda(text, lower)
	}
	rest := lower
	for _, prefix := range []string{"cpython", "stackless", "activepython", "python", "py"} {
		if after, ok := strings.CutPrefix(lower, prefix); ok {
			rest = strings.TrimLeft(after, "-@ ")
			break
		}
	}
	if rest != lower && len(rest) > 1 && strings.Trim(rest, "0123456789") == "" {
		rest = rest[:1] + "." + rest[1:] // py27, py310
	}
	rest = strings.TrimSuffix(rest, "-dev")
	if n := len(rest); n > 1 && rest[n-1] == 't' {
		rest = rest[:n-1] // a free-threaded build
	}
	rest = strings.TrimSuffix(strings.TrimSuffix(rest, ".*"), ".x")
	return pythonLine(Python, text, rest)
}

func pythonLine(rt Runtime, whole, text string) (Named, error) {
	set, err := version.PEP440.Line(text)
	switch {
	case err != nil && rt != Python:
		return Named{Runtime: rt}, &version.SyntaxError{Grammar: "version of " + string(rt), Text: whole, Example: "jython-2.7.2"}
	case err != nil:
		return Named{Runtime: rt}, &version.SyntaxError{Grammar: "Python version", Text: whole, Example: "2.7.18, 3.12 or pypy3.10-7.3.17"}
	}
	return Named{Runtime: rt, Versions: set}, nil
}

func readPyPy(whole, lower string) (Named, error) {
	rest := strings.TrimLeft(lower[len("pypy"):], "-@")
	level, own, ok := strings.Cut(rest, "-")
	if !ok {
		// Without a second number: the old form pypy-5.4.1 is PyPy's version,
		// pypy3.9 a language level.
		if strings.HasPrefix(lower, "pypy-") && strings.Count(rest, ".") == 2 {
			return pythonLine(PyPy, whole, rest)
		}
		return Named{Runtime: PyPy}, fmt.Errorf("%q names the Python that PyPy speaks, not the version of PyPy (an example: pypy2.7-7.3.1)", whole)
	}
	if strings.Trim(level, "0123456789.") != "" {
		return Named{Runtime: PyPy}, fmt.Errorf("%q is no version of PyPy (an example: pypy2.7-7.3.1)", whole)
	}
	own, _, _ = strings.Cut(strings.TrimPrefix(own, "v"), "-")
	return pythonLine(PyPy, whole, own)
}

func readConda(whole, lower string) (Named, error) {
	if parts := strings.Split(lower, "-"); len(parts) == 3 {
		return pythonLine(Python, whole, parts[1])
	}
	return Named{}, fmt.Errorf("%q names a distribution, not the version of its Python (an example: miniconda3-3.8-4.9.2)", whole)
}
