package rules_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var protocols = []rules.TLS{rules.TLS12, rules.TLS13}

func eachTable(t *testing.T, check func(t *testing.T, table *rules.Table)) {
	for _, table := range []*rules.Table{rules.Default(), rules.Guidance()} {
		t.Run(table.Name(), func(t *testing.T) { check(t, table) })
	}
}

// everything is what a table knows of runtimes and of libraries.
func everything(table *rules.Table) []*rules.RuntimeRules {
	return append(slices.Clone(table.Runtimes()), table.Libraries()...)
}

// probes are versions that lie in every row and on both sides of every border:
// the known releases, the ends of the rows and what the scheme reads in between.
func probes(r *rules.RuntimeRules) []version.Version {
	out := slices.Clone(r.Releases)
	for _, row := range r.Rows {
		for _, iv := range row.Versions.Intervals() {
			if !iv.Low.Version.IsZero() {
				out = append(out, iv.Low.Version)
			}
			if !iv.Open {
				out = append(out, iv.High.Version)
			}
		}
	}
	for major := range 30 {
		for _, form := range []string{"%d", "%d.0", "%d.0.0", "%d.5", "%d.99.99", "%du7", "%du999", "%d.0.0-rc1", "%d.0.0rc1", "%d.0.0-beta1", "%d.1.1-pre6"} {
			if v, err := r.Scheme.Parse(fmt.Sprintf(form, major)); err == nil {
				out = append(out, v)
			}
		}
	}
	return out
}

func TestExactlyOneRowHoldsEachVersion(t *testing.T) {
	eachTable(t, func(t *testing.T, table *rules.Table) {
		for _, r := range everything(table) {
			for _, vendor := range append(r.Vendors(), "") {
				for _, v := range probes(r) {
					var own, general []string
					for _, row := range r.Rows {
						if !row.Versions.Contains(v) {
							continue
						}
						switch {
						case slices.Contains(row.Vendors, vendor):
							own = append(own, row.ID)
						case len(row.Vendors) == 0:
							general = append(general, row.ID)
						}
					}
					want := own
					if len(own) == 0 {
						want = general
					}
					got := r.Match(vendor, v)
					if len(want) != 1 || got == nil || got.ID != want[0] {
						t.Errorf("%s %s %s is in %v and %v", vendor, r.Runtime, v, own, general)
					}
				}
			}
		}
	})
}

func TestRowsAreNamedAfterWhereTheyBegin(t *testing.T) {
	form := regexp.MustCompile(`^[a-z][a-z0-9.-]*[a-z0-9]$`)
	eachTable(t, func(t *testing.T, table *rules.Table) {
		seen := map[string]bool{}
		for _, r := range everything(table) {
			for _, row := range r.Rows {
				if !form.MatchString(row.ID) || seen[row.ID] || table.Rule(row.ID) != row {
					t.Errorf("the id %q is ill-formed or stands twice", row.ID)
				}
				seen[row.ID] = true
				rest, ok := strings.CutPrefix(row.ID, libraryID(r.Runtime)+"-")
				for _, vendor := range row.Vendors {
					rest = strings.TrimPrefix(strings.TrimPrefix(rest, vendor), "-")
				}
				v, err := r.Scheme.Parse(rest)
				if !ok || rest != "" && (err != nil || !row.Versions.Contains(v)) {
					t.Errorf("%s is not named after one of its versions, %s", row.ID, row.Versions)
				}
			}
		}
	})
}

// libraryID is how ids name a runtime: those of libraries with hyphens.
func libraryID(rt rules.Runtime) string { return strings.ReplaceAll(string(rt), "/", "-") }

