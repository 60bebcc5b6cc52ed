// Command walk lists all files of a tree in parallel and does nothing else: what no
// scan can be faster than. With -read it also reads the source code among them.
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/charlievieth/fastwalk"
)

// source are the extensions of the files that tlsready searches for evidence.
var source = map[string]bool{
	".cs": true, ".vb": true, ".fs": true, ".aspx": true, ".cshtml": true, ".ps1": true, ".psm1": true, ".java": true, ".kt": true, ".kts": true, ".groovy": true,
	".scala": true, ".properties": true, ".c": true, ".h": true, ".cc": true, ".cpp": true, ".reg": true, ".py": true, ".rb": true, ".sh": true, ".bat": true, ".cmd": true,
}

func main() {
	read := flag.Bool("read", false, "also read source code")
	flag.Parse()
	var files, bytes atomic.Int64
	buffers := sync.Pool{New: func() any { b := make([]byte, 64<<10); return &b }}
	err := fastwalk.Walk(&fastwalk.DefaultConfig, flag.Arg(0), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files.Add(1)
		if !*read || !source[filepath.Ext(name)] {
			return nil
		}
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		defer file.Close()
		b := buffers.Get().(*[]byte)
		defer buffers.Put(b)
		for {
			n, err := file.Read(*b)
			bytes.Add(int64(n))
			if err != nil || n == 0 {
				return nil
			}
		}
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(files.Load(), "files,", bytes.Load()>>20, "MB read")
}
