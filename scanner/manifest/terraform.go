package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/scanner/manifest/images"
)

var terraform = Kind{
	Name:     "Terraform",
	Files:    []string{"*.tf"},
	Probes:   []string{"runtime", "solution_stack_name", "image", "site_config", "container_definitions", "stack"},
	Declares: "the runtimes of functions of AWS and Google, Elastic Beanstalk, App Service of Azure; images of containers and builds",
	Catalog:  true,
	Parse:    parseTerraform,
}

// terraformRuntimes are the attributes that name a runtime to a platform, by the
// type of the resource.
var terraformRuntimes = map[string]struct {
	platform images.Platform
	path     []string
}{
	"aws_lambda_function":                          {images.Lambda, []string{"runtime"}},
	"google_cloudfunctions_function":               {images.CloudFunctions, []string{"runtime"}},
	"google_cloudfunctions2_function":              {images.CloudFunctions, []string{"build_config", "runtime"}},
	"google_app_engine_standard_app_version":       {images.AppEngine, []string{"runtime"}},
	"google_app_engine_flexible_app_version":       {images.AppEngine, []string{"runtime"}},
	"aws_elastic_beanstalk_environment":            {images.Beanstalk, []string{"solution_stack_name"}},
	"aws_elastic_beanstalk_configuration_template": {images.Beanstalk, []string{"solution_stack_name"}},
}

// terraformSystems are the attributes that name a system.
var terraformSystems = map[string]string{"cloudfoundry_app": "stack", "heroku_app": "stack"}

func parseTerraform(f *File) {
	body := parseHCL(f)
	m := &terraformModule{file: f, sources: []terraformSource{{file: f, body: body}}}
	for i := range body.blocks {
		b := &body.blocks[i]
		switch {
		case b.kind == "resource" && len(b.labels) == 2:
			r := terraformResource{terraformModule: m, kind: b.labels[0], body: b.body, unit: "(" + b.labels[0] + " " + b.labels[1] + ")"}
			r.declare()
		case b.kind == "module" && len(b.labels) == 1:
			// Modules that make functions call it so; of others it is none.
			if v := b.body.attribute("runtime"); v != nil {
				if s := m.setting(v, f, 0); s.missing == "" {
					f.declarePlatform(images.Lambda, s, "(module "+b.labels[0]+")")
				}
			}
		}
	}
}

type terraformResource struct {
	*terraformModule
	kind string
	body *hclBody
	unit string
}

func (r *terraformResource) declare() {
	if runtime, ok := terraformRuntimes[r.kind]; ok {
		r.at(func(s setting) {
			if runtime.platform == images.Beanstalk {
				r.file.declareBeanstalk(s, r.unit)
				return
			}
			r.file.declarePlatform(runtime.platform, s, r.unit)
		}, runtime.path...)
	}
	if attribute, ok := terraformSystems[r.kind]; ok {
		r.at(func(s setting) { r.file.declareSystem(s, r.unit) }, attribute)
	}
	switch {
	case r.kind == "aws_lambda_function":
		r.environment(r.body.attribute("environment", "variables"))
	case r.kind == "aws_codebuild_project":
		r.image(Build, "environment", "image")
	case r.kind == "aws_ecs_task_definition":
		r.containerDefinitions()
	case r.kind == "docker_image":
		r.image(Run, "name")
	case r.kind == "docker_container":
		r.image(Run, "image")
	case strings.HasPrefix(r.kind, "kubernetes_"), strings.HasPrefix(r.kind, "google_cloud_run"), r.kind == "docker_service":
		r.containers()
	case strings.HasPrefix(r.kind, "azurerm_"):
		r.azure()
	}
}

// at calls visit with the values that may stand on a path: of a choice, both.
func (r *terraformResource) at(visit func(s setting), path ...string) {
	if v := r.body.attribute(path...); v != nil {
		r.choose(v, "", visit)
	}
}

func (r *terraformResource) choose(v *hclValue, condition string, visit func(s setting)) {
	if v.kind == hclChoice && len(v.parts) == 2 {
		if condition != "" {
			condition += " and "
		}
		r.choose(v.parts[0], condition+v.text, visit)
		r.choose(v.parts[1], condition+"not "+v.text, visit)
		return
	}
	if v.kind == hclReference && v.text == "null" {
		return
	}
	before := len(r.file.declarations)
	visit(r.setting(v, r.file, 0))
	for i := before; i < len(r.file.declarations); i++ {
		r.file.declarations[i].Condition = condition
	}
}

func (r *terraformResource) image(scope Scope, path ...string) {
	r.at(func(s setting) { r.file.declareImage(s, r.unit, scope) }, path...)
}

// containers declares the images of blocks for containers, wherever they stand.
func (r *terraformResource) containers() {
	r.body.each(func(b *hclBlock) {
		switch b.kind {
		case "container", "init_container", "containers", "container_spec":
			if v := b.body.attribute("image"); v != nil {
				r.file.declareImage(r.setting(v, r.file, 0), r.unit, Run)
			}
		}
	})
}

// containerDefinitions reads what ECS is to run: JSON in a heredoc, or a call that
// makes it.
func (r *terraformResource) containerDefinitions() {
	v := r.body.attribute("container_definitions")
	switch {
	case v == nil:
	case v.kind == hclCall && v.text == "jsonencode" && len(v.parts) == 1:
		for _, container := range v.parts[0].parts {
			if image := container.member("image"); image != nil {
				r.file.declareImage(r.setting(image, r.file, 0), r.unit, Run)
			}
		}
	case v.kind == hclText && v.at.End <= len(r.file.Data) && len(v.parts) == 0:
		j := jsonReader{data: r.file.Data[:v.at.End], at: v.at.Start}
		var root jsonValue
		if j.blank(); j.at < len(j.data) {
			j.value(&root, 0)
		}
		r.file.jsonContainers(&root, r.unit)
	}
}

// environment searches variables for what decides the program's TLS.
func (r *terraformResource) environment(variables *hclValue) {
	if variables == nil {
		return
	}
	for _, m := range variables.members {
		if m.value.kind != hclText || toolOptions[m.name] {
			continue
		}
		at := m.value.at
		for _, e := range r.file.javaOptions(r.file.Data[at.Start:at.End], at.Start) {
			e.Unit = r.unit
			r.file.Witness(e)
		}
	}
}
