package scanner

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// shareEvidence gives what the folder's files say to the program that it is of:
// that of the nearest folder, this one or one above, that declares the runtime.
// Tests and samples on the way down to it turn nothing on for the program itself.
func (f *folder) shareEvidence() {
	for _, file := range f.files {
		for i := range file.evidence {
			e := &file.evidence[i]
			if e.unit != "" {
				continue
			}
			to := f
			for to != nil && !to.declares(e.runtime) {
				to = to.parent
			}
			if to != nil && !isFixture(strings.TrimPrefix(strings.TrimPrefix(e.Path, to.path), "/")) {
				e.program = to.path
				to.own.evidence = append(to.own.evidence, e)
			}
		}
	}
}

// declares reports whether a program of the folder itself uses the runtime.
func (f *folder) declares(rt rules.Runtime) bool {
	for _, file := range f.files {
		for i := range file.declared {
			if d := &file.declared[i]; d.Runtime == rt && d.unit == "" && d.Scope != manifest.Test {
				return true
			}
		}
	}
	return false
}

// evidenceFor is what moves the verdict on the declaration, of its unit or its
// folder. A pin that leaves the protocol asked for in reach moves nothing.
func (f *folder) evidenceFor(file *facts, d *declared, minTLS rules.TLS) []Evidence {
	p := &f.own
	if d.unit != "" {
		p = f.units[unit{file.path, d.unit}]
	}
	if p == nil {
		return nil
	}
	var out []Evidence
	for _, e := range p.evidence {
		if e.runtime == d.Runtime && (e.Effect != rules.PinsOld || e.TLS <= minTLS && reachesAll[e.Setting]) {
			out = append(out, e.Evidence)
		}
	}
	return out
}

// reachesAll are the settings that every connection of a program goes by. A pin
// anywhere else is one connection's, and a finding of its own alone.
var reachesAll = map[string]bool{
	"ServicePointManager.SecurityProtocol":                 true,
	"https.protocols":                                      true,
	"jdk.tls.client.protocols":                             true,
	"com.ibm.jsse2.overrideDefaultProtocol":                true,
	"SCHANNEL/TLS 1.2/Client":                              true,
	"SchUseStrongCrypto":                                   true,
	"SystemDefaultTlsVersions":                             true,
	"v4.0.30319/SystemDefaultTlsVersions":                  true,
	"MONO_TLS_PROVIDER":                                    true,
	"Switch.System.Net.DontEnableSchUseStrongCrypto":       true,
	"Switch.System.Net.DontEnableSystemDefaultTlsVersions": true,
}

// pins makes a finding of each line that keeps a client to protocols older than
// the one asked for, on whatever runtime.
func (s *Scanner) pins(file *facts) []*Finding {
	var out []*Finding
	for i := range file.evidence {
		e := &file.evidence[i]
		if e.Effect != rules.PinsOld || e.TLS > s.opts.MinTLS {
			continue
		}
		f := &Finding{
			Runtime: e.runtime, Title: s.table.Title(e.runtime), Declared: e.Text, Binding: rules.Exact, Kind: e.kind,
			Location: e.Location, SourceLine: e.line, Component: e.program, Fixture: isFixture(e.Path),
			Assessment: rules.Pinned(), Evidence: []Evidence{e.Evidence}, Sources: s.pinSources(e.runtime),
		}
		if f.Component == "" {
			f.Component = component(e.Path, e.unit)
		}
		f.Level = level(f)
		f.Message = s.message(f, "")
		out = append(out, f)
	}
	return out
}

func (s *Scanner) pinSources(rt rules.Runtime) []rules.Source {
	if r := s.table.Runtime(rt); r != nil {
		return r.PinSources
	}
	return nil
}
