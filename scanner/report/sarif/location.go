package sarif

import (
	"net/url"
	"path"
	"strings"

	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// sourceRoot is the name that consumers know for the top of the scanned tree.
const sourceRoot = "%SRCROOT%"

// artifact names a file. A relative path is a relative reference whatever its
// bytes are: a colon in its first part is not that of a scheme.
func artifact(name string) artifactLocation {
	escaped := strings.ReplaceAll((&url.URL{Path: name}).EscapedPath(), ":", "%3A")
	switch {
	case isDrive(name):
		return artifactLocation{URI: "file:///" + name[:2] + escaped[len("C%3A"):]}
	case path.IsAbs(name):
		return artifactLocation{URI: "file://" + escaped}
	}
	return artifactLocation{URI: escaped, URIBaseID: sourceRoot}
}

// isDrive reports whether the path is an absolute one of Windows: C:/x.
func isDrive(name string) bool {
	return len(name) > 2 && name[1] == ':' && name[2] == '/' && 'A' <= name[0]&^0x20 && name[0]&^0x20 <= 'Z'
}

// physical is a location as the consumer counts; nil without file.
func physical(l *scanner.Location) *physicalLocation {
	if l.Path == "" {
		return nil
	}
	place := &physicalLocation{ArtifactLocation: artifact(l.Path)}
	if l.Start.Line > 0 {
		place.Region = span(l.Start, l.End)
		place.Region.Snippet = snippet(l.Text)
	}
	return place
}

func span(start, end manifest.Position) *region {
	r := &region{StartLine: start.Line, StartColumn: max(start.UTF16, 1)}
	if end.Line >= start.Line {
		r.EndLine, r.EndColumn = end.Line, max(end.UTF16, 1)
	}
	return r
}

func snippet(text string) *content {
	if text == "" {
		return nil
	}
	return &content{text}
}
