// Package policy reads .tlsready.yaml, in which the owners of a tree say what they
// require, what they know, and what they accept.
package policy

import (
	"os"
	"path/filepath"
	"time"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
)

// Name is the name of a policy file.
const Name = ".tlsready.yaml"

// A Policy is what one file says. The zero Policy says nothing.
type Policy struct {
	Path string // of the file, as it was named; stands in problems

	MinTLS    rules.TLS // where HasMinTLS
	HasMinTLS bool
	// Effective is the moment from which servers refuse what is older; zero where
	// the file does not say.
	Effective time.Time
	FailOn    string   // error, warning, note or never; "" where the file does not say
	Table     string   // default, guidance or a rule file; "" where the file does not say
	Rules     []string // rule files that extend the table
	Baseline  string   // the baseline file; "" for none

	include, exclude []pattern
	assume           []assumption
	suppress         []*suppression
	owners           []owner
}

type assumption struct {
	path      pattern
	companion rules.Companion
}

type owner struct {
	path pattern
	name string
}

// Find looks for a policy file in a folder and those above it. It returns "" if
// there is none.
func Find(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for {
		name := filepath.Join(dir, Name)
		if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() {
			return name, nil
		}
		above := filepath.Dir(dir)
		if above == dir {
			return "", nil
		}
		dir = above
	}
}

// maxSize is how large a policy file may be.
const maxSize = 1 << 20

// A Scope is a policy as one scan sees it, whose paths begin at Base in the folder
// of the policy file.
type Scope struct {
	*Policy
	// Base is the folder of the scan, relative to that of the policy file, with
	// slashes; "" or "." if it is the same.
	Base string
	// Whole says that the scan reads all that the policy speaks of: what then
	// suppresses nothing is out of date.
	Whole bool
}

// Options adds to the options of a scan what the policy says of paths.
func (s Scope) Options(o scanner.Options) scanner.Options {
	if len(s.include)+len(s.exclude) > 0 {
		o.Skip = s.skips
	}
	if len(s.assume) > 0 {
		o.AssumeFor = s.assumed
	}
	return o
}

func (s Scope) skips(name string, dir bool) bool {
	name = s.join(name)
	if matchesAny(s.exclude, name) {
		return true
	}
	return !dir && len(s.include) > 0 && !matchesAny(s.include, name)
}

// assumed are the companions of a folder: of several for one runtime, the first.
func (s Scope) assumed(dir string) []rules.Companion {
	dir = s.join(dir)
	var out []rules.Companion
	for i := range s.assume {
		if a := &s.assume[i]; a.path.matches(dir) {
			out = append(out, a.companion)
		}
	}
	return out
}

// Apply marks what the policy accepts, names owners and the deadline. Suppressions
// that have ended, or suppress nothing, become problems. It is to be called once,
// on the report of a scan with the scope's options.
func (s Scope) Apply(r *scanner.Report, now time.Time) {
	r.Effective = s.Effective
	for i := range r.Findings {
		f := &r.Findings[i]
		name := s.join(f.Path)
		for _, o := range s.owners {
			if o.path.matches(name) {
				f.Owner = o.name
				break
			}
		}
		for _, sup := range s.suppress {
			if f.Level > scanner.LevelNone && sup.matches(f, name) {
				sup.apply(f, now)
			}
		}
	}
	for _, sup := range s.suppress {
		if text := sup.complaint(s.Whole && !r.Partial); text != "" {
			r.Problems = append(r.Problems, scanner.Problem{Path: s.Path, Line: sup.line, Message: text})
		}
	}
}
