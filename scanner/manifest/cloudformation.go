package manifest

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/scanner/manifest/images"
)

var cloudFormation = Kind{
	Name: "CloudFormation, SAM template",
	Files: []string{"*.yml", "*.yaml", "*.template", "template.json", "template-*.json", "*.template.json", "*-template.json",
		"cloudformation.json", "cloudformation-*.json", "*-cloudformation.json", "*.cfn.json", "sam.json"},
	Probes:   []string{"AWSTemplateFormatVersion", "AWS::Serverless", "AWS::Lambda::", "AWS::ElasticBeanstalk::", "AWS::CodeBuild::"},
	Declares: "the `Runtime` of Lambda functions, the platforms of Elastic Beanstalk, the images of CodeBuild and ECS",
	Catalog:  true,
	Parse:    parseCloudFormation,
}

func parseCloudFormation(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		c := &cloudFormationFile{yamlFile: y, doc: doc}
		c.lambda(c.get(doc, "Globals", "Function"), "")
		c.resources()
	}
}

// A cloudFormationFile is a template: JSON is read as the YAML that it is too.
//
// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
type cloudFormationFile struct {
	*yamlFile
	doc *yamlNode
}

func (c *cloudFormationFile) resources() {
	c.each(c.get(c.doc, "Resources"), func(name string, resource *yamlNode) {
		kind := c.get(resource, "Type")
		if !isScalar(kind) {
			return
		}
		properties, unit := c.get(resource, "Properties"), "(resource "+name+")"
		switch kind.Value {
		case "AWS::Lambda::Function", "AWS::Serverless::Function":
			c.lambda(properties, unit)
		case "AWS::ElasticBeanstalk::Environment", "AWS::ElasticBeanstalk::ConfigurationTemplate":
			for _, key := range []string{"SolutionStackName", "PlatformArn"} {
				c.settings(c.get(properties, key), func(s setting, _ string) { c.f.declareBeanstalk(s, unit) })
			}
		case "AWS::CodeBuild::Project":
			c.image(c.get(properties, "Environment", "Image"), unit, Build)
		case "AWS::ECS::TaskDefinition":
			for _, container := range c.items(c.get(properties, "ContainerDefinitions")) {
				c.image(c.get(container, "Image"), unit, Run)
			}
		}
	})
}

func (c *cloudFormationFile) lambda(properties *yamlNode, unit string) {
	c.settings(c.get(properties, "Runtime"), func(s setting, condition string) {
		count := len(c.f.declarations)
		c.f.declarePlatform(images.Lambda, s, unit)
		for i := count; i < len(c.f.declarations); i++ {
			c.f.declarations[i].Condition = condition
		}
	})
	c.environment(c.get(properties, "Environment", "Variables"), unit)
}

// declareBeanstalk declares the runtime and the system of a platform of Elastic
// Beanstalk.
func (f *File) declareBeanstalk(s setting, unit string) {
	if _, name, ok := strings.Cut(s.text, "platform/"); ok && strings.HasPrefix(s.text, "arn:") {
		if s.at.Text() == s.text {
			s.at = s.at.File.At(s.at.End-len(name), s.at.End)
		}
		s.text = name
	}
	f.declarePlatform(images.Beanstalk, s, unit)
	f.declareSystem(s, unit)
}

func (c *cloudFormationFile) image(n *yamlNode, unit string, scope Scope) {
	c.settings(n, func(s setting, _ string) {
		if s.missing == "" && s.at.Text() == s.text {
			c.declareImage(s.at, unit, scope)
		}
	})
}

// settings calls visit for the values that a property may have: itself, or the
// default of a parameter, or both sides of a condition.
func (c *cloudFormationFile) settings(n *yamlNode, visit func(s setting, condition string)) {
	if n == nil {
		return
	}
	function, argument := intrinsic(n)
	switch {
	case function == "" && n.Kind == yaml.ScalarNode:
		if n.Value != "" {
			visit(c.literal(n), "")
		}
	case function == "Ref":
		visit(c.parameter(n, argument), "")
	case function == "If" && argument != nil && len(argument.Content) == 3:
		condition := argument.Content[0].Value
		for i, side := range argument.Content[1:] {
			side = c.resolve(side)
			if i == 1 {
				condition = "not " + condition
			}
			if inner, name := intrinsic(side); inner == "Ref" {
				if !isScalar(name) || name.Value != "AWS::NoValue" {
					visit(c.parameter(side, name), condition)
				}
			} else if inner == "" && isScalar(side) {
				visit(c.literal(side), condition)
			}
		}
	case function == "Sub" && isScalar(argument):
		text, _, holed := strings.Cut(argument.Value, "${")
		s := setting{text: text, at: c.place(argument)}
		if holed {
			s.missing = "Sub is worked out when the stack is made"
		}
		visit(s, "")
	case function != "":
		visit(setting{at: c.place(n), missing: function + " is worked out when the stack is made"}, "")
	}
}

// parameter is the value of a parameter if nobody gives another.
func (c *cloudFormationFile) parameter(use, name *yamlNode) setting {
	out := setting{at: c.place(use)}
	if !isScalar(name) {
		out.missing = "Ref names no parameter"
		return out
	}
	if use == name { // !Ref X
		if i := strings.Index(out.at.Text(), name.Value); i >= 0 {
			out.at = c.f.At(out.at.Start, out.at.Start+i+len(name.Value))
		}
	} else {
		out.at = c.place(name)
	}
	value := c.get(c.doc, "Parameters", name.Value, "Default")
	if !isScalar(value) {
		out.missing = "the parameter " + name.Value + " has no default"
		return out
	}
	return setting{text: value.Value, at: c.place(value), via: []Place{out.at}}
}

// intrinsic takes a call of a function apart, which has a short and a long form:
// !Ref X, {Ref: X}, !If [...], {"Fn::If": [...]}.
func intrinsic(n *yamlNode) (function string, argument *yamlNode) {
	if n == nil {
		return "", nil
	}
	if name, ok := strings.CutPrefix(n.Tag, "!"); ok && !strings.HasPrefix(name, "!") {
		return name, n
	}
	if n.Kind == yaml.MappingNode && len(n.Content) == 2 {
		key := n.Content[0].Value
		if name, ok := strings.CutPrefix(key, "Fn::"); ok || key == "Ref" {
			return name, n.Content[1]
		}
	}
	return "", nil
}
