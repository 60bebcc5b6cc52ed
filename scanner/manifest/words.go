package manifest

// Words reads what runtimes print of themselves.
var Words = Kind{Name: "runtime output", Parse: func(*File) {}}
