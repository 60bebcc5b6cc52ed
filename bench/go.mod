module github.com/tlsready/tlsready/bench

go 1.26.0

require github.com/charlievieth/fastwalk v1.0.14
