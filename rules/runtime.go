package rules

// A Runtime is what opens the connection. The names are stable: they stand in
// rule files, on the command line and in reports.
type Runtime string

const (
	BoringSSL       Runtime = "boringssl"
	Dotnet          Runtime = "dotnet"           // .NET Core and .NET 5+
	DotnetFramework Runtime = "dotnet-framework" // the target framework a program was compiled for
	// DotnetFrameworkInstalled is the .NET Framework of a machine, which runs
	// programs compiled for any target up to its own version.
	DotnetFrameworkInstalled Runtime = "dotnet-framework-installed"
	Go                       Runtime = "go"
	IronPython               Runtime = "ironpython"
	Java                     Runtime = "java"
	JRuby                    Runtime = "jruby"
	Jython                   Runtime = "jython"
	LibreSSL                 Runtime = "libressl"
	Mono                     Runtime = "mono"
	NetStandard              Runtime = "netstandard"
	Node                     Runtime = "node"
	OpenSSL                  Runtime = "openssl"
	PHP                      Runtime = "php"
	PyPy                     Runtime = "pypy"
	Python                   Runtime = "python" // CPython
	Rubinius                 Runtime = "rubinius"
	Ruby                     Runtime = "ruby" // MRI
	Silverlight              Runtime = "silverlight"
	TruffleRuby              Runtime = "truffleruby"
	UWP                      Runtime = "uwp"
	Windows                  Runtime = "windows" // its Schannel
)

// TLS is a protocol version. The zero value is TLS 1.2.
type TLS uint8

const (
	TLS12 TLS = iota
	TLS13
)

var tlsNames = [...]string{"1.2", "1.3"}

func (t TLS) String() string { return name(tlsNames[:], int(t)) }

// ParseTLS reads "1.2" or "1.3".
func ParseTLS(text string) (TLS, bool) {
	i, ok := index(tlsNames[:], text)
	return TLS(i), ok
}

// Support is what a rule says of its versions for one protocol, as a client.
type Support uint8

const (
	SupportUnknown Support = iota
	ByDefault              // negotiated with no code and no setting
	OptIn                  // present, off until code or a setting turns it on
	Patch                  // after a vendor update or a recompile
	None                   // cannot, whatever is configured
)

var supportNames = [...]string{"unknown", "default", "opt-in", "patch", "none"}

func (s Support) String() string { return name(supportNames[:], int(s)) }

// Verdict says what to do about a declaration. The zero value is Unknown.
type Verdict uint8

const (
	Unknown   Verdict = iota // the versions, or what they can do, are not known
	Ready                    // nothing to do
	Configure                // turn it on in code or settings
	Update                   // patch in place, then perhaps configure
	Upgrade                  // move to a later version
)

var verdictNames = [...]string{"unknown", "ready", "configure", "update", "upgrade"}

func (v Verdict) String() string { return name(verdictNames[:], int(v)) }

// ParseVerdict reads what [Verdict.String] prints.
func ParseVerdict(text string) (Verdict, bool) {
	i, ok := index(verdictNames[:], text)
	return Verdict(i), ok
}

// Verdict is what follows from s alone.
func (s Support) Verdict() Verdict { return Verdict(s) }

// Worse reports whether v asks for more work than w. Unknown is worse than
// ready and better than everything that names work to do.
func (v Verdict) Worse(w Verdict) bool { return v.rank() > w.rank() }

func (v Verdict) rank() int {
	switch v {
	case Ready:
		return 0
	case Unknown:
		return 1
	}
	return int(v)
}

// Binding says how a declared set becomes what runs. The zero value is Any,
// which assumes least.
type Binding uint8

const (
	Any    Binding = iota // whatever the deployer has inside the set
	Exact                 // this one
	Newest                // a floating tag or prefix: the newest there is when it is built
	Target                // compiled for; may run on later
)

var bindingNames = [...]string{"any", "exact", "newest", "target"}

func (b Binding) String() string { return name(bindingNames[:], int(b)) }

// MarshalText makes the values readable in JSON.
func (t TLS) MarshalText() ([]byte, error)     { return []byte(t.String()), nil }
func (s Support) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }
func (b Binding) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

func name(names []string, i int) string {
	if i < len(names) {
		return names[i]
	}
	return "invalid"
}

func index(names []string, text string) (int, bool) {
	for i, n := range names {
		if n == text {
			return i, true
		}
	}
	return 0, false
}
