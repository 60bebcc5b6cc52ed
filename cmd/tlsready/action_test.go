package main

import (
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/internal/needs"
)

// actionFile is what action.yml says.
type actionFile struct {
	Inputs map[string]struct {
		Description string
		Default     *string
	}
	Outputs map[string]struct{ Description, Value string }
	Runs    struct {
		Using string
		Steps []struct {
			ID, Shell, Run, Uses string
			Env                  map[string]string
		}
	}
}

func readAction(t *testing.T) actionFile {
	t.Helper()
	var a actionFile
	if err := yaml.Unmarshal([]byte(read(t, filepath.Join(repository, "action.yml"))), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestTheActionPassesInputsThroughTheEnvironmentAlone(t *testing.T) {
	a := readAction(t)
	if a.Runs.Using != "composite" || len(a.Runs.Steps) == 0 {
		t.Fatalf("%+v", a.Runs)
	}
	used := map[string]bool{}
	for _, s := range a.Runs.Steps {
		if strings.Contains(s.Run, "${{") {
			t.Errorf("an expression is a part of a script: %s", s.Run)
		}
		if (s.Run == "") == (s.Uses == "") || s.Run != "" && s.Shell != "bash" {
			t.Errorf("a step runs what? %+v", s)
		}
		if _, revision, ok := strings.Cut(s.Uses, "@"); s.Uses != "" && (!ok || len(revision) != 40) {
			t.Errorf("%s is at no commit", s.Uses)
		}
		for name, value := range s.Env {
			input := strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(name, "INPUT_")), "_", "-")
			if value != "${{ inputs."+input+" }}" {
				t.Errorf("%s is %s", name, value)
			}
			used[input] = true
		}
	}
	for name, in := range a.Inputs {
		if !used[name] || in.Description == "" || in.Default == nil {
			t.Errorf("input %s: used %v, %+v", name, used[name], in)
		}
	}
	if len(used) != len(a.Inputs) {
		t.Errorf("steps use %v", slices.Sorted(maps.Keys(used)))
	}
}

// act runs the action's scan in the current folder and returns its log, its outputs
// and the summary of the job.
func act(t *testing.T, inputs map[string]string) (code int, log, outputs, summary string) {
	t.Helper()
	bash := needs.Program(t, "bash")
	temp := t.TempDir()
	install(t, filepath.Join(temp, "tlsready-bin"))
	cmd := exec.Command(bash, filepath.Join(repository, "integration", "github", "scan"))
	cmd.Env = append(os.Environ(), "RUNNER_TEMP="+temp, "GITHUB_OUTPUT="+filepath.Join(temp, "output"), "GITHUB_STEP_SUMMARY="+filepath.Join(temp, "summary"))
	for name, in := range readAction(t).Inputs {
		value, ok := inputs[name]
		if !ok {
			value = *in.Default
		}
		cmd.Env = append(cmd.Env, "INPUT_"+strings.ReplaceAll(strings.ToUpper(name), "-", "_")+"="+value)
	}
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	for name, to := range map[string]*string{"output": &outputs, "summary": &summary} {
		if data, err := os.ReadFile(filepath.Join(temp, name)); err == nil {
			*to = string(data)
		}
	}
	return cmd.ProcessState.ExitCode(), string(out), outputs, summary
}

func TestTheActionReportsToFilesTheLogAndTheSummary(t *testing.T) {
	tree(t, map[string]string{"a/Gemfile": "ruby '1.9.3'\n", "b c/Gemfile": "ruby '1.9.3'\n", "d/Gemfile": "ruby '1.9.3'\n"})
	code, log, outputs, summary := act(t, map[string]string{"paths": "a\r\n\nb c\n", "output": "out.sarif\nreport\npage.html", "format": "sarif\ncsv"})
	if code != 1 || outputs != "report=out.sarif\nexit-code=1\n" {
		t.Errorf("exit code %d, %q\n%s", code, outputs, log)
	}
	for _, place := range []string{"a/Gemfile", "b c/Gemfile"} {
		for where, text := range map[string]string{"log": log, "summary": summary, "SARIF": strings.ReplaceAll(read(t, "out.sarif"), "%20", " "), "CSV": read(t, "report")} {
			if !strings.Contains(text, place) || strings.Contains(text, "d/Gemfile") {
				t.Errorf("%s: %s is missing, or too much is there:\n%s", where, place, text)
			}
		}
	}
	if !strings.HasPrefix(read(t, "page.html"), "<!") {
		t.Error("page.html is no page")
	}
}

