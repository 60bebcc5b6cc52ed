// Command pack writes an archive whose bytes depend on nothing but the files in it:
// they are sorted, belong to nobody, and all have the same time.
//
//	pack SECONDS OUT.tar.gz|OUT.zip FOLDER
//
// SECONDS is the time since 1970. In the archive, the folder goes by its own name.
package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("pack: ")
	if len(os.Args) != 4 {
		log.Fatal("usage: pack SECONDS OUT.tar.gz|OUT.zip FOLDER")
	}
	seconds, err := strconv.ParseInt(os.Args[1], 10, 64)
	if err != nil {
		log.Fatal(err)
	}
	if err := pack(time.Unix(seconds, 0).UTC(), os.Args[2], os.Args[3]); err != nil {
		log.Fatal(err)
	}
}

// An archive takes files one by one.
type archive interface {
	add(name string, mode fs.FileMode, data []byte) error
	io.Closer
}

func pack(at time.Time, out, folder string) (err error) {
	file, err := os.Create(out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	var a archive
	switch {
	case strings.HasSuffix(out, ".tar.gz"):
		compressed := gzip.NewWriter(file)
		a = &tarball{compressed, tar.NewWriter(compressed), at}
	case strings.HasSuffix(out, ".zip"):
		a = &zipped{zip.NewWriter(file), at}
	default:
		return fmt.Errorf("%s is neither .tar.gz nor .zip", out)
	}
	if err := addAll(a, folder); err != nil {
		return err
	}
	return a.Close()
}

// addAll adds the files of a folder in the order of their names.
func addAll(a archive, folder string) error {
	tree := os.DirFS(folder)
	return fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		mode := fs.FileMode(0o644) // whatever the umask took
		if info.Mode()&0o100 != 0 || strings.HasSuffix(name, ".exe") {
			mode = 0o755
		}
		return a.add(path.Join(filepath.Base(folder), name), mode, data)
	})
}

type tarball struct {
	compressed *gzip.Writer
	*tar.Writer
	at time.Time
}

func (t *tarball) add(name string, mode fs.FileMode, data []byte) error {
	err := t.WriteHeader(&tar.Header{Name: name, Mode: int64(mode), Size: int64(len(data)), ModTime: t.at, Format: tar.FormatUSTAR})
	if err != nil {
		return err
	}
	_, err = t.Write(data)
	return err
}

func (t *tarball) Close() error { return errors.Join(t.Writer.Close(), t.compressed.Close()) }

type zipped struct {
	*zip.Writer
	at time.Time
}

func (z *zipped) add(name string, mode fs.FileMode, data []byte) error {
	header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: z.at}
	header.SetMode(mode)
	w, err := z.CreateHeader(header)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}
