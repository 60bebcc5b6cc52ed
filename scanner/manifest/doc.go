// Package manifest knows what files declare: for each kind of file the names
// it goes by and a function from bytes to declarations. It knows no rules and
// judges nothing.
//
// A kind is one file of this package and one line in the list of [Kinds]. Its
// parse function finds the values with their spans and turns each into a
// [Declaration]; what it cannot resolve it declares as unresolved, with the
// reason.
package manifest
