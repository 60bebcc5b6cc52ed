package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var intellijModule = Kind{
	Name:     "IntelliJ module",
	Files:    []string{"*.iml"},
	Probes:   []string{"LANGUAGE_LEVEL", "JavaSDK"},
	Declares: "the language level, and the JDK as a hint",
	Parse: func(f *File) {
		for _, component := range parseXML(f).all("component") {
			if component.value("name") != "NewModuleRootManager" {
				continue
			}
			languageLevel(f, component.attr("LANGUAGE_LEVEL"))
			for _, entry := range component.all("orderEntry") {
				if entry.value("type") == "jdk" && entry.value("jdkType") == "JavaSDK" {
					intellijJDK(f, entry.attr("jdkName"))
				}
			}
		}
	},
}

var intellijProject = Kind{
	Name:     "IntelliJ project",
	Files:    []string{".idea/misc.xml"},
	Declares: "the language level, and the JDK as a hint",
	Parse: func(f *File) {
		for _, component := range parseXML(f).all("component") {
			if component.value("name") != "ProjectRootManager" {
				continue
			}
			languageLevel(f, component.attr("languageLevel"))
			if component.value("project-jdk-type") == "JavaSDK" {
				intellijJDK(f, component.attr("project-jdk-name"))
			}
		}
	},
}

var intellijCompiler = Kind{
	Name:     "IntelliJ compiler settings",
	Files:    []string{".idea/compiler.xml"},
	Declares: "the bytecode target of the project and of modules",
	Parse: func(f *File) {
		parseXML(f).walk(func(e *element) bool {
			if e.name != "bytecodeTargetLevel" {
				return true
			}
			levels := append([]*element{e}, e.all("module")...)
			for _, level := range levels {
				if a := level.attr("target"); a != nil && a.value != "" {
					d := Declaration{At: f.At(a.at.Start, a.at.End), Scope: Dev}
					if level != e {
						d.Condition = "module " + level.value("name")
					}
					declareJavaTarget(f, d)
				}
			}
			return false
		})
	},
}

// languageLevel declares a level such as JDK_1_7, JDK_17 or JDK_17_PREVIEW.
func languageLevel(f *File, a *attribute) {
	if a == nil || a.value == "" {
		return
	}
	size := len(strings.TrimSuffix(a.value, "_PREVIEW"))
	if size > a.at.End-a.at.Start {
		return
	}
	declareJavaTarget(f, Declaration{At: f.At(a.at.Start, a.at.Start+size), Scope: Dev})
}

// intellijJDK declares what the name of a JDK says, which a developer chose.
func intellijJDK(f *File, a *attribute) {
	if a == nil {
		return
	}
	if _, err := rules.Parse(rules.Java, a.value); err == nil {
		declareVersion(f, rules.Java, Declaration{At: f.At(a.at.Start, a.at.End), Binding: rules.Exact, Scope: Dev, Hint: true})
	}
}
