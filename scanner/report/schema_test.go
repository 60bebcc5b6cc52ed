package report

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// compiled returns the schema, or the part of it that a pointer names.
func compiled(t *testing.T, pointer string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("report.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("report.json" + pointer)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func fleet(t *testing.T) *scanner.Report {
	t.Helper()
	s, err := scanner.New(scanner.Options{Edits: true})
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Scan(context.Background(), os.DirFS("../../examples/fleet"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// full is a report that leaves no field out.
func full() *scanner.Report {
	r := odd()
	r.Partial = true
	r.Effective = time.Date(2019, 5, 1, 12, 0, 0, 0, time.UTC)
	f := &r.Findings[2]
	f.Vendor, f.Condition, f.Reason, f.Owner, f.Newest = "oracle", "if it is", "none", "team", f.Witness
	f.Suppressed = &scanner.Suppression{Source: "comment", Reason: "ours", Location: r.Findings[0].Location, Expires: "2019-06-30"}
	one := manifest.Position{Line: 1, Column: 1, UTF16: 1}
	f.Edits = []scanner.Edit{{Path: "x", New: "y", Start: one, End: one}}
	f.Disagrees = []scanner.Location{r.Findings[0].Location}
	return r
}

func TestWhatIsWrittenIsValidByTheSchema(t *testing.T) {
	document, line := compiled(t, ""), compiled(t, "#/$defs/line")
	for name, r := range map[string]*scanner.Report{"sample": sample(), "odd": odd(), "full": full(), "fleet": fleet(t), "empty": {}} {
		for _, all := range []bool{false, true} {
			v, err := jsonschema.UnmarshalJSON(bytes.NewReader(write(t, JSON, r, Options{All: all, Version: "v1"})))
			if err != nil {
				t.Fatal(err)
			}
			if err := document.Validate(v); err != nil {
				t.Errorf("%s, all %v: %v", name, all, err)
			}
			for text := range bytes.Lines(write(t, NDJSON, r, Options{All: all})) {
				v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
				if err != nil {
					t.Fatal(err)
				}
				if err := line.Validate(v); err != nil {
					t.Errorf("%s, all %v: %v in %s", name, all, err, text)
				}
			}
		}
	}
}

func TestTheSchemaRefusesWhatIsNotWritten(t *testing.T) {
	document, line := compiled(t, ""), compiled(t, "#/$defs/line")
	good := string(write(t, JSON, full(), Options{All: true}))
	for old, replaced := range map[string]string{
		`"schemaVersion": 1`:    `"schemaVersion": 2`,
		`"verdict": "ready"`:    `"verdict": "fine"`,
		`"level": "error"`:      `"level": "error", "more": 1`,
		`"message": "can't`:     `"more": 1, "message": "can't`,
		`"declarations"`:        `"more": 1, "declarations"`,
		`"kind": "upgrade",`:    ``,
		`"minTLS": "1.2"`:       `"minTLS": "1.1"`,
		`"certain": true`:       `"certain": "yes"`,
		`"partial": true`:       `"partial": null`,
		`"effect": "pins-old"`:  `"effect": "pins"`,
		`"expires": "2019-06-`:  `"expires": "June `,
		`"newText": "y"`:        `"newText": "y", "more": 1`,
		`"effective": "2019-05`: `"effective": "2019-5`,
	} {
		bad := strings.Replace(good, old, replaced, 1)
		if bad == good {
			t.Errorf("%s is not in the report", old)
		}
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		if err != nil {
			t.Fatal(old, err)
		}
		if document.Validate(v) == nil {
			t.Errorf("%s in place of %s is valid", replaced, old)
		}
	}
	for _, text := range []string{`{}`, `{"type": "problem", "path": "x", "line": 1}`, `{"type": "summary", "path": "x", "line": 1, "message": "m"}`,
		`{"type": "problem", "path": "x", "line": 1, "message": "m", "more": 1}`} {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if line.Validate(v) == nil {
			t.Errorf("%s is a line", text)
		}
	}
}

// A node is what a test reads of a schema.
type node struct {
	Ref         string `json:"$ref"`
	Description string
	Type        string
	Properties  map[string]*node
	Required    []string
	Items       *node
	Enum        []string
	Const       any

	AdditionalProperties any
	Unevaluated          any              `json:"unevaluatedProperties"`
	Defs                 map[string]*node `json:"$defs"`
}

// TestTheSchemaHasTheFieldsOfTheCodeAndNoOthers compares the two both ways, all the
// way down.
func TestTheSchemaHasTheFieldsOfTheCodeAndNoOthers(t *testing.T) {
	var root node
	if err := json.Unmarshal([]byte(Schema), &root); err != nil {
		t.Fatal(err)
	}
	c := comparison{t: t, root: &root, seen: map[string]bool{}}
	c.compare("document", reflect.TypeFor[document](), &root)
	c.compare("findingLine", reflect.TypeFor[findingLine](), c.named("findingLine"))
	c.compare("problemLine", reflect.TypeFor[problemLine](), c.named("problemLine"))
	c.compare("summaryLine", reflect.TypeFor[summaryLine](), c.named("summaryLine"))
	c.seen["line"], c.seen["verdict"] = true, true // objects they are not
	if diff := cmp.Diff(slices.Sorted(maps.Keys(root.Defs)), slices.Sorted(maps.Keys(c.seen))); diff != "" {
		t.Errorf("definitions that nothing is of (-schema +code)\n%s", diff)
	}
}

func TestTheSchemaNamesTheValuesOfTheCode(t *testing.T) {
	var root node
	if err := json.Unmarshal([]byte(Schema), &root); err != nil {
		t.Fatal(err)
	}
	names := func(of func(uint8) string) (out []string) {
		for i := uint8(0); of(i) != "invalid"; i++ {
			out = append(out, of(i))
		}
		slices.Sort(out)
		return out
	}
	finding := root.Defs["findingFields"].Properties
	for name, c := range map[string]struct {
		of   func(uint8) string
		enum []string
	}{
		"verdict": {func(i uint8) string { return rules.Verdict(i).String() }, root.Defs["verdict"].Enum},
		"binding": {func(i uint8) string { return rules.Binding(i).String() }, finding["binding"].Enum},
		"scope":   {func(i uint8) string { return manifest.Scope(i).String() }, finding["scope"].Enum},
		"level":   {func(i uint8) string { return scanner.Level(i).String() }, finding["level"].Enum},
		"support": {func(i uint8) string { return rules.Support(i).String() }, root.Defs["part"].Properties["support"].Enum},
		"effect":  {func(i uint8) string { return rules.Effect(i).String() }, root.Defs["evidence"].Properties["effect"].Enum},
		"minTLS":  {func(i uint8) string { return rules.TLS(i).String() }, root.Defs["policy"].Properties["minTLS"].Enum},
	} {
		slices.Sort(c.enum)
		if diff := cmp.Diff(c.enum, names(c.of)); diff != "" {
			t.Errorf("%s (-schema +code)\n%s", name, diff)
		}
	}
}

type comparison struct {
	t    *testing.T
	root *node
	seen map[string]bool
}

func (c *comparison) named(name string) *node {
	c.seen[name] = true
	n := c.root.Defs[name]
	if n == nil {
		c.t.Fatalf("the schema does not define %s", name)
	}
	return n
}

// merged follows references: the properties of both sides are those of the node.
func (c *comparison) merged(n *node) (properties map[string]*node, required []string, closed bool) {
	properties = maps.Clone(n.Properties)
	required = slices.Clone(n.Required)
	closed = n.AdditionalProperties == false || n.Unevaluated == false
	if name, ok := strings.CutPrefix(n.Ref, "#/$defs/"); ok {
		more, needed, also := c.merged(c.named(name))
		if properties == nil {
			properties = map[string]*node{}
		}
		maps.Copy(properties, more)
		required = append(required, needed...)
		closed = closed || also
	}
	return properties, required, closed
}

func (c *comparison) compare(name string, typ reflect.Type, n *node) {
	properties, required, closed := c.merged(n)
	if !closed {
		c.t.Errorf("%s may hold more than is described", name)
	}
	if n.Description == "" {
		c.t.Errorf("%s is not described", name)
	}
	var fields, needed []string
	for _, f := range reflect.VisibleFields(typ) {
		if f.Anonymous {
			continue
		}
		key, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		fields = append(fields, key)
		if options == "" {
			needed = append(needed, key)
		}
		p := properties[key]
		if p == nil {
			continue // reported below
		}
		if p.Description == "" {
			c.t.Errorf("%s.%s is not described", name, key)
		}
		at, of := f.Type, p
		for at.Kind() == reflect.Pointer || at.Kind() == reflect.Slice {
			if at.Kind() == reflect.Slice {
				if of.Type != "array" {
					c.t.Errorf("%s.%s is a list", name, key)
				}
				of = of.Items
			}
			at = at.Elem()
		}
		switch {
		case at.Kind() == reflect.Struct:
			if defined, ok := strings.CutPrefix(of.Ref, "#/$defs/"); ok {
				of = c.named(defined)
			}
			c.compare(name+"."+key, at, of)
		case of.Type == "" && of.Enum == nil && of.Const == nil && of.Ref == "#/$defs/verdict", of.Enum != nil, of.Const != nil:
		case of.Type != map[reflect.Kind]string{reflect.String: "string", reflect.Int: "integer", reflect.Bool: "boolean", reflect.Map: "object"}[at.Kind()]:
			c.t.Errorf("%s.%s is a %s here and a %s in the code", name, key, of.Type, at)
		}
	}
	slices.Sort(fields)
	slices.Sort(needed)
	slices.Sort(required)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(properties)), fields); diff != "" {
		c.t.Errorf("%s (-schema +code)\n%s", name, diff)
	}
	if diff := cmp.Diff(required, needed); diff != "" {
		c.t.Errorf("%s: fields that are always there (-schema +code)\n%s", name, diff)
	}
}
