// Package scanner finds what a tree of files declares about the runtimes of its
// programs, and what follows for TLS: it walks, has each manifest parsed, links
// what belongs together and judges it by the rule table.
//
// A scan reads files and nothing else: it runs no program, opens no socket and
// writes nothing.
package scanner
