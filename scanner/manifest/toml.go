package manifest

import (
	"errors"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// A tomlValue is one scalar of a TOML document with the path that leads to it.
// Elements of arrays have the path of the array.
type tomlValue struct {
	path  []string // keys; dotted keys and tables are taken apart
	text  string
	at    Span // without quotes
	isStr bool // a string, not a bare number, date or boolean
}

// parseTOML calls visit for every scalar, in order. What is broken becomes a
// problem; the values before it have been visited.
func parseTOML(f *File, visit func(tomlValue)) {
	var p unstable.Parser
	p.Reset(f.Data)
	var table []string
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = tomlKey(nil, e.Key())
		case unstable.KeyValue:
			tomlKeyValue(&p, table, e, 0, visit)
		}
	}
	if err := p.Error(); err != nil {
		offset := 0
		var at *unstable.ParserError
		if errors.As(err, &at) && len(at.Highlight) > 0 {
			offset = int(p.Range(at.Highlight).Offset)
		}
		f.Problemf(offset, "broken TOML: %s", strings.TrimPrefix(err.Error(), "toml: "))
	}
}

func tomlKey(prefix []string, key unstable.Iterator) []string {
	out := append([]string(nil), prefix...)
	for key.Next() && len(out) <= 2*maxTOMLDepth {
		out = append(out, string(key.Node().Data))
	}
	return out
}

func tomlKeyValue(p *unstable.Parser, table []string, kv *unstable.Node, depth int, visit func(tomlValue)) {
	tomlNode(p, tomlKey(table, kv.Key()), kv.Value(), depth, visit)
}

// maxTOMLDepth is far above what manifests nest: what is deeper says nothing.
const maxTOMLDepth = 64

func tomlNode(p *unstable.Parser, path []string, n *unstable.Node, depth int, visit func(tomlValue)) {
	if depth > maxTOMLDepth {
		return
	}
	switch n.Kind {
	case unstable.InlineTable:
		for it := n.Children(); it.Next(); {
			tomlKeyValue(p, path, it.Node(), depth+1, visit)
		}
	case unstable.Array:
		for it := n.Children(); it.Next(); {
			tomlNode(p, path, it.Node(), depth+1, visit)
		}
	default:
		v := tomlValue{path: path, text: string(n.Data), isStr: n.Kind == unstable.String}
		raw := n.Raw
		if raw.Length == 0 && len(n.Data) > 0 {
			raw = p.Range(n.Data)
		}
		v.at = Span{int(raw.Offset), int(raw.Offset + raw.Length)}
		if text := p.Raw(raw); v.isStr && len(text) >= 2 && (text[0] == '"' || text[0] == '\'') {
			quote := 1
			if len(text) >= 6 && text[1] == text[0] && text[2] == text[0] {
				quote = 3
			}
			v.at = Span{v.at.Start + quote, v.at.End - quote}
		}
		visit(v)
	}
}
