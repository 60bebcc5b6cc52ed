package manifest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"unicode/utf16"
	"unicode/utf8"
)

// An Encoding is how a file's text is written, to put edits of the text into its
// bytes. The zero Encoding is UTF-8.
type Encoding struct {
	mark  int // length of the byte order mark
	order binary.ByteOrder
	ansi  bool // Windows-1252
}

// EncodingOf returns the encoding in which [Decode] reads data.
func EncodingOf(data []byte) Encoding {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return Encoding{mark: 3}
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return Encoding{mark: 2, order: binary.LittleEndian}
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return Encoding{mark: 2, order: binary.BigEndian}
	case len(data) >= 2 && data[0] != 0 && data[1] == 0:
		return Encoding{order: binary.LittleEndian}
	case len(data) >= 2 && data[0] == 0 && data[1] != 0:
		return Encoding{order: binary.BigEndian}
	}
	return Encoding{ansi: !utf8.Valid(data)}
}

// IsWide reports whether the text is UTF-16.
func (e Encoding) IsWide() bool { return e.order != nil }

// Offset returns where in the file an offset into its decoded text stands.
func (e Encoding) Offset(text []byte, offset int) int {
	before := text[:min(max(offset, 0), len(text))]
	switch {
	case e.order != nil:
		units := 0
		for len(before) > 0 {
			r, size := utf8.DecodeRune(before)
			before = before[size:]
			units += utf16.RuneLen(r)
		}
		return e.mark + 2*units
	case e.ansi:
		return utf8.RuneCount(before)
	}
	return e.mark + len(before)
}

// Encode returns a text as the file has to hold it. The error names a character
// that the encoding lacks.
func (e Encoding) Encode(text string) ([]byte, error) {
	switch {
	case e.order != nil:
		units := utf16.Encode([]rune(text))
		out := make([]byte, 2*len(units))
		for i, unit := range units {
			e.order.PutUint16(out[2*i:], unit)
		}
		return out, nil
	case e.ansi:
		var out []byte
		for _, r := range text {
			i := slices.Index(windows1252[:], r)
			switch {
			case r < 0x80 || 0xa0 <= r && r <= 0xff:
				out = append(out, byte(r))
			case i >= 0 && r != utf8.RuneError:
				out = append(out, byte(0x80+i))
			default:
				return nil, fmt.Errorf("Windows-1252 has no character %q", r)
			}
		}
		return out, nil
	}
	return []byte(text), nil
}
