package scanner

import (
	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// answers are findings by what was asked, of those that nothing but their own
// declaration decides. Hundreds of projects of a tree may declare the same.
type answers map[question]*declared

// A question is most of what a declaration asks; [declared.asksLike] compares all.
type question struct {
	runtime             rules.Runtime
	declared, condition string
}

func (d *declared) question() question { return question{d.Runtime, d.Declared, d.Condition} }

// recall completes a finding by the answer to another that asked the same, if there
// is one.
func (a answers) recall(d *declared) bool {
	before := a[d.question()]
	if before == nil || !d.asksLike(before) {
		return false
	}
	d.Assessment, d.Sources, d.Message = before.Assessment, before.Sources, before.Message
	return true
}

// remember keeps a finding to recall, whose answer does not change any more. Those
// of several intervals, which are few, are left out: see writtenAlike.
func (a answers) remember(d *declared) {
	if a != nil && len(d.Versions.Intervals()) <= 1 {
		a[d.question()] = d
	}
}

// asksLike reports whether two declarations that nothing else decides come to the
// same, in the same words: equal versions may be written differently.
func (d *declared) asksLike(before *declared) bool {
	return d.question() == before.question() && d.Vendor == before.Vendor && d.Binding == before.Binding &&
		d.unresolved == before.unresolved && d.note == before.note && writtenAlike(d.Versions, before.Versions)
}

// writtenAlike compares the ends of versions of one interval. It is enough if one of
// the two is known to be such.
func writtenAlike(a, b version.Set) bool {
	highA, _ := a.High()
	highB, _ := b.High()
	return a.Low() == b.Low() && highA == highB && a.Equal(b)
}
