package manifest

import "strings"

var mise = Kind{
	Name:     "mise.toml",
	Files:    []string{"mise.toml", ".mise.toml", "mise.local.toml", ".mise.local.toml", ".config/mise.toml", "mise/config.toml"},
	Declares: "the Python, Ruby, Java, .NET and OpenSSL that mise selects",
	Parse: func(f *File) {
		parseTOML(f, func(v tomlValue) {
			if len(v.path) < 2 || v.path[0] != "tools" || len(v.path) > 2 && v.path[2] != "version" {
				return
			}
			// A tool may name the backend it comes from: "core:java".
			name := v.path[1][strings.LastIndexByte(v.path[1], ':')+1:]
			if rt := asdfTools[name]; rt != "" {
				declareTool(f, rt, f.At(v.at.Start, v.at.End))
			}
		})
	},
}
