package manifest

import (
	"bytes"
	"encoding/binary"
	"errors"
	"unicode/utf16"
	"unicode/utf8"
)

// Decode returns text as UTF-8 without byte order mark. UTF-16 is recognised by
// its byte order mark, or by a first character of ASCII; what is neither UTF-16
// nor valid UTF-8 is read as Windows-1252, in which every byte is a character,
// so that ASCII, which is all that versions need, stays what it is. A text with
// NUL bytes is an error: it is no manifest.
func Decode(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return decode16(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decode16(data[2:], binary.BigEndian)
	case len(data) >= 2 && data[0] != 0 && data[1] == 0:
		return decode16(data, binary.LittleEndian)
	case len(data) >= 2 && data[0] == 0 && data[1] != 0:
		return decode16(data, binary.BigEndian)
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return nil, errBinary
	}
	if utf8.Valid(data) {
		return data, nil
	}
	out := make([]byte, 0, len(data)+len(data)/8)
	for _, c := range data {
		if c >= 0x80 && c < 0xa0 {
			out = utf8.AppendRune(out, windows1252[c-0x80])
		} else {
			out = utf8.AppendRune(out, rune(c))
		}
	}
	return out, nil
}

var errBinary = errors.New("has NUL bytes: not a text file")

func decode16(data []byte, order binary.ByteOrder) ([]byte, error) {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
		if units[i] == 0 {
			return nil, errBinary
		}
	}
	out := make([]byte, 0, len(units)+len(units)/8)
	for _, r := range utf16.Decode(units) {
		out = utf8.AppendRune(out, r)
	}
	return out, nil
}

// windows1252 is the part of the code page that is not Latin-1; unassigned bytes
// are the replacement character.
// Source: https://encoding.spec.whatwg.org/index-windows-1252.txt
var windows1252 = [32]rune{
	0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
	0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
}