func TestReleasesLieOnBothSidesOfEachBorder(t *testing.T) {
	day := regexp.MustCompile(`^20\d\d-[01]\d-[0-3]\d$`)
	for _, r := range everything(rules.Default()) {
		if !day.MatchString(r.ReleasesAsOf) || len(r.Releases) == 0 {
			t.Errorf("%s: no releases, or no day for them: %q", r.Runtime, r.ReleasesAsOf)
		}
		if scheme := rules.Scheme(r.Runtime); scheme != r.Scheme {
			t.Errorf("%s: the table orders its versions otherwise than Parse reads them", r.Runtime)
		}
		for _, row := range r.Rows {
			if row.Ability(rules.TLS12).Support == rules.ByDefault && row.Ability(rules.TLS12).Requires == nil || len(row.Vendors) > 0 {
				continue
			}
			if row.Ability(rules.TLS12).Support != rules.SupportUnknown && !slices.ContainsFunc(r.Releases, row.Versions.Contains) {
				t.Errorf("%s: no known release can be the witness", row.ID)
			}
		}
	}
}

func TestTextsAreSentences(t *testing.T) {
	sentence := func(t *testing.T, where, text string) {
		first, _ := utf8.DecodeRuneInString(strings.TrimPrefix(text, "."))
		if !unicode.IsUpper(first) || !strings.HasSuffix(text, ".") || strings.ContainsAny(text, "\n\t—–") || strings.Contains(text, "  ") {
			t.Errorf("%s is no plain sentence: %q", where, text)
		}
	}
	eachTable(t, func(t *testing.T, table *rules.Table) {
		for _, r := range everything(table) {
			for _, row := range r.Rows {
				sentence(t, row.ID+": why", row.Why)
				for _, tls := range protocols {
					sentence(t, row.ID+": why", row.WhyFor(tls))
					for _, m := range row.Ability(tls).Remedies {
						sentence(t, row.ID+": remedy "+m.ID, m.Text)
					}
				}
				for _, text := range []string{row.Note, row.Guidance} {
					if text != "" {
						sentence(t, row.ID+": note", text)
					}
				}
				for _, s := range row.Sources {
					if !strings.HasPrefix(s.URL, "https://") || strings.ContainsAny(s.URL, " \t") || strings.HasSuffix(s.Title, ".") {
						t.Errorf("%s: source %q, %q", row.ID, s.Title, s.URL)
					}
				}
			}
		}
	})
}

func TestTheGuidanceTableCitesTheGuidanceAlone(t *testing.T) {
	guidance := rules.Guidance()
	for _, r := range guidance.Runtimes() {
		if rules.Default().Runtime(r.Runtime) == nil {
			t.Errorf("the guidance knows %s, the default table does not", r.Runtime)
		}
		for _, row := range r.Rows {
			if len(row.Sources) != 1 || !strings.Contains(row.Sources[0].URL, "tls-reqs") {
				t.Errorf("%s cites something else than the guidance: %v", row.ID, row.Sources)
			}
		}
	}
}

// A plain assignment to SecurityProtocol shuts out every protocol that it does
// not name, TLS 1.3 among them.
func TestNoRemedyShutsOutNewerProtocols(t *testing.T) {
	assignment := regexp.MustCompile(`SecurityProtocol\s*=`)
	eachTable(t, func(t *testing.T, table *rules.Table) {
		for _, r := range everything(table) {
			for _, row := range r.Rows {
				for _, tls := range protocols {
					for _, m := range row.Ability(tls).Remedies {
						if assignment.MatchString(m.Code) || assignment.MatchString(m.Text) {
							t.Errorf("%s: remedy %s assigns plainly: %s", row.ID, m.ID, m.Code)
						}
						if strings.Contains(m.Code, `.NETFramework\v`) && strings.Contains(m.Code, "Wow6432Node") != (strings.Count(m.Code, `.NETFramework\v`) == 2) {
							t.Errorf("%s: remedy %s leaves out the programs of one bitness", row.ID, m.ID)
						}
					}
				}
			}
		}
	})
}

// A setting that a remedy sets must be one that has an effect there.
func TestRemediesSetWhatHasAnEffect(t *testing.T) {
	eachTable(t, func(t *testing.T, table *rules.Table) {
		for _, r := range everything(table) {
			for _, row := range r.Rows {
				for _, tls := range protocols {
					ability := row.Ability(tls)
					for _, m := range ability.Remedies {
						follows := ability.Requires != nil && ability.Requires.Follows
						if m.Setting != "" && m.To.IsZero() && !follows && len(row.EnabledBy) > 0 && !slices.Contains(row.EnabledBy, m.Setting) {
							t.Errorf("%s: remedy %s sets %s, which has no effect there", row.ID, m.ID, m.Setting)
						}
					}
				}
			}
		}
	})
}

