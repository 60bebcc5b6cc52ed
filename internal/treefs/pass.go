package treefs

import "io/fs"

// Pass is embedded in file systems that change what some names lead to. It passes
// on what [os.DirFS] can do without opening a file, which package io/fs would do
// in its place and wait for ever at a pipe.
type Pass struct{ fs.FS }

func (p Pass) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(p.FS, name) }
func (p Pass) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(p.FS, name) }
func (p Pass) Lstat(name string) (fs.FileInfo, error)     { return fs.Lstat(p.FS, name) }
func (p Pass) ReadLink(name string) (string, error)       { return fs.ReadLink(p.FS, name) }
