package images

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

func TestEveryDistributionHasASourceAndIsReadable(t *testing.T) {
	k, err := load(imageData, distributionData)
	if err != nil {
		t.Fatal(err)
	}
	evidence := func(what, text string, optional bool) {
		if text != "verified" && text != "recalled" && !(optional && text == "") {
			t.Errorf("%s: evidence %q", what, text)
		}
	}
	for name, d := range k.distributions {
		if !strings.HasPrefix(d.Source, "https://") || d.Title == "" {
			t.Errorf("%s: title %q, source %q", name, d.Title, d.Source)
		}
		evidence(name, d.Evidence, false)
		for code, number := range d.Names {
			if d.Releases[number] == nil {
				t.Errorf("%s: %s is release %s, which is not there", name, code, number)
			}
		}
		for number, r := range d.Releases {
			what := name + " " + number
			evidence(what, r.Evidence, true)
			evidence(what, r.PackagesEvidence, true)
			software := 0
			for _, text := range []string{r.OpenSSL, r.LibreSSL, r.Windows} {
				if text != "" {
					software++
				}
			}
			if p := r.part(); p.Unresolved != "" || p.Versions.IsEmpty() || software != 1 {
				t.Errorf("%s: %+v, %+v", what, r.Software, p)
			}
			if r.Source != "" && !strings.HasPrefix(r.Source, "https://") {
				t.Errorf("%s: source %q", what, r.Source)
			}
			if len(r.Packages) > 0 {
				evidence(what, d.PackagesEvidence, false)
				if !strings.HasPrefix(d.PackagesSource, "https://") {
					t.Errorf("%s: source of the packages %q", what, d.PackagesSource)
				}
			}
			for key, text := range r.Packages {
				rt := rules.Runtime(strings.TrimRight(key, "0123456789."))
				if rules.Scheme(rt) == nil {
					t.Errorf("%s: package %s is of no runtime", what, key)
					continue
				}
				if set, _, ok := r.Versions(&Package{Runtime: rt, Key: key}); !ok || set.IsEmpty() {
					t.Errorf("%s: %s has the version %q", what, key, text)
				}
			}
		}
	}
	for stem, name := range stems {
		if k.distributions[name] == nil {
			t.Errorf("%s is %s, which is not there", stem, name)
		}
	}
}

func TestEveryImageHasASourceAndIsReadable(t *testing.T) {
	k, err := load(imageData, distributionData)
	if err != nil {
		t.Fatal(err)
	}
	reads := map[string]bool{"tag": true, "jdk": true, "jdk-or-tag": true, "tag-or-name": true, "name": true, "name-dotted": true, "second": true, "none": true}
	for _, e := range k.entries {
		name := strings.Join(append(e.Repositories, e.Families...), ", ")
		if !strings.HasPrefix(e.Source, "https://") || name == "" {
			t.Errorf("%s: source %q", name, e.Source)
		}
		switch {
		case e.Distribution != "":
			if k.distributions[e.Distribution] == nil || e.Runtime != "" || e.Read != "" {
				t.Errorf("%s: distribution %s", name, e.Distribution)
			}
		case e.Runtime == "":
			if e.Read != "lambda" {
				t.Errorf("%s is nothing", name)
			}
		case rules.Scheme(e.Runtime) == nil || !reads[e.Read]:
			t.Errorf("%s: runtime %q is read by %q", name, e.Runtime, e.Read)
		}
		if e.Versions != "" {
			if set, err := version.ParseSet(rules.Scheme(e.Runtime), e.Versions); err != nil || set.IsEmpty() {
				t.Errorf("%s: versions %q: %v", name, e.Versions, err)
			}
		}
		for _, b := range e.Base {
			if b.part.Unresolved != "" || b.part.Versions.IsEmpty() || b.Note == "" {
				t.Errorf("%s: base %+v", name, b)
			}
		}
		for _, r := range append(e.Repositories, e.Families...) {
			if r != strings.ToLower(r) || strings.ContainsAny(r, ":@ ") {
				t.Errorf("repository %q", r)
			}
		}
		for _, f := range e.Families {
			if family, digits := familyOf(f + "1"); family != f || digits != "1" {
				t.Errorf("family %q is never found: %q, %q", f, family, digits)
			}
		}
	}
}

