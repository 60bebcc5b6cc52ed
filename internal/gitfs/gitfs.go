// Package gitfs reads the tree of a commit from a Git repository without a
// checkout, by git itself.
package gitfs

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"

	"github.com/tlsready/tlsready/internal/treefs"
)

// A Tree is the tree of one commit, below the folder it was opened for. Links and
// submodules are in it by name only.
type Tree struct {
	*treefs.FS
	Commit string // the full hash
	blobs  *blobs
}

// Open opens a revision of the repository that holds a folder. An error says what
// git says.
func Open(ctx context.Context, dir, revision string) (*Tree, error) {
	commit, err := resolve(ctx, dir, revision)
	if err != nil {
		return nil, err
	}
	prefix, err := git(ctx, dir, "rev-parse", "--show-prefix")
	if err != nil {
		return nil, err
	}
	t := &Tree{Commit: commit, blobs: &blobs{ctx: ctx, dir: dir}}
	root := t.Commit + ":" + strings.TrimSuffix(string(prefix), "\n")
	listing, err := git(ctx, dir, "ls-tree", "-r", "-z", "-l", "--full-tree", root)
	if err != nil {
		return nil, err
	}
	files, err := t.parse(listing)
	if err != nil {
		return nil, err
	}
	t.FS = treefs.New(files)
	return t, nil
}

// resolve is the commit that a revision names.
func resolve(ctx context.Context, dir, revision string) (string, error) {
	commit, err := git(ctx, dir, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if err == nil {
		return strings.TrimSpace(string(commit)), nil
	}
	if _, err := git(ctx, dir, "rev-parse", "--git-dir"); err != nil {
		return "", err
	}
	return "", fmt.Errorf("%s has no revision %q", dir, revision)
}

// Close ends the git process that reads files.
func (t *Tree) Close() error { return t.blobs.close() }

// parse reads what ls-tree -z -l prints: "100644 blob HASH SIZE\tNAME\0".
func (t *Tree) parse(listing []byte) ([]treefs.File, error) {
	var out []treefs.File
	for record := range bytes.SplitSeq(bytes.TrimSuffix(listing, []byte{0}), []byte{0}) {
		if len(record) == 0 {
			continue
		}
		head, name, ok := strings.Cut(string(record), "\t")
		fields := strings.Fields(head)
		if !ok || len(fields) != 4 {
			return nil, fmt.Errorf("git ls-tree printed %q", record)
		}
		if !fs.ValidPath(name) {
			continue // no tree that git makes itself has one
		}
		f := treefs.File{Path: name}
		switch fields[0] {
		case "120000":
			f.Mode = fs.ModeSymlink
		case "160000": // a submodule
			f.Mode = fs.ModeIrregular
		}
		f.Size, _ = strconv.ParseInt(fields[3], 10, 64) // "-" where there is none
		f.Read = func() ([]byte, error) { return t.blobs.read(fields[2]) }
		out = append(out, f)
	}
	return out, nil
}

// Change is a file that differs between two trees.
type Change struct {
	Path    string // below the folder, with slashes
	Deleted bool
}

// Changed lists what has changed in a folder since a revision: up to another
// revision, or, if that is "", up to what is on disk with the files that git does
// not know yet.
func Changed(ctx context.Context, dir, since, until string) ([]Change, error) {
	args := []string{"diff", "--name-status", "-z", "--no-renames", "--no-ext-diff", "--relative", "--end-of-options", since}
	if until != "" {
		args = append(args, until)
	}
	for _, revision := range []string{since, until} {
		if revision == "" {
			continue
		}
		if _, err := resolve(ctx, dir, revision); err != nil {
			return nil, err
		}
	}
	listing, err := git(ctx, dir, append(args, "--")...)
	if err != nil {
		return nil, err
	}
	var out []Change
	fields := strings.Split(string(listing), "\x00")
	for i := 0; i+1 < len(fields); i += 2 {
		out = append(out, Change{fields[i+1], fields[i] == "D"})
	}
	if until == "" {
		listing, err := git(ctx, dir, "ls-files", "-z", "--others", "--exclude-standard")
		if err != nil {
			return nil, err
		}
		for name := range strings.SplitSeq(strings.TrimSuffix(string(listing), "\x00"), "\x00") {
			if name != "" {
				out = append(out, Change{Path: name})
			}
		}
	}
	return out, nil
}

// command is git with what a repository could make it run, or fetch, turned off.
func command(ctx context.Context, dir string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "git", append([]string{"-C", dir, "-c", "core.fsmonitor=false", "--no-pager"}, args...)...)
	c.Env = append(os.Environ(), "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_TERMINAL_PROMPT=0", "LC_ALL=C")
	return c
}

func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	out, err := command(ctx, dir, args...).Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		if said, _, _ := strings.Cut(strings.TrimSpace(string(exit.Stderr)), "\n"); said != "" {
			return nil, fmt.Errorf("git: %s", strings.TrimPrefix(said, "fatal: "))
		}
	}
	if err != nil {
		return nil, fmt.Errorf("git %s: %w", args[0], err)
	}
	return out, nil
}

// blobs reads objects from one git cat-file, which is started at the first.
type blobs struct {
	ctx context.Context
	dir string

	mu     sync.Mutex
	failed error
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
}

func (b *blobs) read(hash string) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failed != nil {
		return nil, b.failed
	}
	data, err := b.ask(hash)
	b.failed = err // what comes next would be read out of step
	return data, err
}

func (b *blobs) ask(hash string) ([]byte, error) {
	if b.cmd == nil {
		if err := b.start(); err != nil {
			return nil, err
		}
	}
	if _, err := io.WriteString(b.in, hash+"\n"); err != nil {
		return nil, err
	}
	head, err := b.out.ReadString('\n')
	if err != nil {
		return nil, err
	}
	fields := strings.Fields(head)
	if len(fields) != 3 {
		return nil, fmt.Errorf("git cat-file printed %q", head)
	}
	size, err := strconv.Atoi(fields[2])
	if err != nil {
		return nil, fmt.Errorf("git cat-file printed %q", head)
	}
	data := make([]byte, size+1) // a line feed follows
	_, err = io.ReadFull(b.out, data)
	return data[:size], err
}

func (b *blobs) start() error {
	cmd := command(b.ctx, b.dir, "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	b.cmd, b.in, b.out = cmd, in, bufio.NewReaderSize(out, 64<<10)
	return cmd.Start()
}

func (b *blobs) close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.cmd == nil || b.cmd.Process == nil {
		return nil
	}
	b.failed = fs.ErrClosed
	return errors.Join(b.in.Close(), b.cmd.Wait())
}
