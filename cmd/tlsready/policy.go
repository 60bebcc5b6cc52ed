package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/policy"
)

// findPolicy returns the policy that governs all of the folders: that of --policy,
// or the nearest one above each, which must be the same. Flags that were given go
// before what it says.
func (f *flags) findPolicy(given *pflag.FlagSet, dirs []string) (*policy.Policy, error) {
	if f.noPolicy {
		return &policy.Policy{}, nil
	}
	name := f.policy
	if name == "" {
		for i, dir := range dirs {
			found, err := policy.Find(dir)
			if err != nil {
				return nil, err
			}
			if i > 0 && found != name {
				return nil, fmt.Errorf("%s and %s have different policies: scan them one by one, or name one with --policy", dirs[0], dir)
			}
			name = found
		}
	}
	if name == "" {
		return &policy.Policy{}, nil
	}
	p, err := policy.Read(relative(name))
	if err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	if p.HasMinTLS && !given.Changed("min-tls") {
		f.minTLS = p.MinTLS.String()
	}
	if p.FailOn != "" && !given.Changed("fail-on") {
		f.failOn = p.FailOn
	}
	beside := func(file string) string {
		if filepath.IsAbs(file) {
			return file
		}
		return filepath.Join(filepath.Dir(p.Path), filepath.FromSlash(file))
	}
	if !given.Changed("table") {
		if f.table = p.Table; p.Table == "" {
			f.table = "default"
		} else if p.Table != "default" && p.Table != "guidance" {
			f.table = beside(p.Table)
		}
		for _, file := range p.Rules {
			f.rulesFiles = append(f.rulesFiles, beside(file))
		}
	}
	if p.Baseline != "" && !given.Changed("baseline") {
		f.baseline = beside(p.Baseline)
	}
	return p, nil
}

// scope is what the policy is to a scan of a folder.
func scope(p *policy.Policy, dir string, whole bool) (policy.Scope, error) {
	s := policy.Scope{Policy: p}
	if p.Path == "" {
		return s, nil
	}
	above, err := filepath.Abs(filepath.Dir(p.Path))
	if err != nil {
		return s, err
	}
	below, err := filepath.Abs(dir)
	if err != nil {
		return s, err
	}
	base, err := filepath.Rel(above, below)
	if err != nil {
		return s, err
	}
	if base == ".." || strings.HasPrefix(base, ".."+string(filepath.Separator)) {
		base = "." // a policy from elsewhere: its paths are those of the scan
	}
	s.Base = filepath.ToSlash(base)
	s.Whole = whole && s.Base == "."
	return s, nil
}

// relative is the path from here, where that is the shorter one.
func relative(name string) string {
	here, err := os.Getwd()
	if err != nil {
		return name
	}
	if rel, err := filepath.Rel(here, name); err == nil && len(rel) < len(name) {
		return rel
	}
	return name
}

// extended is the default table with rules of one's own.
func extended(files []string) (*rules.Table, error) {
	var out []rules.File
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("policy: rules: %w", err)
		}
		out = append(out, rules.File{Name: name, Data: data})
	}
	return rules.Extend(out...)
}
