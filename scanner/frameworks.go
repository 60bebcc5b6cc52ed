package scanner

import (
	"bytes"
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/tlsready/tlsready/rules"
)

// retargets reports whether a later .NET Framework can be written where a finding
// stands and the project still builds. It can't where the name is more than a
// version, as of a portable set, of DNX or of the Client profile, which ends with
// 4.0; nor beside another one of a list, since two would come to be the same.
func (d *draft) retargets(f *Finding) bool {
	if f.Runtime != rules.DotnetFramework && f.Runtime != rules.DotnetFrameworkInstalled {
		return true
	}
	name := strings.ToLower(f.Text)
	if strings.Contains(name, "portable") || strings.Contains(name, "client") || strings.HasPrefix(name, "dnx") {
		return false
	}
	return !clientProfile().Match(d.text.Data) && frameworks(d.list(f)) < 2
}

// Expressions are compiled when they are first needed, since every start would pay for
// them.
var clientProfile = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)<TargetFrameworkProfile>\s*Client\s*<`) })

// list returns the names in whose row a finding's value stands.
func (d *draft) list(f *Finding) []string {
	text := d.text.Data
	if strings.EqualFold(path.Base(d.path), "project.json") {
		var keys []string
		for _, key := range jsonKey().FindAllSubmatch(text, -1) {
			keys = append(keys, string(key[1]))
		}
		return keys
	}
	const around = `<>"'`
	start := bytes.LastIndexAny(text[:f.Span.Start], around) + 1
	end := len(text)
	if i := bytes.IndexAny(text[f.Span.End:], around); i >= 0 {
		end = f.Span.End + i
	}
	return strings.Split(string(text[start:end]), ";")
}

var jsonKey = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`"([^"\\]+)"\s*:`) })

// frameworks counts the names that are one of the .NET Framework.
func frameworks(names []string) int {
	count := 0
	for _, name := range names {
		name = strings.ToLower(strings.TrimSpace(name))
		if !strings.HasPrefix(name, "net") && !strings.HasPrefix(name, ".netframework") {
			continue
		}
		if list, err := rules.Monikers(name); err == nil && list[0].Runtime == rules.DotnetFramework {
			count++
		}
	}
	return count
}
