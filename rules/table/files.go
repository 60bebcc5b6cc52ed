// Package table holds the rule files: one YAML file for each runtime, in a
// folder for each table. Package rules reads them; README.md in this folder
// says how they are written.
package table

import "embed"

// Files holds the folders default and guidance.
//
//go:embed default/*.yaml guidance/*.yaml
var Files embed.FS
