// Package table holds the rule files: one YAML file for each runtime, in a
// folder for each table, and one for each ecosystem of libraries. README.md in this
// folder says how they are written. Package rules reads JSON that is made of them.
package table

import "embed"

// Files holds the folders default, guidance and libraries.
//
//go:embed default/*.yaml guidance/*.yaml libraries
var Files embed.FS
