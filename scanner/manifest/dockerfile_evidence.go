package manifest

import (
	"bytes"

	"github.com/tlsready/tlsready/scanner/manifest/internal/dockerfile"
)

// witness finds options of the JVM in ENV JAVA_OPTS, CMD and ENTRYPOINT.
func (s *dockerStage) witness(in *dockerfile.Instruction) {
	switch in.Name {
	case "CMD", "ENTRYPOINT":
		s.javaOptions(in.Text, in.At)
	case "ENV":
		words := in.Words()
		if len(words) > 1 && bytes.IndexByte(words[0].Raw, '=') < 0 && !toolOptions[string(words[0].Raw)] {
			s.javaOptions(in.Text, in.At)
			return
		}
		for _, w := range words {
			if name, value, ok := w.Assignment(); ok && !toolOptions[name] {
				s.javaOptions(value.Raw, value.Start)
			}
		}
	}
}

func (s *dockerStage) javaOptions(text []byte, offset int) {
	s.evidence = append(s.evidence, s.f.javaOptions(text, offset)...)
}