func TestTheActionFollowsItsInputs(t *testing.T) {
	tree(t, map[string]string{
		"a/Gemfile": "ruby '1.9.3'\n", "b/Gemfile": "ruby '1.9.3'\n", "c/Gemfile": "ruby '3.4.1'\n", "d/pom.xml": "<project>",
		"ours.yaml": "exclude: [a]\nassume: [{runtime: openssl, version: 1.0.2k}]\n",
	})
	if code, _, errs := tlsready(t, "", "baseline", "--output", "known.json"); code != 0 {
		t.Fatal(errs)
	}
	for _, c := range []struct {
		name   string
		inputs map[string]string
		code   int
		want   string // in the log
	}{
		{"findings", nil, 1, "2 upgrade"},
		{"fail-on", map[string]string{"fail-on": "never"}, 0, "2 upgrade"},
		{"baseline", map[string]string{"baseline": "known.json"}, 0, "2 suppressed"},
		{"policy", map[string]string{"policy": "ours.yaml"}, 0, "2 ready"},
		{"assume", map[string]string{"assume": "openssl=1.0.2k"}, 0, "ready"},
		{"min-tls", map[string]string{"paths": "c", "min-tls": "1.3", "assume": "openssl=1.0.2k"}, 1, "TLS 1.3"},
		{"all", map[string]string{"paths": "c", "all": "true"}, 0, "c/Gemfile"},
		{"strict", map[string]string{"paths": "d", "strict": "true"}, 1, "problem"},
		{"a revision that is not there", map[string]string{"changed-since": "origin/main"}, 2, "--changed-since"},
		{"a path that is not there", map[string]string{"paths": "nowhere"}, 2, "nowhere"},
		{"a path that looks like a flag", map[string]string{"paths": "--help"}, 2, "scan --help"},
		{"a script for a path", map[string]string{"paths": "$(touch made); touch made `touch made`"}, 2, "touch made"},
		{"a script for an option", map[string]string{"fail-on": "never; touch made"}, 2, "never; touch made"},
		{"more formats than outputs", map[string]string{"format": "sarif\ncsv"}, 2, "more formats than outputs"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, log, _, _ := act(t, c.inputs)
			if code != c.code || !strings.Contains(log, c.want) {
				t.Errorf("exit code %d, want %d; %q in\n%s", code, c.code, c.want, log)
			}
			if _, err := os.Stat("made"); err == nil {
				t.Error("an input was run")
			}
		})
	}
}

func TestTheKeyOfTheActionsCacheFollowsItsSource(t *testing.T) {
	bash := needs.Program(t, "bash")
	tree(t, map[string]string{"go.mod": "module m\n", "go.sum": "", "cmd/a.go": "package a\n", "internal/b.go": "", "rules/c d.yaml": "", "scanner/e.go": "", "README.md": ""})
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	key := func() string {
		output := filepath.Join(t.TempDir(), "output")
		cmd := exec.Command(bash, filepath.Join(repository, "integration", "github", "key"))
		cmd.Env = append(os.Environ(), "GITHUB_ACTION_PATH="+here, "GITHUB_OUTPUT="+output)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		got := read(t, output)
		if len(got) != len("key=")+40+1 || !strings.HasPrefix(got, "key=") {
			t.Fatalf("%q", got)
		}
		return got
	}
	first := key()
	write(t, "README.md", "more\n")
	if key() != first {
		t.Error("it changes with a file that does not go into the command")
	}
	write(t, "rules/c d.yaml", "more\n")
	if key() == first {
		t.Error("it does not change with the source")
	}
}
