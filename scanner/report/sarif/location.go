package sarif

import (
	"net/url"
	"path"
	"strings"

	v210 "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// sourceRoot is the name that consumers know for the top of the scanned tree.
const sourceRoot = "%SRCROOT%"

// artifact names a file. A relative path is a relative reference whatever its
// bytes are: a colon in its first part is not that of a scheme.
func artifact(name string) *v210.ArtifactLocation {
	escaped := strings.ReplaceAll((&url.URL{Path: name}).EscapedPath(), ":", "%3A")
	switch {
	case isDrive(name):
		return v210.NewSimpleArtifactLocation("file:///" + name[:2] + escaped[len("C%3A"):])
	case path.IsAbs(name):
		return v210.NewSimpleArtifactLocation("file://" + escaped)
	}
	return v210.NewSimpleArtifactLocation(escaped).WithURIBaseID(sourceRoot)
}

// isDrive reports whether the path is an absolute one of Windows: C:/x.
func isDrive(name string) bool {
	return len(name) > 2 && name[1] == ':' && name[2] == '/' && 'A' <= name[0]&^0x20 && name[0]&^0x20 <= 'Z'
}

// physical is a location as the consumer counts; nil without file.
func physical(l *scanner.Location) *v210.PhysicalLocation {
	if l.Path == "" {
		return nil
	}
	place := v210.NewPhysicalLocation().WithArtifactLocation(artifact(l.Path))
	if l.Start.Line > 0 {
		area := region(l.Start, l.End)
		if l.Text != "" {
			area.WithSnippet(v210.NewArtifactContent().WithText(l.Text))
		}
		place.WithRegion(area)
	}
	return place
}

func region(start, end manifest.Position) *v210.Region {
	r := v210.NewRegion().WithStartLine(start.Line).WithStartColumn(max(start.UTF16, 1))
	if end.Line >= start.Line {
		r.WithEndLine(end.Line).WithEndColumn(max(end.UTF16, 1))
	}
	return r
}
