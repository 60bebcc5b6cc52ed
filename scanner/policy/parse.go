package policy

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules"
)

// Read reads a policy file.
func Read(name string) (*Policy, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxSize {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("larger than 1 MiB")}
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return Parse(name, data)
}

// Parse reads a policy from bytes. name stands in errors, which name the line and
// what to write instead.
func Parse(name string, data []byte) (*Policy, error) {
	p := &Policy{Path: name}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, yamlError(name, err)
	}
	if len(doc.Content) == 0 {
		return p, nil // empty, or comments only
	}
	err := mapping(doc.Content[0], fields{
		"min-tls": func(n *yaml.Node) (err error) { p.MinTLS, err = tls(n); p.HasMinTLS = true; return err },
		"effective": func(n *yaml.Node) (err error) {
			p.Effective, err = moment(n)
			return err
		},
		"fail-on": func(n *yaml.Node) (err error) {
			p.FailOn, err = oneOf(n, "error", "warning", "note", "never")
			return err
		},
		"table":    func(n *yaml.Node) (err error) { p.Table, err = text(n); return err },
		"baseline": func(n *yaml.Node) (err error) { p.Baseline, err = text(n); return err },
		"rules":    func(n *yaml.Node) error { return each(n, text, &p.Rules) },
		"include":  func(n *yaml.Node) error { return each(n, glob, &p.include) },
		"exclude":  func(n *yaml.Node) error { return each(n, glob, &p.exclude) },
		"assume":   func(n *yaml.Node) error { return each(n, assumed, &p.assume) },
		"suppress": func(n *yaml.Node) error { return each(n, suppressed, &p.suppress) },
		"owners":   func(n *yaml.Node) error { return each(n, owned, &p.owners) },
	})
	if err == nil && p.Table != "" && p.Table != "default" && len(p.Rules) > 0 {
		err = lineError{1, errors.New("rules extend the default table only: leave out table")}
	}
	if err != nil {
		return nil, fmt.Errorf("%s:%w", name, err)
	}
	return p, nil
}

// A lineError is an error at a line of the file.
type lineError struct {
	line int
	err  error
}

func (e lineError) Error() string { return fmt.Sprintf("%d: %v", e.line, e.err) }
func (e lineError) Unwrap() error { return e.err }

func at(n *yaml.Node, format string, args ...any) error {
	return lineError{n.Line, fmt.Errorf(format, args...)}
}

// yamlError puts the line of the YAML reader's error where lines stand.
func yamlError(name string, err error) error {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if rest, ok := strings.CutPrefix(text, "line "); ok {
		if line, message, ok := strings.Cut(rest, ": "); ok {
			return fmt.Errorf("%s:%s: %s", name, line, message)
		}
	}
	return fmt.Errorf("%s: %s", name, text)
}

type fields map[string]func(*yaml.Node) error

// mapping reads the fields of a mapping. Each may stand once.
func mapping(n *yaml.Node, known fields) error {
	if n.Kind == yaml.AliasNode {
		return at(n, "aliases are not read here: write it out")
	}
	if n.Kind != yaml.MappingNode {
		return at(n, "here stands %s where fields such as %s belong", what(n), strings.Join(names(known), ", "))
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		read := known[key.Value]
		switch {
		case read == nil:
			return at(key, "%q is no field; there are %s", key.Value, strings.Join(names(known), ", "))
		case seen[key.Value]:
			return at(key, "%s stands twice", key.Value)
		}
		seen[key.Value] = true
		if err := read(value); err != nil {
			return err
		}
	}
	return nil
}

