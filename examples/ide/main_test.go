package main

import (
	"bytes"
	"encoding/json"
	"testing"
)

func TestAnUnsavedBufferGetsPositionsAndEdits(t *testing.T) {
	for _, c := range []struct {
		name, buffer string
		line, from   int // of the finding, from 0
		edited       string
	}{
		{"setup.py", "setup(name='ä', python_requires='>=2.7,<4')\n", 0, 33, "setup(name='ä', python_requires='>=2.7.9,<4')\n"},
		{"App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">\r\n<PropertyGroup><TargetFramework>net45</TargetFramework></PropertyGroup>\r\n</Project>", 1, 32,
			"<Project Sdk=\"Microsoft.NET.Sdk\">\r\n<PropertyGroup><TargetFramework>net48</TargetFramework></PropertyGroup>\r\n</Project>"},
		{"runtime.txt", "python-2.7.8\n", 0, 0, "python-2.7.18\n"},
	} {
		var out bytes.Buffer
		if err := diagnose(&out, c.name, []byte(c.buffer)); err != nil {
			t.Fatal(err)
		}
		var d diagnostic
		if err := json.Unmarshal(out.Bytes(), &d); err != nil {
			t.Fatalf("%s: %v in %s", c.name, err, out.String())
		}
		if d.Range.Start.Line != c.line || d.Range.Start.Character != c.from || d.Message == "" || d.Code == "" {
			t.Errorf("%s: %+v", c.name, d)
		}
		if d.Fix == nil {
			t.Errorf("%s: no fix", c.name)
			continue
		}
		if got := apply(c.buffer, d.Fix); got != c.edited {
			t.Errorf("%s: edited\n%s\nwant\n%s", c.name, got, c.edited)
		}
	}
}

func TestABrokenBufferIsAProblemNotACrash(t *testing.T) {
	var out bytes.Buffer
	if err := diagnose(&out, "pom.xml", []byte("<project>\n<a></b>")); err != nil {
		t.Fatal(err)
	}
	var d diagnostic
	if err := json.Unmarshal(out.Bytes(), &d); err != nil || d.Range.Start.Line != 1 || d.Severity != 3 {
		t.Errorf("%v: %s", err, out.String())
	}
}

// apply applies an edit as an editor does: by line and UTF-16 column. The
// buffers above have no character that UTF-16 needs two units for.
func apply(buffer string, e *edit) string {
	runes := []rune(buffer)
	offset := func(p position) int {
		at := 0
		for line := 0; line < p.Line; at++ {
			if runes[at] == '\n' {
				line++
			}
		}
		return at + p.Character
	}
	return string(runes[:offset(e.Range.Start)]) + e.NewText + string(runes[offset(e.Range.End):])
}
