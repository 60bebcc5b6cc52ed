package manifest

import (
	"bytes"
	"strings"
	"testing"
)

func TestLinesAreCountedAcrossBlocks(t *testing.T) {
	for _, text := range []string{
		"", "\n", strings.Repeat("\n", lineBlock), strings.Repeat("a", lineBlock-1) + "\n", strings.Repeat("b", lineBlock) + "\n",
		strings.Repeat("a line\r\n", lineBlock/3), strings.Repeat("ab\n", lineBlock) + strings.Repeat("c", 2*lineBlock),
	} {
		f := NewFile("a", []byte(text))
		for offset := range len(text) + 1 {
			before := f.Data[:offset]
			want := Position{Line: bytes.Count(before, []byte("\n")) + 1}
			want.Column = offset - bytes.LastIndexByte(before, '\n')
			want.UTF16 = want.Column
			if got := f.Position(offset); got != want {
				t.Fatalf("offset %d of %.10q, %d bytes: %+v, want %+v", offset, text, len(text), got, want)
			}
		}
	}
}
