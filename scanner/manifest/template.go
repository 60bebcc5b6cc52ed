package manifest

import "strings"

// templateReason is why a value that a template engine fills in is not known.
const templateReason = "a template placeholder"

// isTemplate reports whether a value is one that a template engine fills in
// before any build tool reads it: {{ v }}, <%= v %>, $v$, @v@, __v__.
func isTemplate(text string) bool {
	if strings.Contains(text, "{{") || strings.Contains(text, "<%") {
		return true
	}
	for _, mark := range []string{"$", "@", "__"} {
		if _, rest, ok := strings.Cut(text, mark); ok {
			if name, _, ok := strings.Cut(rest, mark); ok && isTemplateName(name) {
				return true
			}
		}
	}
	return false
}

func isTemplateName(name string) bool {
	if name == "" {
		return false
	}
	for _, c := range []byte(name) {
		if !isASCIILetter(c) && (c < '0' || c > '9') && c != '_' && c != '.' && c != '-' {
			return false
		}
	}
	return isASCIILetter(name[0])
}