func print(reference string) string {
	var got []string
	for _, p := range Resolve(reference).Parts {
		s := string(p.Runtime)
		if p.Unresolved != "" {
			s += " unresolved"
		} else {
			s += fmt.Sprintf(" %s %s @%s", p.Versions, p.Binding, reference[p.Start:p.End])
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
	return strings.Join(got, ", ")
}

func TestResolve(t *testing.T) {
	for ref, want := range map[string]string{
		// The base that the tag names, or what every base had.
		"python:2.7.8-wheezy":                "python 2.7.8 exact @2.7.8, openssl >=1.0.1e <=1.0.1t newest @wheezy implied",
		"python:2.7":                         "python 2.7.* newest @2.7, openssl >=1.0.1e any @python:2.7 implied",
		"python:2.7.18-slim":                 "python 2.7.18 exact @2.7.18, openssl >=1.0.1e any @python:2.7.18-slim implied",
		"python:3.12-slim":                   "python 3.12.* newest @3.12, openssl >=1.1.1 any @python:3.12-slim implied",
		"python:3.9":                         "python 3.9.* newest @3.9, openssl >=1.1.1 any @python:3.9 implied",
		"python:3":                           "python 3.* newest @3, openssl >=1.0.1e any @python:3 implied",
		"python:3.6-alpine":                  "python 3.6.* newest @3.6, openssl >=1.0.2 any @python:3.6-alpine implied",
		"python:3.11-alpine":                 "python 3.11.* newest @3.11, openssl >=1.1.1 any @python:3.11-alpine implied",
		"python:3.10-alpine3.15":             "python 3.10.* newest @3.10, openssl 1.1.1.* newest @alpine3.15 implied",
		"python:3.15-rc":                     "python 3.15-rc exact @3.15-rc, openssl >=1.1.1 any @python:3.15-rc implied",
		"python:3.9.0rc1":                    "python 3.9.0rc1 exact @3.9.0rc1, openssl >=1.1.1 any @python:3.9.0rc1 implied",
		"python":                             "python unresolved, openssl >=1.0.1e any @python implied",
		"python:latest":                      "python unresolved, openssl >=1.0.1e any @python:latest implied",
		"python@sha256:00":                   "python unresolved, openssl >=1.0.1e any @python@sha256:00 implied",
		"python:2.7@sha256:00":               "python 2.7.* newest @2.7, openssl >=1.0.1e any @python:2.7@sha256:00 implied",
		"python:3.6-windowsservercore-1809":  "python 3.6.* newest @3.6, windows 10.0.17763 exact @1809 implied",
		"docker.io/library/ruby:2.1-onbuild": "ruby 2.1.* newest @2.1, openssl >=1.0.1e any @docker.io/library/ruby:2.1-onbuild implied",
		"arm32v7/ruby:2.7-alpine":            "ruby 2.7.* newest @2.7, openssl >=1.1.1 any @arm32v7/ruby:2.7-alpine implied",

		// Somebody's own registry.
		"registry.local:5000/base/ruby:1.9.3-p551": "ruby 1.9.3-p551 exact @1.9.3-p551",
		"/python:2.7.8": "python 2.7.8 exact @2.7.8",

		// Distributions.
		"arm64v8/ubuntu:12.04":       "openssl 1.0.1 exact @12.04 implied vendor=ubuntu-12.04",
		"ubuntu:precise-20150228.11": "openssl 1.0.1 exact @precise implied vendor=ubuntu-12.04",
		"ubuntu:14.04.5":             "openssl 1.0.1f exact @14.04.5 implied",
		"ubuntu":                     "",
		"ubuntu:latest":              "",
		"heroku/heroku:16":           "openssl 1.0.2g exact @16 implied",
		"nvidia/cuda:9.0-cudnn7-devel-ubuntu16.04":      "openssl 1.0.2g exact @ubuntu16.04 implied",
		"debian:bookworm-slim":                          "openssl 3.0.* newest @bookworm implied",
		"debian:7.11":                                   "openssl >=1.0.1e <=1.0.1t newest @7.11 implied",
		"bitnami/minideb:jessie":                        "openssl >=1.0.1k <=1.0.1t newest @jessie implied",
		"buildpack-deps:squeeze-curl":                   "openssl 0.9.8o exact @squeeze implied",
		"node:7-wheezy":                                 "openssl >=1.0.1e <=1.0.1t newest @wheezy implied",
		"node:7":                                        "",
		"example/app:1.2-debian-10":                     "openssl >=1.1.1d <=1.1.1n newest @10 implied",
		"centos:6.4":                                    "openssl 1.0.0 exact @6.4 implied vendor=rhel-6",
		"centos:6":                                      "openssl 1.0.1e exact @6 implied",
		"centos:6.10":                                   "openssl 1.0.1e exact @6.10 implied",
		"centos:5.11":                                   "openssl 0.9.8e exact @5.11 implied",
		"centos:centos7":                                "openssl >=1.0.1e <=1.0.2k newest @centos7 implied",
		"centos:7.2.1511":                               "openssl 1.0.1e exact @7.2.1511 implied",
		"quay.io/centos/centos:stream9":                 "openssl >=3.0.0 <4 newest @stream9 implied",
		"registry.access.redhat.com/ubi8/ubi:8.4":       "openssl 1.1.1.* newest @8.4 implied",
		"registry.access.redhat.com/ubi8/ubi":           "openssl 1.1.1.* newest @registry.access.redhat.com/ubi8/ubi implied",
		"registry.access.redhat.com/rhel6:latest":       "openssl 1.0.1e exact @registry.access.redhat.com/rhel6 implied",
		"registry.access.redhat.com/ubi9-minimal":       "openssl >=3.0.0 <4 newest @registry.access.redhat.com/ubi9-minimal implied",
		"oraclelinux:7-slim":                            "openssl >=1.0.1e <=1.0.2k newest @7 implied",
		"amazonlinux:2018.03.0.20191014.0":              "openssl >=1.0.1e <=1.0.2k newest @2018.03.0.20191014.0 implied",
		"amazonlinux:2.0.20190823.1":                    "openssl 1.0.2k exact @2.0.20190823.1 implied",
		"alpine:3.7":                                    "libressl 2.6.* newest @3.7 implied",
		"alpine:edge":                                   "",
		"registry.suse.com/suse/sles12sp3":              "openssl >=1.0.1i <1.1.0 newest @registry.suse.com/suse/sles12sp3 implied",
		"mcr.microsoft.com/windows/servercore:ltsc2019": "windows 10.0.17763 exact @ltsc2019 implied",
		"microsoft/nanoserver:1803":                     "windows 10.0.17134 exact @1803 implied",

		// Java.
		"openjdk:7u131-jdk":                              "java 7u131 exact @7u131 vendor=openjdk",
		"openjdk:8-jre-alpine":                           "java 8u342 exact @8 vendor=openjdk",
		"openjdk:8u292-b10-jdk":                          "java 8u292 exact @8u292-b10 vendor=openjdk",
		"openjdk:8-jdk-stretch":                          "java 8u342 exact @8 vendor=openjdk, openssl >=1.1.0f <=1.1.0l newest @stretch implied",
		"openjdk:27-rc-jdk-slim":                         "java 27-rc exact @27-rc vendor=openjdk",
		"java:7":                                         "java 7u111 exact @7 vendor=openjdk",
		"maven:3.3-jdk-7":                                "java 7.* any @7 vendor=openjdk",
		"tomcat:8.5-jre8":                                "java 8.* any @8 vendor=openjdk",
		"tomcat:9.0.41-jdk8-corretto":                    "java 8.* any @8 vendor=openjdk",
		"tomcat:9":                                       "java unresolved vendor=openjdk",
		"jetty:9.4-jre8":                                 "java 8.* any @8 vendor=openjdk",
		"gradle:jdk7":                                    "java 7.* any @7 vendor=openjdk",
		"maven:3.9-eclipse-temurin-17":                   "java 17.* any @17 vendor=openjdk",
		"eclipse-temurin:17.0.9_9-jdk-jammy":             "java 17.0.9 exact @17.0.9 vendor=openjdk, openssl 3.0.2 exact @jammy implied",
		"adoptopenjdk/openjdk11:jdk-11.0.3_7-alpine":     "java 11.0.3 exact @11.0.3 vendor=openjdk",
		"maven:3.9-eclipse-temurin-21.0.1_12":            "java 21.0.1 exact @21.0.1 vendor=openjdk",
		"openjdk:1.8.0_292":                              "java 8u292 exact @1.8.0_292 vendor=openjdk",
		"eclipse-temurin:8u302-b08-jdk-focal":            "java 8u302 exact @8u302-b08 vendor=openjdk, openssl 1.1.1f exact @focal implied",
		"adoptopenjdk/openjdk8:jdk8u292-b10":             "java 8u292 exact @8u292-b10 vendor=openjdk",
		"adoptopenjdk/openjdk8":                          "java 8.* newest @adoptopenjdk/openjdk8 vendor=openjdk",
		"amazoncorretto:8u292-al2":                       "java 8u292 exact @8u292 vendor=openjdk, openssl 1.0.2k exact @al2 implied",
		"maven:3.9-eclipse-temurin-17-alpine3.19":        "java 17.* any @17 vendor=openjdk, openssl 3.1.* newest @alpine3.19 implied",
		"ibm-semeru-runtimes:open-8u312-b07-jre":         "java 8u312 exact @8u312-b07 vendor=openjdk",
		"azul/zulu-openjdk:7u161":                        "java 7u161 exact @7u161 vendor=azul",
		"ibmjava:8-sfj":                                  "java 8.* newest @8 vendor=ibm",
		"frolvlad/alpine-oraclejdk8:slim":                "java 8.* any @frolvlad/alpine-oraclejdk8 vendor=oracle",
		"anapsix/alpine-java:8u202b08_jdk":               "java 8u202 exact @8u202b08 vendor=oracle",
		"oracle/graalvm-ce:19.3.1-java8":                 "java 8.* newest @8 vendor=openjdk",
		"ghcr.io/graalvm/graalvm-community:21":           "java 21.* newest @21 vendor=openjdk",
		"ghcr.io/graalvm/native-image-community:17-ol9":  "java 17.* newest @17 vendor=openjdk, openssl >=3.0.0 <4 newest @ol9 implied",
		"gcr.io/distroless/java:8":                       "java 8.* any @8 vendor=openjdk",
		"gcr.io/distroless/java17-debian12":              "java 17.* newest @gcr.io/distroless/java17-debian12 vendor=openjdk, openssl 3.0.* newest @gcr.io/distroless/java17-debian12 implied",
		"registry.access.redhat.com/ubi8/openjdk-11:1.3": "java 11.* newest @registry.access.redhat.com/ubi8/openjdk-11 vendor=openjdk",
		"registry.access.redhat.com/redhat-openjdk-18/openjdk18-openshift": "java 8.* newest @registry.access.redhat.com/redhat-openjdk-18/openjdk18-openshift vendor=openjdk",
		"maven:3.6-ibmjava-8":       "java 8.* any @8 vendor=ibm",
		"tomcat:9-jdk8-zulu":        "java 8.* any @8 vendor=azul",
		"jenkins/jenkins:lts-jdk11": "java 11.* any @11 vendor=openjdk",

		// Other engines.
		"jruby:9.2-jre8":                "jruby 9.2.* newest @9.2, java 8.* newest @8 vendor=openjdk",
		"jruby:1.7.27":                  "jruby 1.7.27 exact @1.7.27",
		"pypy:2.7-7.3.1":                "pypy 7.3.1 exact @7.3.1, openssl >=1.0.1e any @pypy:2.7-7.3.1 implied",
		"pypy:3":                        "pypy unresolved, openssl >=1.0.1e any @pypy:3 implied",
		"rails:4.2":                     "ruby unresolved",
		"continuumio/miniconda2:4.3.14": "python 2.7.* any @continuumio/miniconda2",
		"continuumio/miniconda3:4.3.14": "python unresolved",
		"centos/ruby-25-centos7":        "ruby 2.5.* newest @centos/ruby-25-centos7, openssl >=1.0.1e <=1.0.2k newest @centos/ruby-25-centos7 implied",
		"registry.access.redhat.com/rhscl/python-27-rhel7:1": "python 2.7.* newest @registry.access.redhat.com/rhscl/python-27-rhel7, openssl >=1.0.1e <=1.0.2k newest @registry.access.redhat.com/rhscl/python-27-rhel7 implied",
		"ubi8/python-311":             "python 3.11.* newest @ubi8/python-311",
		"lambci/lambda:python2.7":     "python 2.7.* newest @2.7",
		"lambci/lambda:build-ruby2.5": "ruby 2.5.* newest @2.5 build",
		"lambci/lambda:java8.al2":     "java 8.* newest @8 vendor=openjdk",
		"lambci/lambda:nodejs8.10":    "",

		// .NET.
		"mcr.microsoft.com/dotnet/sdk:8.0":                                           "dotnet 8.0.* newest @8.0 build",
		"mcr.microsoft.com/dotnet/core/sdk:2.1.300":                                  "dotnet 2.1.* newest @2.1 build",
		"mcr.microsoft.com/dotnet/aspnet:6.0.36-alpine3.20":                          "dotnet 6.0.36 exact @6.0.36, openssl 3.3.* newest @alpine3.20 implied",
		"microsoft/dotnet:2.1.300-sdk":                                               "dotnet 2.1.* newest @2.1 build",
		"microsoft/dotnet:2.1-runtime":                                               "dotnet 2.1.* newest @2.1",
		"mcr.microsoft.com/dotnet/framework/aspnet:4.7.2":                            "dotnet-framework-installed 4.7.2 exact @4.7.2, windows >=10.0.14393 any @mcr.microsoft.com/dotnet/framework/aspnet:4.7.2 implied",
		"mcr.microsoft.com/dotnet/framework/aspnet:4.7.2-windowsservercore-ltsc2016": "dotnet-framework-installed 4.7.2 exact @4.7.2, windows 10.0.14393 exact @ltsc2016 implied",
		"mono:3.12.0": "mono 3.12.0 exact @3.12.0",

		"example/app:1.2": "",
		"scratch":         "",
		"":                "",
	} {
		if got := print(ref); got != want {
			t.Errorf("%s:\n got %s\nwant %s", ref, got, want)
		}
	}
}

func TestReleasesKnowTheirPackages(t *testing.T) {
	for _, test := range []struct{ image, name, want string }{
		{"debian:wheezy", "python2.7-dev", "python 2.7.3 exact"},
		{"debian:wheezy", "python", "python 2.7.3 exact"},
		{"debian:wheezy", "python-pip", "python 2.7.3 exact"},
		{"debian:wheezy", "python-ldap", "-"},
		{"debian:wheezy", "ruby1.9.1", "ruby 1.9.3-p194 exact"},
		{"debian:squeeze", "ruby1.9.1-full", "ruby 1.9.2-p0 exact"},
		{"debian:jessie", "openjdk-7-jre-headless", "java 7u261 newest openjdk"},
		{"debian:stretch", "openjdk-7-jre", "java (7) openjdk"},
		{"ubuntu:12.04", "ruby", "ruby 1.8.7-p352 exact"},
		{"ubuntu:14.04", "ruby1.9.3", "ruby 1.9.3-p484 exact"},
		{"ubuntu:12.04", "default-jdk-headless", "java 6.* any openjdk"},
		{"ubuntu:18.04", "python3-venv", "python >=3.6.5 <=3.6.9 any"},
		{"centos:6", "java-1.7.0-openjdk-devel", "java >=7u9 <=7u261 any openjdk"},
		{"centos:6.3", "python", "python 2.6.6 exact"},
		{"centos:7", "rh-python36", "python (3.6)"},
		{"centos:7", "rh-python36-python-devel", "python (3.6)"},
		{"centos:7", "python36u", "python (3.6)"},
		{"centos:7", "ruby193", "ruby (1.9.3)"},
		{"centos:7", "java-11-amazon-corretto-headless", "java >=11 <12 any openjdk"},
		{"centos:7", "java-1.7.1-ibm", "java (7) ibm"},
		{"alpine:3.8", "openjdk7-jre-base", "java >=7u181 <=7u211 any openjdk"},
		{"alpine:3.8", "python2", "python 2.7.15 exact"},
		{"opensuse:42.3", "java-1_8_0-openjdk", "java (8) openjdk"},
		{"ubuntu:14.04", "oracle-java7-installer", "java (7) oracle"},
		{"ubuntu:14.04", "zulu-8", "java (8) azul"},
		{"ubuntu:18.04", "dotnet-sdk-2.1", "dotnet (2.1)"},
		{"ubuntu:18.04", "pythonic", "-"},
	} {
		got := "-"
		if p, ok := NamedPackage(test.name); ok {
			release := Resolve(test.image).Release
			got = string(p.Runtime) + " (" + p.Line + ")"
			if set, binding, ok := release.Versions(&p); ok {
				got = string(p.Runtime) + " " + set.String() + " " + binding.String()
			}
			got = strings.TrimSpace(got + " " + p.Vendor)
		}
		if got != test.want {
			t.Errorf("%s on %s: got %s, want %s", test.name, test.image, got, test.want)
		}
	}
}

func FuzzResolve(f *testing.F) {
	f.Add("python:2.7.8-wheezy")
	f.Add("a.b:5000/c/d:e@sha256:f")
	f.Add("ubi8/openjdk-11-debian9:jdk-8")
	f.Fuzz(func(t *testing.T, ref string) {
		for _, p := range Resolve(ref).Parts {
			if p.Start < 0 || p.End > len(ref) || p.Start > p.End {
				t.Errorf("%q: %d to %d", ref, p.Start, p.End)
			}
			if p.Versions.IsEmpty() == (p.Unresolved == "") {
				t.Errorf("%q: neither versions nor a reason", ref)
			}
		}
		if p, ok := NamedPackage(ref); ok && (p.Start < 0 || p.End > len(ref) || p.Start > p.End || p.Runtime == "") {
			t.Errorf("%q: %+v", ref, p)
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := load(imageData, distributionData); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkResolve(b *testing.B) {
	for b.Loop() {
		Resolve("registry.example.com/team/python:2.7.8-wheezy")
	}
}
