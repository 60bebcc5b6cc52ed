package manifest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tlsready/tlsready/rules"
)

func TestATreeOfAPOMHasWhatMatters(t *testing.T) {
	const text = `<project><modelVersion>4</modelVersion><artifactId>a</artifactId><description><version/></description>
<properties><any>1<below/></any></properties>
<build><plugins>
  <plugin><groupId>g</groupId><artifactId>other</artifactId><configuration><target/></configuration></plugin>
  <plugin><configuration><target/></configuration><artifactId>other</artifactId><executions/></plugin>
  <plugin><artifactId>maven-enforcer-plugin</artifactId><configuration><rules><plugin><artifactId>other</artifactId><x/></plugin></rules></configuration></plugin>
  <plugin><artifactId>maven-compiler-plugin</artifactId><dependencies/><configuration><target><x/></target></configuration></plugin>
</plugins><resources/></build>
<dependencies>
  <dependency><groupId>g</groupId><artifactId>a</artifactId><version>1</version></dependency>
  <dependency><groupId>io.netty</groupId><artifactId>netty</artifactId><exclusions/><version>1</version></dependency>
</dependencies>
<profiles><profile><id/><modules/><properties><any/></properties></profile></profiles>
</project>`
	const (
		parent = `project(artifactId properties(any) build(plugins(plugin(artifactId) plugin(configuration(target) artifactId)` +
			` plugin(artifactId) plugin(artifactId configuration(target)))) profiles(profile(id properties(any))))`
		plugins = `project(artifactId properties(any) build(plugins(plugin(groupId artifactId) plugin(configuration(target) artifactId)` +
			` plugin(artifactId configuration(rules(plugin(artifactId x)))) plugin(artifactId dependencies configuration(target(x)))))`
		profiles  = ` profiles(profile(id properties(any))))`
		libraries = ` dependencies(dependency(groupId) dependency(groupId artifactId version))`
	)
	for name, test := range map[string]struct {
		keeper *pomKeeper
		want   string
	}{
		"a parent":                 {newPomKeeper(parentPom, false), parent},
		"a POM":                    {newPomKeeper(ownPom, false), plugins + profiles},
		"a POM that has libraries": {newPomKeeper(ownPom, true), plugins + libraries + profiles},
	} {
		f := NewFile("pom.xml", []byte(text))
		if diff := cmp.Diff(test.want, outlineText(parseXMLOf(f, test.keeper.keep))); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", name, diff)
		}
		if len(f.Problems()) > 0 {
			t.Errorf("%s: %v", name, f.Problems())
		}
	}
}

// outlineText is the name of an element with those in it.
func outlineText(e *element) string {
	var below []string
	for _, c := range e.children {
		below = append(below, outlineText(c))
	}
	if below == nil {
		return e.name
	}
	return e.name + "(" + strings.Join(below, " ") + ")"
}

// What stands in all POMs, or in most, would have them all read for libraries.
func TestUsualWordsOfAPOMNameNoLibrary(t *testing.T) {
	for text, want := range map[string]bool{
		"<mailingLists><mailingList>netty, okhttp</mailingList></mailingLists>":   false,
		"<groupId>org.apache.kafka</groupId><artifactId>connect-api</artifactId>": false,
		"<groupId>javax.mail</groupId><artifactId>mail</artifactId>":              true,
		"<groupId>org.apache.kafka</groupId><artifactId>kafka-clients":            true,
	} {
		if got := librarySigns().in([]byte(text)); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
	for _, rt := range rules.KnownLibraries("maven") {
		if !librarySigns().in([]byte(rt)) {
			t.Errorf("nothing tells that a POM names %s", rt)
		}
	}
}
