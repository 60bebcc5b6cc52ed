package scanner

import (
	"fmt"
	"slices"

	"github.com/tlsready/tlsready/scanner/manifest"
)

// An Edit replaces a span of a file by a new text.
type Edit struct {
	Path string
	// Span are bytes of the file as it is stored, in whatever encoding; Start and
	// End are the same places as editors count.
	Span       manifest.Span
	Start, End manifest.Position
	New        string // UTF-8; [Apply] writes it in the file's encoding
}

// Apply returns the file with the edits in it; everything else stays as it is,
// byte for byte. Edits that overlap, that leave the file or whose text the file's
// encoding lacks are an error.
func Apply(data []byte, edits ...Edit) ([]byte, error) {
	edits = slices.Clone(edits)
	slices.SortFunc(edits, func(a, b Edit) int { return a.Span.Start - b.Span.Start })
	encoding := manifest.EncodingOf(data)
	var out []byte
	at := 0
	for _, e := range edits {
		if e.Span.Start < at || e.Span.End < e.Span.Start || e.Span.End > len(data) {
			return nil, fmt.Errorf("%s: an edit of bytes %d to %d overlaps another or leaves the file", e.Path, e.Span.Start, e.Span.End)
		}
		text, err := encoding.Encode(e.New)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.Path, err)
		}
		out = append(append(out, data[at:e.Span.Start]...), text...)
		at = e.Span.End
	}
	return append(out, data[at:]...), nil
}

// A draft is a file while an edit of it is tried.
type draft struct {
	path string
	raw  []byte
	text *manifest.File // decoded
}

func (x *fixer) draft(path string) (*draft, error) {
	raw, err := x.read(path)
	if err != nil {
		return nil, err
	}
	text, err := manifest.Decode(raw)
	if err != nil {
		return nil, err
	}
	return &draft{path, raw, manifest.NewFile(path, text)}, nil
}

// edit replaces a span of the decoded text.
func (d *draft) edit(start, end int, text string) Edit {
	encoding := manifest.EncodingOf(d.raw)
	return Edit{
		Path:  d.path,
		Span:  manifest.Span{Start: encoding.Offset(d.text.Data, start), End: encoding.Offset(d.text.Data, end)},
		Start: d.text.Position(start), End: d.text.Position(end), New: text,
	}
}
