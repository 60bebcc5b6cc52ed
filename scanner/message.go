package scanner

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// message says in one or two plain sentences what follows from a declaration.
func (s *Scanner) message(f *Finding, note string) string {
	var sentences []string
	switch pin := f.pin(); {
	case pin != nil && f.Versions.IsEmpty():
		sentences = append(sentences, fmt.Sprintf("This line keeps %s to protocols older than TLS %s, whatever its version.",
			f.Title, s.opts.MinTLS))
	case f.onlyPinned:
		sentences = append(sentences, fmt.Sprintf("%s can speak TLS %s, but the line that says %s keeps it to older protocols.",
			f.subject(), s.opts.MinTLS, pin.Text))
	default:
		sentences = append(sentences, s.verdictSentence(f))
		if f.Verdict != rules.Ready && f.Verdict != rules.Unknown {
			sentences = append(sentences, s.why(f))
			sentences = append(sentences, s.noEffect(f)...)
		}
	}
	sentences = append(sentences, f.aside...)
	if f.Condition != "" {
		sentences = append(sentences, "This holds if "+f.Condition+".")
	}
	if note != "" {
		sentences = append(sentences, capital(note)+".")
	}
	return strings.Join(sentences, " ")
}

// noEffect names a line that is meant to turn the protocol on and does not on
// these versions.
func (s *Scanner) noEffect(f *Finding) []string {
	row := f.Worst().Rule
	for i := range f.Evidence {
		e := &f.Evidence[i]
		if e.Effect == rules.Enables && e.TLS >= s.opts.MinTLS && !row.Obeys(e.Setting, s.opts.MinTLS) {
			return []string{fmt.Sprintf("The line in %s that says %s has no effect on them.", e.Path, e.Text)}
		}
	}
	return nil
}

func (s *Scanner) verdictSentence(f *Finding) string {
	tls := "TLS " + s.opts.MinTLS.String()
	switch {
	case f.Verdict == rules.Unknown && f.Versions.IsEmpty():
		return fmt.Sprintf("The version of %s is not known: %s.", f.Title, strings.TrimSuffix(f.Reason, "."))
	case f.Verdict == rules.Unknown:
		return capital(strings.TrimSuffix(f.Reason, ".")) + "."
	case f.Verdict == rules.Ready:
		return f.subject() + s.readyBecause(f, tls) + s.given(f) + "."
	case f.Certain:
		return f.subject() + s.with(f) + " " + predicate(f.Verdict, tls) + "."
	}
	part := f.Worst()
	what := predicate(part.Verdict, tls)
	if part.Best != part.Verdict && part.Requires != nil {
		what = s.onlyWith(f, part, tls)
	}
	if len(f.Parts) == 1 {
		return f.subject() + s.with(f) + " " + what + "."
	}
	sentence := fmt.Sprintf("%s %s%s, which %s", f.admits(), f.Title+" "+f.Witness.String(), s.with(f), what)
	if f.Witness.IsZero() {
		sentence = fmt.Sprintf("%s versions that this is true of: %s", f.admits(), what)
	}
	if !f.Floor.IsZero() {
		sentence += fmt.Sprintf("; from %s on it is ready", f.Floor)
	}
	return sentence + "."
}

// why is the reason that the rule gives, or, where it follows a companion that is
// known, that companion's rule.
func (s *Scanner) why(f *Finding) string {
	if row := s.followed(f); row != nil {
		return row.WhyFor(s.opts.MinTLS)
	}
	return f.Worst().Rule.WhyFor(s.opts.MinTLS)
}

// followed is the rule of the known companion that decides instead of the finding's
// own; nil if there is none.
func (s *Scanner) followed(f *Finding) *rules.Row {
	part := f.Worst()
	if part == nil || part.Requires == nil || !part.Requires.Follows || part.Verdict != part.Best {
		return nil
	}
	for i := range f.Companions {
		c := &f.Companions[i]
		if !part.Requires.FilledBy(&c.Companion) {
			continue
		}
		below := s.table.Evaluate(rules.Query{Runtime: c.Runtime, Vendor: c.Vendor, Versions: c.Versions, MinTLS: s.opts.MinTLS})
		if len(below.Parts) > 0 && below.Verdict == part.Verdict {
			return below.Parts[len(below.Parts)-1].Rule
		}
	}
	return nil
}

// pin is the evidence that keeps a program to older protocols where only that
// stands in the way.
func (f *Finding) pin() *Evidence {
	for i := range f.Evidence {
		if f.Evidence[i].Effect == rules.PinsOld && f.Verdict == rules.Configure {
			return &f.Evidence[i]
		}
	}
	return nil
}

