module github.com/tlsready/tlsready

go 1.26.0

require (
	github.com/google/go-cmp v0.6.0
	go.yaml.in/yaml/v4 v4.0.0
)

require golang.org/x/tools v0.52.0
