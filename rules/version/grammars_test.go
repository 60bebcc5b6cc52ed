package version

import (
	"errors"
	"testing"
)

func TestGrammars(t *testing.T) {
	type grammar = func(*Scheme, string) (Set, error)
	for _, c := range []struct {
		name    string
		grammar grammar
		scheme  *Scheme
		text    string
		want    string // "" for an error
	}{
		{"npm", NPMRange, SemVer, ">=0.10 <6 || ~8.1", ">=0.10 <6~ || >=8.1 <8.2~"},
		{"npm", NPMRange, SemVer, "1.2 - 2.3", ">=1.2 <2.4~"},
		{"npm", NPMRange, SemVer, "^0.0.3", ">=0.0.3 <0.0.4~"},
		{"npm", NPMRange, SemVer, ">1.2", ">=1.3"},
		{"npm", NPMRange, SemVer, "", "*"},
		{"npm", NPMRange, SemVer, "4", ">=4 <5~"},
		{"npm", NPMRange, SemVer, ">= 1.2.3-beta.2", ">=1.2.3-beta.2"},
		{"npm", NPMRange, SemVer, "node >=6", ""},
		{"nuget", NuGetRange, NuGet, "1.0", ">=1.0"},
		{"nuget", NuGetRange, NuGet, "[1.0]", "1.0"},
		{"nuget", NuGetRange, NuGet, "(1.0,)", ">1.0"},
		{"nuget", NuGetRange, NuGet, "(,1.0]", "<=1.0"},
		{"nuget", NuGetRange, NuGet, "1.*", "1.*"},
		{"nuget", NuGetRange, NuGet, "*", "*"},
		{"nuget", NuGetRange, NuGet, "(1.0)", ""},
		{"nuget", NuGetRange, NuGet, "", ""},
		{"nuget", NuGetRange, NuGet, "[1.0", ""},
		{"maven", MavenRange, Java, "[1.7,1.9)", ">=7 <9"},
		{"maven", MavenRange, Java, "1.7", ">=7"},
		{"maven", MavenRange, Java, "(,1.7],[11,)", "<=7 || >=11"},
		{"maven", MavenRange, Java, "[1.8.0_291]", "8u291"},
		{"maven", MavenRange, Java, "[1.7", ""},
		{"maven", MavenRange, Java, "", ""},
		{"debian", DebianRelation, OpenSSL, "(>= 1.0.1)", ">=1.0.1"},
		{"debian", DebianRelation, OpenSSL, "<< 1.0.1", "<1.0.1"},
		{"debian", DebianRelation, OpenSSL, "(> 1.0.1)", ">=1.0.1"},
		{"debian", DebianRelation, Debian, "(= 1.0.1e-2)", "1.0.1e-2"},
		{"debian", DebianRelation, OpenSSL, "(~ 1)", ""},
		{"conda", CondaSpec, PEP440, "2.7", "2.7.*"},
		{"conda", CondaSpec, PEP440, "=2.7.8=1", "2.7.8.*"},
		{"conda", CondaSpec, PEP440, ">=3.6,<3.8", ">=3.6 <3.8"},
		{"conda", CondaSpec, OpenSSL, "=1.0.2", "1.0.2.*"},
		{"conda", CondaSpec, OpenSSL, "==1.0.2", "1.0.2"},
		{"conda", CondaSpec, OpenSSL, "1.0.*|1.1.1k", "1.0.* || 1.1.1k"},
		{"conda", CondaSpec, PEP440, "~=3.6", ">=3.6 <4~"},
		{"conda", CondaSpec, PEP440, "!=3.6.*", "<3.6~ || >=3.7~"},
		{"conda", CondaSpec, PEP440, "three", ""},
		{"conan", ConanRange, OpenSSL, "1.0.2u", "1.0.2u"},
		{"conan", ConanRange, OpenSSL, "[>=1.0.1 <2]", ">=1.0.1 <2"},
		{"conan", ConanRange, OpenSSL, "[~1.1]", ">=1.1 <1.2~"},
		{"conan", ConanRange, OpenSSL, "[^3 || 1.1.1k, include_prerelease]", "1.1.1k || >=3 <4~"},
		{"conan", ConanRange, OpenSSL, "[*]", "*"},
		{"conan", ConanRange, OpenSSL, "[>=1", ""},
		{"gradle", GradleRange, Maven, "1.7", ">=1.7"},
		{"gradle", GradleRange, Maven, "1.7.+", ">=1.7 <1.8"},
		{"gradle", GradleRange, Maven, "9.+", ">=9 <10"},
		{"gradle", GradleRange, Maven, "+", "*"},
		{"gradle", GradleRange, Maven, "latest.release", "*"},
		{"gradle", GradleRange, Maven, "[1.7,1.9[", ">=1.7 <1.9"},
		{"gradle", GradleRange, Maven, "]1.7,1.9]", ">1.7 <=1.9"},
		{"gradle", GradleRange, Maven, "(,1.9)!!1.8", "<1.9"},
		{"gradle", GradleRange, Maven, "[1.7]", "1.7"},
		{"gradle", GradleRange, Maven, "1.7.x.+", ""},
		{"gradle", GradleRange, Maven, ".+", ""},
		{"gradle", GradleRange, Maven, "1 .7.+", ""},
		{"gradle", GradleRange, Maven, "[1.7", ""},
		{"gradle", GradleRange, Maven, "]1.7[", ""},
		{"gradle", GradleRange, Maven, "1 2", ""},
		{"gradle", GradleRange, Maven, "!!1.7", ""},
		{"poetry", PoetryConstraint, PEP440, "^3.7", ">=3.7 <4~"},
		{"poetry", PoetryConstraint, PEP440, "^0.2.3", ">=0.2.3 <0.3~"},
		{"poetry", PoetryConstraint, PEP440, "~2", ">=2 <3~"},
		{"poetry", PoetryConstraint, PEP440, "~2.7 || ^3.5", ">=2.7 <2.8~ || >=3.5 <4~"},
		{"poetry", PoetryConstraint, PEP440, ">= 2.7, < 3", ">=2.7 <3~"},
		{"poetry", PoetryConstraint, PEP440, "3.10.7", "3.10.7"},
		{"poetry", PoetryConstraint, PEP440, "3.*", "3.*"},
		{"poetry", PoetryConstraint, PEP440, "*", "*"},
		{"poetry", PoetryConstraint, PEP440, "^", ""},
		{"poetry", PoetryConstraint, PEP440, "", ""},
		{"gem", GemRequirement, Ruby, "~> 2.3", ">=2.3 <3~"},
		{"gem", GemRequirement, Ruby, ">= 1.9.3, < 2.4", ">=1.9.3 <2.4"},
		{"gem", GemRequirement, Ruby, "2.0.0", "2.0.0"},
		{"gem", GemRequirement, Ruby, "=> 2", ""},
		{"specifier", PEP440Specifier, PEP440, ">=2.7,!=3.0.*,<4", ">=2.7 <3.0~ || >=3.1~ <4~"},
		{"specifier", PEP440Specifier, PEP440, "~=2.7.9", ">=2.7.9 <2.8~"},
		{"specifier", PEP440Specifier, PEP440, "", "*"},
		{"specifier", PEP440Specifier, PEP440, "2.7", ""},
		{"specifier", PEP440Specifier, PEP440, "~=2", ""},
		{"specifier", PEP440Specifier, PEP440, ">=2.*", ""},
	} {
		set, err := c.grammar(c.scheme, c.text)
		var syntax *SyntaxError
		switch {
		case c.want == "":
			if !errors.As(err, &syntax) || syntax.Offset < 0 || syntax.Offset > len(c.text) {
				t.Errorf("%s %q is read as %s, %v", c.name, c.text, set, err)
			}
		case err != nil || set.String() != c.want:
			t.Errorf("%s %q is read as %s, want %s; %v", c.name, c.text, set, c.want, err)
		}
	}
}

func FuzzGrammars(f *testing.F) {
	for _, seed := range []string{">=2.7,<4", "^1.2 || ~3", "[1.0,2.0)", "(,1]", "(>= 1:1.0~rc1-2)", "1.0.*|2", "~> 2.0, != 2.1", "[>=1 <2, loose]", "1.2 - 3.x"} {
		f.Add(seed)
	}
	grammars := map[*Scheme][]func(*Scheme, string) (Set, error){
		PEP440:  {PEP440Specifier, PoetryConstraint, CondaSpec},
		Ruby:    {GemRequirement},
		SemVer:  {NPMRange},
		NuGet:   {NuGetRange},
		Java:    {MavenRange},
		Debian:  {DebianRelation},
		OpenSSL: {ConanRange, CondaSpec, DebianRelation},
		Maven:   {MavenRange, GradleRange},
	}
	f.Fuzz(func(t *testing.T, text string) {
		for scheme, list := range grammars {
			for i, grammar := range list {
				set, err := grammar(scheme, text)
				if err != nil {
					continue
				}
				if !set.Complement().Complement().Equal(set) {
					t.Errorf("%s %d: %q", scheme.Name(), i, text)
				}
			}
		}
	})
}
