package report

import _ "embed" // the schema

// Schema is the JSON Schema (draft 2020-12) of what [JSON] writes. A line of
// [NDJSON] is described by its #/$defs/line.
//
//go:embed schema/report.schema.json
var Schema string