// subject is what a sentence about the finding is about.
func (f *Finding) subject() string {
	switch {
	case f.Binding == rules.Target:
		return "A program compiled for " + f.target()
	case !f.Newest.IsZero() && f.Newest.String() != plain(f.Versions):
		return fmt.Sprintf("%s %s, the newest of %s,", capital(f.Title), f.Newest, plain(f.Versions))
	}
	return capital(f.Title) + " " + plain(f.Versions)
}

// target is the version that a program was compiled for, the first of those that
// it may run on.
func (f *Finding) target() string {
	if _, open := f.Versions.High(); open {
		return f.Title + " " + f.Versions.Low().Version.String()
	}
	return f.Title + " " + plain(f.Versions)
}

// admits opens the sentence that names a witness.
func (f *Finding) admits() string {
	switch f.Binding {
	case rules.Target:
		return "A program compiled for " + f.target() + " may run on"
	case rules.Any:
		return fmt.Sprintf("%q admits", f.Declared)
	}
	return capital(f.Title) + " " + plain(f.Versions) + " may be"
}

func predicate(v rules.Verdict, tls string) string {
	switch v {
	case rules.Configure:
		return "can speak " + tls + ", but does not until it is turned on"
	case rules.Update:
		return "cannot speak " + tls + " before it is updated in place"
	case rules.Upgrade:
		return "cannot speak " + tls
	}
	return "offers " + tls
}

func (s *Scanner) readyBecause(f *Finding, tls string) string {
	for _, e := range f.Evidence {
		if e.Effect == rules.Enables && f.Parts[0].Rule.Ability(s.opts.MinTLS).Support == rules.OptIn {
			return fmt.Sprintf(" offers %s because %s turns it on", tls, e.Text)
		}
	}
	return " offers " + tls + " by default"
}

// onlyWith says what a companion that is not known decides.
func (s *Scanner) onlyWith(f *Finding, part *rules.Part, tls string) string {
	for _, c := range f.Companions {
		if part.Requires.FilledBy(&c.Companion) {
			return fmt.Sprintf("speaks %s only with %s, and what is declared admits others", tls, s.needs(part.Requires))
		}
	}
	its := "its " + s.table.Title(part.Requires.Runtimes[0])
	if part.Requires.Runtimes[0] == rules.DotnetFramework {
		its = "what runs on it"
	}
	return fmt.Sprintf("speaks %s only with %s, and %s is not known", tls, s.needs(part.Requires), its)
}

// needs names what meets a requirement: "OpenSSL 1.0.1 or later".
func (s *Scanner) needs(req *rules.Requirement) string {
	title := s.companion(req.Runtimes[0])
	if _, open := req.Versions.High(); open && len(req.Versions.Intervals()) == 1 {
		return title + " " + req.Versions.Low().Version.String() + " or later"
	}
	return title + " " + plain(req.Versions)
}

// given names what a ready verdict takes for granted.
func (s *Scanner) given(f *Finding) string {
	if len(f.DependsOn) == 0 {
		return s.with(f)
	}
	return " with " + s.needs(f.DependsOn[0])
}

// with names the companions that the verdict rests on.
func (s *Scanner) with(f *Finding) string {
	if len(f.Companions) == 0 {
		return ""
	}
	names := make([]string, len(f.Companions))
	for i, c := range f.Companions {
		names[i] = s.companion(c.Runtime) + " " + plain(c.Versions)
	}
	return " with " + strings.Join(names, " and ")
}

// companion is a runtime's name beside another's. What a program is compiled for
// stands beside what is installed.
func (s *Scanner) companion(rt rules.Runtime) string {
	title := s.table.Title(rt)
	if rt == rules.DotnetFramework {
		return "a program compiled for " + title
	}
	return title
}

// plain is a set as sentences name it: a line by its numbers alone, a range in
// words where it has them.
func plain(set version.Set) string {
	if set.IsAll() {
		return "of any version"
	}
	if text, ok := strings.CutSuffix(set.Plain(), ".*"); ok && !strings.Contains(text, " ") {
		return text
	}
	if _, one := set.One(); !one && len(set.Intervals()) == 1 && !set.Low().Version.IsZero() && set.Low().Side < version.After {
		low := set.Low().Version.String()
		high, open := set.High()
		switch {
		case open:
			return low + " or later"
		case high.Side == version.After:
			return low + " to " + high.Version.String()
		case endsMajor(low, high.Version.String()):
			major, _, _ := strings.Cut(low, ".")
			return low + " or a later " + major + ".x"
		}
	}
	return set.Plain()
}

// endsMajor reports whether a bound is where the major version of another ends.
func endsMajor(low, high string) bool {
	major, _, _ := strings.Cut(low, ".")
	n, err := strconv.Atoi(major)
	return err == nil && strings.TrimSuffix(high, ".0") == strconv.Itoa(n+1)
}

func capital(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
