// Package dockerfile reads the grammar of Dockerfiles: instructions with their
// continuations and heredocs, words, variables, and the commands of a shell
// line. Whatever it finds knows where it stands in the file. It knows neither
// images nor runtimes, and it runs nothing.
//
// The grammar is that of BuildKit, with which the module in ../buildkitcheck
// compares it. It departs from it where BuildKit refuses a file: what is wrong
// (an unknown instruction, a quote without end) is read as far as it goes.
//
// Source: https://docs.docker.com/reference/dockerfile/
package dockerfile
