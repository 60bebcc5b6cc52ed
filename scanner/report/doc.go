// Package report writes what a scan found: as text, a page of HTML or a comment in
// Markdown for people, as JSON and in lines or tables for programs, and as test
// results and code quality for what shows those. It decides nothing; what it prints
// is in the [scanner.Report]. Formats that need a library of their own are packages
// below this one.
package report