func names(known fields) []string {
	out := make([]string, 0, len(known))
	for name := range known {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func what(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	}
	return fmt.Sprintf("%q", n.Value)
}

// each reads a list.
func each[T any](n *yaml.Node, read func(*yaml.Node) (T, error), out *[]T) error {
	if n.Kind != yaml.SequenceNode {
		return at(n, "here stands %s where a list belongs", what(n))
	}
	for _, item := range n.Content {
		v, err := read(item)
		if err != nil {
			return err
		}
		*out = append(*out, v)
	}
	return nil
}

func text(n *yaml.Node) (string, error) {
	if n.Kind != yaml.ScalarNode || strings.TrimSpace(n.Value) == "" || n.Tag == "!!null" {
		return "", at(n, "here stands %s where a text belongs", what(n))
	}
	return n.Value, nil
}

func oneOf(n *yaml.Node, accepted ...string) (string, error) {
	v, err := text(n)
	if err == nil && !slices.Contains(accepted, v) {
		err = at(n, "%q is none of %s", v, strings.Join(accepted, ", "))
	}
	return v, err
}

func glob(n *yaml.Node) (pattern, error) {
	v, err := text(n)
	if err != nil {
		return pattern{}, err
	}
	p, err := newPattern(v)
	if err != nil {
		return p, at(n, "%q %w", v, err)
	}
	return p, nil
}

func tls(n *yaml.Node) (rules.TLS, error) {
	v, err := text(n)
	if err != nil {
		return 0, err
	}
	min, ok := rules.ParseTLS(v)
	if !ok {
		return 0, at(n, "%q is none of 1.2, 1.3", v)
	}
	return min, nil
}

// moment reads a point in time, or the beginning of a day in UTC.
func moment(n *yaml.Node) (time.Time, error) {
	v, err := text(n)
	if err != nil {
		return time.Time{}, err
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, v); err == nil {
			return t, nil
		}
	}
	return time.Time{}, at(n, "%q is no date such as 2019-05-01 or 2019-05-01T23:59:00Z", v)
}

func runtimeName(n *yaml.Node) (rules.Runtime, error) {
	v, err := text(n)
	if err == nil && rules.Default().Runtime(rules.Runtime(v)) == nil {
		err = at(n, "nothing is known of a runtime %q", v)
	}
	return rules.Runtime(v), err
}

// assumed reads {path: GLOB, runtime: RUNTIME, version: VERSION}.
func assumed(n *yaml.Node) (assumption, error) {
	var a assumption
	var version string
	err := mapping(n, fields{
		"path":    func(n *yaml.Node) (err error) { a.path, err = glob(n); return err },
		"runtime": func(n *yaml.Node) (err error) { a.companion.Runtime, err = runtimeName(n); return err },
		"version": func(n *yaml.Node) (err error) { version, err = text(n); return err },
	})
	switch {
	case err != nil:
		return a, err
	case a.companion.Runtime == "" || version == "":
		return a, at(n, "what is assumed needs a runtime and a version")
	}
	named, err := rules.Parse(a.companion.Runtime, version)
	if err != nil {
		return a, at(n, "%w", err)
	}
	a.companion = rules.Companion(named)
	return a, nil
}

func suppressed(n *yaml.Node) (*suppression, error) {
	s := &suppression{line: n.Line}
	selectors := 0
	selects := func(read func(*yaml.Node) error) func(*yaml.Node) error {
		return func(n *yaml.Node) error { selectors++; return read(n) }
	}
	err := mapping(n, fields{
		"path":        selects(func(n *yaml.Node) (err error) { s.path, err = glob(n); return err }),
		"runtime":     selects(func(n *yaml.Node) (err error) { s.runtime, err = runtimeName(n); return err }),
		"rule":        selects(func(n *yaml.Node) (err error) { s.rule, err = text(n); return err }),
		"kind":        selects(func(n *yaml.Node) (err error) { s.kind, err = text(n); return err }),
		"fingerprint": selects(func(n *yaml.Node) (err error) { s.fingerprint, err = text(n); return err }),
		"reason":      func(n *yaml.Node) (err error) { s.reason, err = text(n); return err },
		"expires": func(n *yaml.Node) error {
			v, err := text(n)
			if err != nil {
				return err
			}
			day, err := time.Parse(time.DateOnly, v)
			if err != nil {
				return at(n, "%q is no date such as 2019-06-30", v)
			}
			s.expires = day.AddDate(0, 0, 1)
			return nil
		},
	})
	switch {
	case err != nil:
		return nil, err
	case selectors == 0:
		return nil, at(n, "a suppression needs at least one of path, runtime, rule, kind, fingerprint")
	case s.reason == "":
		return nil, at(n, "a suppression needs a reason")
	}
	return s, nil
}

func owned(n *yaml.Node) (owner, error) {
	var o owner
	err := mapping(n, fields{
		"path":  func(n *yaml.Node) (err error) { o.path, err = glob(n); return err },
		"owner": func(n *yaml.Node) (err error) { o.name, err = text(n); return err },
	})
	if err == nil && o.name == "" {
		err = at(n, "an entry of owners needs an owner")
	}
	return o, err
}
