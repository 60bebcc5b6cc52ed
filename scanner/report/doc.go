// Package report writes what a scan found: as text for people and as JSON for
// programs. It decides nothing; what it prints is in the [scanner.Report].
package report
