package manifest

// kinds is the list of all kinds: a new kind is a file of this package and a
// line here. The README's table has their order.
var kinds = []Kind{
	// .NET
	msbuild,
	msbuildProps,
	packagesConfig,
	directoryPackages,
	appConfig,
	globalJSON,
	runtimeConfig,
	// Java
	pom,
	gradle,
	versionCatalog,
	gradleLock,
	javaVersion,
	sdkmanrc,
	systemProperties,
	// Python
	setupPy,
	setupCfg,
	pyproject,
	pythonVersion,
	runtimeTxt,
	pipfile,
	pipfileLock,
	pythonLock,
	requirements,
	toxINI,
	toxTOML,
	noxfile,
	condaEnvironment,
	condaRecipe,
	condaBuildConfig,
	// Ruby
	gemfile,
	gemfileLock,
	gemspec,
	rubyVersion,
	rvmrc,
	versionsConf,
	// OpenSSL
	conanfile,
	conanfilePy,
	vcpkg,
	mesonBuild,
	opensslHeader,
	opensslVersionDat,
	// several runtimes
	toolVersions,
	mise,
	// containers
	dockerfiles,
	compose,
	// continuous integration
	workflow,
	travis,
	gitlabCI,
	// source code
	csharpSource,
	visualBasicSource,
	fsharpSource,
	aspnetPage,
	powershellSource,
	javaSource,
	kotlinSource,
	groovySource,
	scalaSource,
	javaScript,
	gradleProperties,
	cSource,
	registryFile,
	pythonModule,
	rubySource,
}
