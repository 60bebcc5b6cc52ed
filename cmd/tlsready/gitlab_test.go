package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/internal/needs"
)

func TestTheJobForGitLabWritesWhatItsArtifactsName(t *testing.T) {
	sh := needs.Program(t, "sh")
	var file map[string]struct {
		Stage, Image string
		Variables    map[string]string
		Cache        struct {
			Key   string
			Paths []string
		}
		Rules        []struct{ If string }
		BeforeScript []string `yaml:"before_script"`
		Script       []string
		Artifacts    struct {
			When     string
			Reports  struct{ CodeQuality, JUnit string }
			Paths    []string
			ExpireIn string `yaml:"expire_in"`
		}
	}
	d := yaml.NewDecoder(strings.NewReader(read(t, filepath.Join(repository, "docs", "ci", "gitlab.yml"))))
	d.KnownFields(true)
	if err := d.Decode(&file); err != nil {
		t.Fatal(err)
	}
	job := file["tlsready"]
	if len(file) != 1 || len(job.Script) != 1 || len(job.BeforeScript) != 1 || job.Artifacts.When != "always" {
		t.Fatalf("%+v", file)
	}
	bin := t.TempDir()
	install(t, bin)
	tree(t, map[string]string{"Gemfile": "ruby '1.9.3'\n"})
	for _, c := range []struct {
		args string
		code int
	}{{"", 1}, {"--fail-on error", 0}, {"--no-such-flag", 2}} {
		cmd := exec.Command(sh, "-e", "-c", job.Script[0])
		cmd.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "TLSREADY_ARGS="+c.args)
		out, err := cmd.CombinedOutput()
		if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != c.code {
			t.Errorf("%s: %v, want exit code %d\n%s", c.args, err, c.code, out)
		}
	}
	if !json.Valid([]byte(read(t, job.Artifacts.Reports.CodeQuality))) || !strings.HasPrefix(read(t, job.Artifacts.Reports.JUnit), "<?xml") {
		t.Error("the reports are of other formats")
	}
	for _, name := range job.Artifacts.Paths {
		if read(t, name) == "" {
			t.Errorf("%s is empty", name)
		}
	}
	if out, err := exec.Command(sh, "-n", "-c", job.BeforeScript[0]).CombinedOutput(); err != nil {
		t.Errorf("%s", out)
	}
	if !slices.Contains(job.Cache.Paths, strings.TrimPrefix(job.Variables["GOCACHE"], "$CI_PROJECT_DIR/")) {
		t.Errorf("what is compiled is not kept: %v", job.Cache.Paths)
	}
}
