package images

import "strings"

// A reference is an image's name, taken apart.
type reference struct {
	text       string
	repository string // without docker.io/, library/ and architecture prefixes
	nameEnd    int    // offset in the text behind the repository
	tag        string
	tagAt      int // offset of the tag in the text
	digest     bool
}

// architectures are the namespaces under which official images stand once more.
var architectures = map[string]bool{
	"amd64": true, "arm32v5": true, "arm32v6": true, "arm32v7": true, "arm64v8": true, "i386": true, "library": true,
	"ppc64le": true, "s390x": true, "riscv64": true, "mips64le": true, "windows-amd64": true, "winamd64": true,
}

// hubs are hosts that serve the official images under their own names.
var hubs = []string{
	"docker.io/", "index.docker.io/", "registry-1.docker.io/", "registry.hub.docker.com/", "public.ecr.aws/docker/", "mirror.gcr.io/",
}

// parseReference splits host:port/path:tag@digest. The tag stands behind the
// last colon that follows the last slash.
func parseReference(text string) reference {
	ref := reference{text: text}
	name, _, digest := strings.Cut(text, "@")
	ref.digest = digest
	slash := strings.LastIndexByte(name, '/')
	if colon := strings.LastIndexByte(name, ':'); colon > slash {
		ref.tag, ref.tagAt = name[colon+1:], colon+1
		name = name[:colon]
	} else {
		ref.tagAt = len(name)
	}
	ref.nameEnd = len(name)
	name = strings.ToLower(name)
	for _, host := range hubs {
		name = strings.TrimPrefix(name, host)
	}
	if first, rest, ok := strings.Cut(name, "/"); ok && architectures[first] {
		name = rest
	}
	ref.repository = name
	return ref
}

// parts calls visit for each part of the tag between hyphens, with its offset in
// the reference, until it returns false.
func (r *reference) parts(visit func(offset int, part string) bool) {
	offset := r.tagAt
	for part := range strings.SplitSeq(r.tag, "-") {
		if !visit(offset, part) {
			return
		}
		offset += len(part) + 1
	}
}

// has reports whether one of the tag's parts is a word.
func (r *reference) has(word string) bool {
	found := false
	r.parts(func(_ int, part string) bool {
		found = strings.EqualFold(part, word)
		return !found
	})
	return found
}
