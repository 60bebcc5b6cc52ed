package manifest

import "strings"

// A terraformModule is the folder of a file: its variables and locals may stand in
// other files of it.
type terraformModule struct {
	file    *File
	sources []terraformSource // the file itself, then the others
	opened  bool
	steps   int // references followed so far
}

type terraformSource struct {
	file   *File
	body   *hclBody
	values bool // terraform.tfvars
}

// terraformNames are the files in which people keep variables and locals.
var terraformNames = []string{"terraform.tfvars", "variables.tf", "locals.tf", "main.tf", "vars.tf", "variable.tf", "local.tf"}

const (
	maxTerraformDepth = 16
	maxTerraformSteps = 2000
)

// open reads the other files once a reference asks for them.
func (m *terraformModule) open() {
	if m.opened {
		return
	}
	m.opened = true
	for _, name := range terraformNames {
		if m.file.Path == name || strings.HasSuffix(m.file.Path, "/"+name) {
			continue
		}
		if other, err := m.file.Open(name); err == nil {
			m.sources = append(m.sources, terraformSource{other, parseHCL(other), name == "terraform.tfvars"})
		}
	}
}

// setting is the text of a value that stands in a file.
func (m *terraformModule) setting(v *hclValue, f *File, depth int) setting {
	out := setting{at: f.At(v.at.Start, v.at.End)}
	if m.steps++; depth > maxTerraformDepth || m.steps > maxTerraformSteps {
		out.missing = "its variables lead around in a circle"
		return out
	}
	switch {
	case v.kind == hclText && len(v.parts) == 0:
		out.text = v.text
		return out
	case v.kind == hclText && len(v.parts) == 1: // "${var.name}"
		return m.setting(v.parts[0], f, depth+1)
	case v.kind == hclText:
		for _, part := range v.parts {
			piece := m.setting(part, f, depth+1)
			if out.missing = piece.missing; out.missing != "" || len(out.text) > maxLine {
				return out
			}
			out.text += piece.text
		}
		return out
	case v.kind == hclReference:
		return m.reference(v, f, depth)
	}
	out.missing = "it is worked out when it is applied"
	return out
}

// reference follows var.name, local.name and what lies below them.
func (m *terraformModule) reference(v *hclValue, f *File, depth int) setting {
	out := setting{at: f.At(v.at.Start, v.at.End)}
	path := strings.Split(v.text, ".")
	var found *hclValue
	var in *File
	switch {
	case len(path) < 2 || path[0] != "var" && path[0] != "local":
		out.missing = v.text + " is known only when it is applied"
		return out
	case path[0] == "var":
		found, in = m.variable(path[1])
	default:
		found, in = m.local(path[1])
	}
	if found = found.member(path[2:]...); found == nil {
		out.missing = v.text + " has no value here"
		return out
	}
	s := m.setting(found, in, depth+1)
	s.via = append([]Place{out.at}, s.via...)
	return s
}

// variable is the value that terraform.tfvars gives, or else the default.
func (m *terraformModule) variable(name string) (*hclValue, *File) {
	m.open()
	var found *hclValue
	var in *File
	for _, s := range m.sources {
		if s.values {
			if v := s.body.attribute(name); v != nil {
				return v, s.file
			}
			continue
		}
		for i := range s.body.blocks {
			b := &s.body.blocks[i]
			if found == nil && b.kind == "variable" && len(b.labels) == 1 && b.labels[0] == name {
				found, in = b.body.attribute("default"), s.file
			}
		}
	}
	return found, in
}

func (m *terraformModule) local(name string) (*hclValue, *File) {
	for _, opened := range []bool{false, true} {
		if opened {
			m.open()
		}
		for _, s := range m.sources {
			for i := range s.body.blocks {
				if b := &s.body.blocks[i]; b.kind == "locals" {
					if v := b.body.attribute(name); v != nil {
						return v, s.file
					}
				}
			}
		}
	}
	return nil, nil
}