// apply returns the question as it stands once a remedy is applied.
func apply(q rules.Query, m *rules.Remedy) rules.Query {
	if !m.To.IsZero() {
		q.Versions = version.Single(m.To)
	}
	if m.Runtime != "" {
		q.Runtime, q.Vendor = m.Runtime, ""
	}
	q.Binding = rules.Exact
	q.Companions = append(slices.Clone(m.With), q.Companions...)
	q.Evidence = slices.Clone(q.Evidence)
	if m.Patched {
		q.Evidence = append(q.Evidence, rules.Evidence{Effect: rules.Patches})
	}
	if m.On {
		q.Evidence = append(q.Evidence, rules.Evidence{Effect: rules.Enables, Setting: m.Setting, TLS: q.MinTLS})
	}
	return q
}

// situations are the companions under which a row can be asked: none, and each
// kind that the requirement may meet.
func situations(table *rules.Table, req *rules.Requirement) [][]rules.Companion {
	out := [][]rules.Companion{nil}
	if req == nil {
		return out
	}
	for _, rt := range req.Runtimes {
		r := table.Runtime(rt)
		for _, row := range r.Rows {
			for _, vendor := range append(row.Vendors, "") {
				out = append(out, []rules.Companion{{Runtime: rt, Vendor: vendor, Versions: row.Versions}})
			}
		}
		for _, v := range r.Releases {
			out = append(out, []rules.Companion{{Runtime: rt, Versions: version.Single(v)}})
		}
	}
	return out
}

func TestEveryRemedyLeadsToReady(t *testing.T) {
	eachTable(t, func(t *testing.T, table *rules.Table) {
		applied := map[string]bool{}
		for _, r := range everything(table) {
			for _, vendor := range append(r.Vendors(), "") {
				for _, v := range probes(r) {
					row := r.Match(vendor, v)
					for _, tls := range protocols {
						for _, companions := range situations(table, row.Ability(tls).Requires) {
							q := rules.Query{Runtime: r.Runtime, Vendor: vendor, Versions: version.Single(v), Binding: rules.Exact, Companions: companions, MinTLS: tls}
							checkRemedies(t, table, q, applied)
						}
					}
				}
			}
			for _, row := range r.Rows {
				for _, tls := range protocols {
					for _, m := range row.Ability(tls).Remedies {
						if !applied[row.ID+tls.String()+m.ID] {
							t.Errorf("%s, TLS %s: nothing ever calls for the remedy %s", row.ID, tls, m.ID)
						}
					}
				}
			}
		}
	})
}

func checkRemedies(t *testing.T, table *rules.Table, q rules.Query, applied map[string]bool) {
	t.Helper()
	a := table.Evaluate(q)
	if len(a.Parts) == 0 && a.Reason != "" {
		return // no such version comes near
	}
	row := a.Parts[0].Rule
	where := fmt.Sprintf("%s: %s %s with %v, TLS %s", row.ID, q.Vendor, q.Versions, q.Companions, q.MinTLS)
	switch {
	case a.Verdict == rules.Ready:
		return
	case a.Verdict == rules.Unknown:
		if a.Reason == "" {
			t.Errorf("%s: unknown without a reason", where)
		}
		return
	case len(a.Remedies) == 0 || len(a.Remedies) > 3:
		t.Errorf("%s: %s with %d remedies, want one to three", where, a.Verdict, len(a.Remedies))
	}
	for _, m := range a.Remedies {
		applied[row.ID+q.MinTLS.String()+m.ID] = true
		if after := table.Evaluate(apply(q, m)); after.Verdict != rules.Ready {
			t.Errorf("%s: %s, and after the remedy %s still %s", where, a.Verdict, m.ID, after.Verdict)
		}
	}
}
