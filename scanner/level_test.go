package scanner

import (
	"testing"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest"
)

func TestLevels(t *testing.T) {
	for _, c := range []struct {
		name    string
		f       Finding
		verdict rules.Verdict
		best    rules.Verdict
		want    Level
	}{
		{"ready", Finding{}, rules.Ready, rules.Ready, LevelNone},
		{"certain upgrade", Finding{}, rules.Upgrade, rules.Upgrade, LevelError},
		{"certain update", Finding{}, rules.Update, rules.Update, LevelError},
		{"certain configure", Finding{}, rules.Configure, rules.Configure, LevelWarning},
		{"at least configure", Finding{Binding: rules.Target}, rules.Update, rules.Configure, LevelWarning},
		{"possible upgrade of a pinned version", Finding{Binding: rules.Exact}, rules.Upgrade, rules.Ready, LevelWarning},
		{"possible update of a floating version", Finding{Binding: rules.Newest}, rules.Update, rules.Ready, LevelWarning},
		{"possible upgrade of a range", Finding{Binding: rules.Any}, rules.Upgrade, rules.Ready, LevelNote},
		{"possible upgrade of a target", Finding{Binding: rules.Target}, rules.Upgrade, rules.Ready, LevelNote},
		{"possible configure", Finding{Binding: rules.Exact}, rules.Configure, rules.Ready, LevelNote},
		{"unknown", Finding{Binding: rules.Exact}, rules.Unknown, rules.Unknown, LevelNote},
		{"what builds", Finding{Scope: manifest.Build}, rules.Upgrade, rules.Upgrade, LevelNote},
		{"what tests", Finding{Scope: manifest.Test}, rules.Upgrade, rules.Upgrade, LevelNote},
		{"a developer's version file", Finding{Scope: manifest.Dev}, rules.Upgrade, rules.Upgrade, LevelWarning},
		{"a hint", Finding{Hint: true}, rules.Upgrade, rules.Upgrade, LevelNote},
		{"a fixture", Finding{Fixture: true}, rules.Upgrade, rules.Upgrade, LevelNote},
		{"ready in a fixture", Finding{Fixture: true}, rules.Ready, rules.Ready, LevelNone},
	} {
		c.f.Verdict, c.f.Best, c.f.Certain = c.verdict, c.best, c.verdict == c.best
		if got := level(&c.f); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestFixturesAreKnownByTheirPaths(t *testing.T) {
	for name, want := range map[string]bool{
		"pom.xml": false, "tests/pom.xml": true, "src/Testdata/x/pom.xml": true, "test.xml": false, "samples/a/App.csproj": true,
		"contest/pom.xml": false, "src/Shop.Orders.Tests/App.config": true, "www.shop.test/web.config": false, "Tests.Runner/App.config": false, "testsuite/images/app.config": true,
		"src/main/templates/Dockerfile": true,
		"a/test_client.py":              true, "a/client_test.py": true, "contest_client.py": false, "a/client_spec.rb": true, "ClientTest.java": true,
		"Contest.java": false, "ClientTests.cs": true, "OrdersIT.kt": true, "Audit.java": false, "my.Tests.ps1": true, "attest.py": false,
	} {
		if isFixture(name) != want {
			t.Errorf("%s: %t", name, !want)
		}
	}
}
