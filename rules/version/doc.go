// Package version knows versions, their order, sets of versions, and the ways
// in which ecosystems write constraints. It knows no runtimes and no files.
//
// A [Scheme] reads a text into a [Version], which carries an order key: a byte
// string whose byte order is the version order. So comparing, sorting and
// hashing are the same code for every scheme. A [Set] is a sorted list of the
// places where membership changes; union, intersection, complement and subset
// are exact.
//
// A version given only in part is a set, never a made-up ".0":
// [Scheme.Line] reads Python's "2.7" as all of 2.7.*.
package version
