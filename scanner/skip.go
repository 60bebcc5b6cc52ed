package scanner

import (
	"io/fs"
	"path"
	"strings"
)

// neverOurs are folders that hold other people's programs, caches and version
// control, wherever they stand.
var neverOurs = map[string]bool{
	".git": true, ".hg": true, ".svn": true, ".bzr": true,
	"node_modules": true, "bower_components": true, "jspm_packages": true,
	"site-packages": true, ".tox": true, ".nox": true, "__pycache__": true, ".eggs": true,
	".gradle": true, ".terraform": true, ".bundle": true, ".vs": true,
}

// nearby tells by the files of a folder which of its subfolders are built or
// fetched rather than written.
type nearby struct {
	msbuild, maven, gradle, solution bool
}

func neighbours(in *names) nearby {
	var n nearby
	for name := range in.all() {
		switch {
		case name == "pom.xml":
			n.maven = true
		case name == "build.gradle" || name == "build.gradle.kts":
			n.gradle = true
		case strings.HasSuffix(name, "proj"):
			n.msbuild = n.msbuild || strings.HasSuffix(name, ".csproj") || strings.HasSuffix(name, ".vbproj") || strings.HasSuffix(name, ".fsproj")
		case strings.HasSuffix(name, ".sln"):
			n.solution = true
		}
	}
	return n
}

// folder reports whether the subfolder sub of dir is left out.
func (n nearby) folder(fsys fs.FS, dir, sub string) bool {
	if neverOurs[sub] {
		return true
	}
	has := func(name string) bool {
		_, err := fs.Stat(fsys, path.Join(dir, sub, name))
		return err == nil
	}
	switch sub {
	case "target":
		return n.maven
	case "build":
		return n.gradle
	case "bin", "obj":
		return n.msbuild
	case "packages":
		return n.solution && has("repositories.config")
	case "venv", ".venv", "env", ".env", "virtualenv":
		return has("pyvenv.cfg")
	case "vendor":
		// Go and Composer leave a list of what they put there; Rails keeps code
		// of its own in a folder of this name.
		return has("modules.txt") || has("autoload.php")
	case "bundle":
		return path.Base(dir) == "vendor"
	}
	return false
}
