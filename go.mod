module github.com/tlsready/tlsready

go 1.25.0
