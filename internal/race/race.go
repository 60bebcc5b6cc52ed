//go:build race

// Package race tells tests whether the race detector runs, which allocates more.
package race

const Enabled = true
