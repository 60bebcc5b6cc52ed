package images

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

func TestEveryEntryHasASourceAndIsReadable(t *testing.T) {
	k, err := load(data)
	if err != nil {
		t.Fatal(err)
	}
	for name, d := range k.Distributions {
		if !strings.HasPrefix(d.Source, "https://") || d.Title == "" || d.Evidence != "verified" && d.Evidence != "recalled" {
			t.Errorf("%s: title %q, source %q, evidence %q", name, d.Title, d.Source, d.Evidence)
		}
		for code, number := range d.Names {
			if _, ok := d.Releases[number]; !ok {
				t.Errorf("%s: %s is release %s, which is not there", name, code, number)
			}
		}
		for number, r := range d.Releases {
			p := r.part()
			if p.Unresolved != "" || p.Versions.IsEmpty() || (r.OpenSSL == "") == (r.LibreSSL == "") {
				t.Errorf("%s %s: %+v", name, number, r)
			}
			if r.Evidence != "" && r.Evidence != "recalled" {
				t.Errorf("%s %s: evidence %q", name, number, r.Evidence)
			}
		}
	}
	for _, i := range k.Images {
		if !strings.HasPrefix(i.Source, "https://") || len(i.Repositories) == 0 || (i.Runtime == "") == (i.Distribution == "") {
			t.Errorf("%+v", i)
		}
		if i.Distribution != "" && k.Distributions[i.Distribution] == nil {
			t.Errorf("%s: no distribution %s", i.Repositories[0], i.Distribution)
		}
		if i.Runtime != "" && rules.Scheme(i.Runtime) == nil {
			t.Errorf("%s: no scheme for %s", i.Repositories[0], i.Runtime)
		}
		if i.Base.OpenSSL != "" {
			if _, err := version.ParseSet(version.OpenSSL, i.Base.OpenSSL); err != nil {
				t.Error(err)
			}
		}
		for _, r := range i.Repositories {
			if r != strings.ToLower(r) || strings.Contains(r, ":") {
				t.Errorf("repository %q", r)
			}
		}
	}
}

func TestResolve(t *testing.T) {
	for ref, want := range map[string]string{
		"python:2.7.8-wheezy":    "python 2.7.8 @2.7.8, openssl >=1.0.1e <=1.0.1t @wheezy floating implied",
		"python:2.7":             "python 2.7.* @2.7 floating, openssl >=1.0.1e @python:2.7 implied",
		"python:3.10-alpine3.15": "python 3.10.* @3.10 floating, openssl 1.1.1.* @alpine3.15 floating implied",
		"python":                 "python unresolved, openssl >=1.0.1e @python implied",
		"python@sha256:00":       "python unresolved, openssl >=1.0.1e @python implied",
		"registry.local:5000/base/ruby:1.9.3-p551": "ruby 1.9.3-p551 @1.9.3-p551",
		"docker.io/library/ruby:2.1-onbuild":       "ruby 2.1.* @2.1 floating, openssl >=1.0.1e @docker.io/library/ruby:2.1-onbuild implied",
		"arm64v8/ubuntu:12.04":                     "openssl 1.0.1 @12.04 implied vendor=ubuntu-12.04",
		"ubuntu:precise":                           "openssl 1.0.1 @precise implied vendor=ubuntu-12.04",
		"centos:6.4":                               "openssl 1.0.0 @6.4 implied vendor=rhel-6",
		"centos:6":                                 "openssl 1.0.1e @6 implied",
		"centos:centos7":                           "openssl >=1.0.1e <=1.0.2k @centos7 floating implied",
		"registry.access.redhat.com/ubi8/ubi:8.4":  "openssl 1.1.1.* @8.4 floating implied",
		"alpine:3.7":                               "libressl 2.6.* @3.7 floating implied",
		"debian:bookworm-slim":                     "openssl 3.0.* @bookworm floating implied",
		"openjdk:7u131-jdk":                        "java 7u131 @7u131 vendor=openjdk",
		"openjdk:8-jre-alpine":                     "java 8.* @8 floating vendor=openjdk",
		"maven:3.3-jdk-7":                          "java 7.* @7 floating vendor=openjdk",
		"tomcat:8.5-jre8":                          "java 8.* @8 floating vendor=openjdk",
		"tomcat:9":                                 "java unresolved vendor=openjdk",
		"maven:3.9-eclipse-temurin-17":             "java 17.* @17 floating vendor=openjdk",
		"jruby:9.2-jre8":                           "jruby 9.2.* @9.2 floating, java 8.* @8 floating vendor=openjdk",
		"pypy:2.7-7.3.1":                           "pypy 7.3.1 @7.3.1, openssl >=1.0.1e @pypy:2.7-7.3.1 implied",
		"mcr.microsoft.com/dotnet/sdk:8.0":         "dotnet 8.0.* @8.0 floating build",
		"mcr.microsoft.com/dotnet/aspnet:6.0.36-alpine3.20":                          "dotnet 6.0.36 @6.0.36, openssl 3.3.* @alpine3.20 floating implied",
		"microsoft/dotnet:2.1.300-sdk":                                               "dotnet 2.1.* @2.1 floating build",
		"mcr.microsoft.com/dotnet/framework/aspnet:4.7.2-windowsservercore-ltsc2016": "dotnet-framework-installed 4.7.2 @4.7.2",
		"lambci/lambda:python2.7":                                                    "python 2.7.* @2.7 floating",
		"postgres:9.6":                                                               "",
		"":                                                                           "",
	} {
		var got []string
		for _, p := range Resolve(ref) {
			s := string(p.Runtime)
			if p.Unresolved != "" {
				s += " unresolved"
			} else {
				s += fmt.Sprintf(" %s @%s", p.Versions, ref[p.Start:p.End])
			}
			for text, is := range map[string]bool{" floating": p.Floating} {
				if is {
					s += text
				}
			}
			if p.Implied {
				s += " implied"
			}
			if p.Build {
				s += " build"
			}
			if p.Vendor != "" {
				s += " vendor=" + p.Vendor
			}
			got = append(got, s)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s:\n got %s\nwant %s", ref, strings.Join(got, ", "), want)
		}
	}
}

func FuzzResolve(f *testing.F) {
	f.Add("python:2.7.8-wheezy")
	f.Add("a.b:5000/c/d:e@sha256:f")
	f.Fuzz(func(t *testing.T, ref string) {
		for _, p := range Resolve(ref) {
			if p.Start < 0 || p.End > len(ref) || p.Start > p.End {
				t.Errorf("%q: %d to %d", ref, p.Start, p.End)
			}
			if p.Versions.IsEmpty() == (p.Unresolved == "") {
				t.Errorf("%q: neither versions nor a reason", ref)
			}
		}
	})
}
