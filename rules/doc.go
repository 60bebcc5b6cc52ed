// Package rules knows what runtimes can do as TLS clients. It knows no files
// and no manifests.
//
// A [Table] cuts each runtime's version line into rows with known TLS support;
// every row cites its source. [Table.Evaluate] lays a set of versions over the
// rows and says which of them fail, what they need and how far the floor has to
// be raised.
package rules
