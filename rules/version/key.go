package version

import (
	"encoding/binary"
	"math/bits"
	"strconv"
)

// The order key of a number-based version is its numbers, trailing zeros left
// out, and a tail. Each number is one or more bytes from 0x80 up, so a tail,
// whose first byte is below 0x80, sorts before any further number:
//
//	2.7a1    82 87 10 ..
//	2.7      82 87 40        (= 2.7.0)
//	2.7.post 82 87 60 ..
//	2.7.1    82 87 81 40
//
// The numbers alone, without a tail, sort before all of these: that is the cut
// in front of a release's pre-releases.
const (
	tailDev   = 0x08 // PEP 440 .devN of a release without pre-release
	tailPre   = 0x10 // alpha, beta, rc, -ea, SNAPSHOT: what follows orders them
	tailFinal = 0x40
	tailPost  = 0x60
)

// firstNumber is the least byte that a number begins with. An epoch, which
// outweighs all numbers, is a number behind a byte that none begins with.
const (
	firstNumber = 0x80
	epochMark   = 0xF0
)

// maxNumbers is how many numbers a version of a number-based scheme may have.
const maxNumbers = 8

// appendNumber appends a number in a form whose byte order is the numeric order.
func appendNumber(key []byte, n uint64) []byte {
	const oneByte = 0x60
	if n < oneByte {
		return append(key, firstNumber+byte(n))
	}
	size := (bits.Len64(n) + 7) / 8
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], n)
	return append(append(key, firstNumber+oneByte+byte(size)), b[8-size:]...)
}

func appendNumbers(key []byte, nums []uint64) []byte {
	for len(nums) > 0 && nums[len(nums)-1] == 0 {
		nums = nums[:len(nums)-1]
	}
	if len(nums) == 0 {
		// Release 0: a lone zero keeps the key from being empty.
		return appendNumber(key, 0)
	}
	for _, n := range nums {
		key = appendNumber(key, n)
	}
	return key
}

// number reads the decimal digits at the start of text; size is their count. ok
// is false without digits and for numbers of more than 18 digits, which no
// release has.
func number(text string) (n uint64, size int, ok bool) {
	for size < len(text) && isDigit(text[size]) {
		n = n*10 + uint64(text[size]-'0')
		size++
		if size > 18 {
			return 0, size, false
		}
	}
	return n, size, size > 0
}

// numbers reads dot-separated numbers at the start of text into r and returns
// how many bytes it took; a trailing dot is not taken. 0 means there are none,
// or more than maxNumbers.
func (r *reading) numbers(text string) int {
	at := 0
	for {
		n, size, ok := number(text[at:])
		if !ok || r.n == maxNumbers {
			return 0
		}
		r.nums[r.n] = n
		r.n++
		at += size
		if at+1 >= len(text) || text[at] != '.' || !isDigit(text[at+1]) {
			return at
		}
		at++
	}
}

func dotted(nums []uint64) string {
	var buf [32]byte
	b := buf[:0]
	for i, n := range nums {
		if i > 0 {
			b = append(b, '.')
		}
		b = strconv.AppendUint(b, n, 10)
	}
	return string(b)
}

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
