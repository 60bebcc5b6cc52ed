// Package buildkitcheck compares the Dockerfile grammar of package dockerfile
// with BuildKit's own parser. It is a module by itself, so that nothing else
// needs BuildKit.
package buildkitcheck
