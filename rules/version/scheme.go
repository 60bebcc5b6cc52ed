package version

import "strconv"

// A Scheme is one way of writing and ordering versions. The schemes of this
// package are its variables ([PEP440], [Java], ...); they are safe for
// concurrent use. The zero Scheme reads nothing.
type Scheme struct {
	name    string
	example string
	read    func(text string) (reading, *fault)
}

// A reading is what a scheme understands of a text.
type reading struct {
	text string // canonical spelling
	// number-based schemes fill nums, n and tail, and epoch where they have it ...
	epoch uint64
	nums  [maxNumbers]uint64
	n     int
	tail  []byte
	// ... the others give the key itself.
	key []byte
	// line: the text names a line of versions (Python 2.7, Java 8), not one.
	line bool
	// exact: nothing begins with these numbers (Java 8u291).
	exact bool
}

// Name returns the scheme's name as error messages print it: "PEP 440 version".
func (s *Scheme) Name() string { return s.name }

// Example returns a text that the scheme reads.
func (s *Scheme) Example() string { return s.example }

// Parse reads one version. A text that names a whole line ("2.7", "8") is read
// as the line's first release; use [Scheme.Line] where that would be a guess.
// The error is a *[SyntaxError].
func (s *Scheme) Parse(text string) (Version, error) {
	r, bad := s.read(text)
	if bad != nil {
		return Version{}, s.error(text, bad)
	}
	return r.version(), nil
}

// MustParse is [Scheme.Parse] for texts known to be right; it panics otherwise.
func (s *Scheme) MustParse(text string) Version {
	v, err := s.Parse(text)
	if err != nil {
		panic(err)
	}
	return v
}

// Line reads a text as the set of versions that it names: "2.7" is all of
// 2.7.*, Java's "1.7" all of 7, Ruby's "1.9.3" all its patch levels, and
// "2.7.8" one version.
func (s *Scheme) Line(text string) (Set, error) {
	r, bad := s.read(text)
	if bad != nil {
		return Set{}, s.error(text, bad)
	}
	if r.line && r.n > 0 {
		return r.prefix(), nil
	}
	return Single(r.version()), nil
}

// Prefix reads a text as the set of all versions that begin with its numbers,
// pre-releases included: "1.0.2" is 1.0.2-beta1, 1.0.2, 1.0.2a and so on. In a
// scheme that does not build on numbers it is the one version, and so is Java's
// 8u291, whose update has no releases of its own.
func (s *Scheme) Prefix(text string) (Set, error) {
	r, bad := s.read(text)
	if bad != nil {
		return Set{}, s.error(text, bad)
	}
	if r.n == 0 || r.exact {
		return Single(r.version()), nil
	}
	return r.prefix(), nil
}

// A fault says where a text stops being a version, and why.
type fault struct {
	offset int
	reason string
}

func (s *Scheme) error(text string, bad *fault) error {
	return &SyntaxError{Grammar: s.name, Text: text, Offset: bad.offset, Reason: bad.reason, Example: s.example}
}

// version is the version that was read. Its text is a copy, beside the key: a version
// must not keep the whole file that it was read from.
func (r *reading) version() Version {
	if r.n == 0 {
		both := string(append(r.key, r.text...))
		return Version{text: both[len(r.key):], key: both[:len(r.key)]}
	}
	var buf [64]byte
	key := buf[:0]
	if r.epoch > 0 {
		key = appendNumber(append(key, epochMark), r.epoch)
	}
	key = appendNumbers(key, r.nums[:r.n])
	nums := len(key)
	if len(r.tail) == 0 {
		key = append(key, tailFinal)
	} else {
		key = append(key, r.tail...)
	}
	both := string(append(key, r.text...))
	return Version{text: both[len(key):], key: both[:len(key)], nums: uint8(nums)}
}

// prefix is the interval from the lowest pre-release of the reading's numbers
// to the lowest pre-release of the next numbers of the same length.
func (r *reading) prefix() Set {
	first := reading{epoch: r.epoch, nums: r.nums, n: r.n}
	next := first
	next.nums[r.n-1]++
	return Range(Bound{first.release(), PreReleases}, Bound{next.release(), PreReleases})
}

// firstNumbers is the prefix set of the first n numbers: the tilde operators stay in it.
func (r reading) firstNumbers(n int) Set {
	r.n = min(r.n, n)
	return r.prefix()
}

// compatible is what the caret operators stay in: everything with the same
// numbers up to the first that is not zero.
func (r reading) compatible() Set {
	n := 1
	for n < r.n && r.nums[n-1] == 0 {
		n++
	}
	return r.firstNumbers(n)
}

// release is the plain release with the reading's epoch and numbers.
func (r reading) release() Version {
	r.text, r.tail = dotted(r.nums[:r.n]), nil
	if r.epoch > 0 {
		r.text = strconv.FormatUint(r.epoch, 10) + "!" + r.text
	}
	return r.version()
}
