package rules

import "github.com/tlsready/tlsready/rules/version"

var runtimeSchemes = map[Runtime]*version.Scheme{
	OpenSSL: version.OpenSSL,
}

// readers are the runtimes whose versions are written with more than a version
// scheme knows: names, vendors, engines.
var readers = map[Runtime]func(text string) (Named, error){}
