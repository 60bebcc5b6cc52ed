package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var netbeans = Kind{
	Name:     "NetBeans project.properties",
	Files:    []string{"nbproject/project.properties"},
	Declares: "`javac.target` or `javac.source`, and the Java platform as a hint",
	Parse:    parseNetBeans,
}

func parseNetBeans(f *File) {
	p := &antProject{f: f, properties: map[string]antValue{}, loaded: map[string]bool{}}
	eachProperty(f, func(key string, at Place) { p.properties[key] = antValue{at.Text(), at} }) // the last counts
	for _, key := range []string{"javac.target", "javac.source"} {
		v, ok := p.properties[key]
		if !ok || v.text == "" {
			continue
		}
		r := p.resolve(v, nil, 0)
		d := Declaration{At: r.at, Text: r.text, Via: r.via, Unresolved: r.unresolved}
		if r.unresolved != "" {
			d.Runtime, d.Binding = rules.Java, rules.Target
			f.Declare(d)
		} else {
			declareJavaTarget(f, d)
		}
		break
	}
	if v, ok := p.properties["platform.active"]; ok && strings.HasPrefix(v.text, "JDK_") {
		if _, err := rules.Parse(rules.Java, v.text); err == nil {
			declareVersion(f, rules.Java, Declaration{At: v.at, Binding: rules.Exact, Scope: Dev, Hint: true})
		}
	}
}
