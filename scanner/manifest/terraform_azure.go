package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest/images"
)

// azureVersions are the attributes that name the version of a runtime.
var azureVersions = []struct {
	attribute string
	runtime   rules.Runtime
	vendor    string
}{
	{"python_version", rules.Python, ""},
	{"ruby_version", rules.Ruby, ""},
	{"java_version", rules.Java, "openjdk"},
}

// azure declares what App Service and Functions run. Newer resources have it in a
// block of its own.
//
// Source: https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/linux_web_app
func (r *terraformResource) azure() {
	for _, path := range [][]string{{"site_config"}, {"site_config", "application_stack"}} {
		at := func(name string, visit func(setting)) { r.at(visit, append(path[:len(path):len(path)], name)...) }
		for _, version := range azureVersions {
			at(version.attribute, func(s setting) { r.file.declareLine(version.runtime, version.vendor, s, r.unit) })
		}
		for _, name := range []string{"dotnet_framework_version", "dotnet_version", "dotnet_core_version"} {
			at(name, r.azureDotnet)
		}
		for _, name := range []string{"linux_fx_version", "windows_fx_version"} {
			at(name, r.azureStack)
		}
		at("docker_image_name", func(s setting) { r.file.declareImage(s, r.unit, Run) })
	}
	worker := r.body.attribute("app_settings", "FUNCTIONS_WORKER_RUNTIME")
	if worker == nil {
		return
	}
	if s := r.setting(worker, r.file, 0); s.text == "dotnet" {
		r.at(func(s setting) { r.file.declareFunctionsHost(s, r.unit, Run) }, "version")
		r.at(func(s setting) { r.file.declareFunctionsHost(s, r.unit, Run) }, "functions_extension_version")
	}
}

// azureStack declares PYTHON|3.7, or DOCKER|image.
func (r *terraformResource) azureStack(s setting) {
	if kind, image, ok := strings.Cut(s.text, "|"); ok && strings.EqualFold(kind, "docker") {
		if s.at.Text() == s.text {
			s.at = s.at.File.At(s.at.Start+len(kind)+1, s.at.End)
		}
		s.text = image
		r.file.declareImage(s, r.unit, Run)
		return
	}
	r.file.declarePlatform(images.Azure, s, r.unit)
}

// azureDotnet declares a version of .NET. On Windows it begins with a v, and up to
// v4.0 names an engine of the .NET Framework.
func (r *terraformResource) azureDotnet(s setting) {
	if s.missing == "" {
		if part, ok := images.AzureDotnet(s.text); ok {
			d := partOf(&part, s)
			d.Unit = r.unit
			r.file.Declare(d)
			return
		}
	}
	d := s
	d.text = strings.TrimPrefix(s.text, "v")
	before := len(r.file.declarations)
	r.file.declareLine(rules.Dotnet, "", d, r.unit)
	if s.missing == "" && len(r.file.declarations) > before {
		r.file.declarations[before].Text = s.text
	}
}
