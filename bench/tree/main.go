// Command tree makes a tree of files from a seed: names, sizes, depth and the share
// of manifests are those of some thirty public repositories of .NET, Java, Python
// and Ruby. The same seed makes the same tree.
//
//	go run ./tree -files 200000 -seed 1 FOLDER
package main

import (
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	files := flag.Int("files", 200_000, "number of files")
	seed := flag.Uint64("seed", 1, "seed of the tree")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("tree: name the folder to make")
	}
	m := &maker{random: rand.New(rand.NewPCG(*seed, 0)), left: *files}
	for repository := 0; m.left > 0; repository++ {
		dir := filepath.Join(flag.Arg(0), fmt.Sprintf("r%d", repository%100), fmt.Sprintf("repository%d", repository))
		m.folder(dir, languages[repository%len(languages)], 0)
	}
	fmt.Printf("%d files, %d of them manifests, %d MB\n", m.files, m.manifests, m.bytes>>20)
}

// A language is what the files of a repository look like.
type language struct {
	source    string // extension
	line      func(*rand.Rand) string
	manifests []manifest
}

type manifest struct {
	name string
	text func(*rand.Rand) string
}

type maker struct {
	random                 *rand.Rand
	left, files, manifests int
	bytes                  int64
}

// folder makes a folder of about five files and, at the usual depths, some below.
func (m *maker) folder(dir string, l *language, depth int) {
	if m.left <= 0 {
		return
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		log.Fatal(err)
	}
	if depth == 0 || m.random.IntN(12) == 0 {
		one := l.manifests[m.random.IntN(len(l.manifests))]
		m.manifests++
		m.write(filepath.Join(dir, one.name), one.text(m.random))
	}
	for i := range 1 + m.random.IntN(8) {
		m.file(dir, i, l)
	}
	if depth < 9 {
		for i := range m.random.IntN(6 - depth/2) {
			m.folder(filepath.Join(dir, fmt.Sprintf("%s%d", words[m.random.IntN(len(words))], i)), l, depth+1)
		}
	}
}

var words = []string{"src", "main", "lib", "core", "test", "web", "model", "util", "api", "client", "data", "resources"}

// shares are other files than source code, by hundredths.
var shares = []struct {
	until     int
	extension string
	size      int
}{
	{20, "properties", 1200}, {26, "rst", 8000}, {32, "html", 2400}, {38, "png", 25000}, {42, "js", 6500},
	{45, "css", 5000}, {48, "md", 7600}, {50, "txt", 9000}, {52, "h", 16000}, {53, "gz", 86000},
}

func (m *maker) file(dir string, i int, l *language) {
	share := m.random.IntN(100)
	for _, s := range shares {
		if share < s.until {
			m.write(filepath.Join(dir, fmt.Sprintf("File%d.%s", i, s.extension)), m.noise(s.extension, m.size(s.size)))
			return
		}
	}
	var b strings.Builder
	for size := m.size(9000); b.Len() < size; {
		b.WriteString(l.line(m.random))
	}
	if m.random.IntN(400) == 0 {
		b.WriteString(tls[l.source])
	}
	m.write(filepath.Join(dir, fmt.Sprintf("File%d.%s", i, l.source)), b.String())
}

// size is around a mean, and now and then much larger.
func (m *maker) size(mean int) int { return int(m.random.ExpFloat64() * float64(mean)) }

func (m *maker) noise(extension string, size int) string {
	b := make([]byte, size)
	for i := range b {
		b[i] = byte(' ' + m.random.IntN(95))
		if extension == "png" || extension == "gz" {
			b[i] = byte(m.random.Uint32())
		} else if i%70 == 69 {
			b[i] = '\n'
		}
	}
	return string(b)
}

func (m *maker) write(name, text string) {
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		log.Fatal(err)
	}
	m.files++
	m.left--
	m.bytes += int64(len(text))
}
