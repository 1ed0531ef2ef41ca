// Package source is where pages come from: a folder, a revision of a
// repository, or the file system of a test. It hands out bytes, and knows
// nothing of what they mean.
package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"syscall"
)

// A Source is a folder of pages, wherever it lies. No link leads out of it.
type Source struct {
	files fs.FS
	// open opens a file to read it. It does not wait where a pipe has taken the
	// place of a file.
	open  func(name string) (fs.File, error)
	shown string
	close func() error
	// holds tells whether a file has some bytes without reading it; nil where
	// that is no quicker.
	holds func(name string, content []byte) bool
	// selects tells which files List returns; nil where it returns all.
	selects func(name string) bool
}

// Folder returns the pages in a folder of the operating system.
func Folder(dir string) (*Source, error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no pages folder %s", dir)
	}
	if failed, ok := errors.AsType[*fs.PathError](err); ok {
		return nil, fmt.Errorf("%s cannot be read as a pages folder: %w", dir, failed.Err)
	}
	if err != nil {
		return nil, err
	}
	open := func(name string) (fs.File, error) { return root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0) }
	return &Source{files: root.FS(), open: open, shown: dir, close: root.Close}, nil
}

// FS returns the pages in a file system, which messages name as shown.
func FS(files fs.FS, shown string) *Source {
	return &Source{files: files, open: files.Open, shown: shown, close: func() error { return nil }}
}

// Empty returns a folder without pages.
func Empty() *Source { return FS(newTreeFS(nil, nil), "") }

// Close gives the folder free. Nothing can be read afterwards.
func (s *Source) Close() error { return s.close() }

// Shown returns a file of the source as messages name it.
func (s *Source) Shown(name string) string { return path.Join(s.shown, name) }

// List returns the paths of the files that are wanted, sorted: of each folder
// that is entered those for which want is true. It ends early when there are
// more than limit.
func (s *Source) List(limit int, enter, want func(name string) bool) ([]string, error) {
	var names []string
	err := fs.WalkDir(s.files, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && !enter(name):
			return fs.SkipDir
		case !entry.IsDir() && want(name) && (s.selects == nil || s.selects(name)):
			names = append(names, name)
		}
		if len(names) > limit {
			return fs.SkipAll
		}
		return nil
	})
	slices.Sort(names)
	return names, err
}

// Exists reports whether there is a file or folder of that path.
func (s *Source) Exists(name string) bool {
	_, err := fs.Stat(s.files, name)
	return err == nil
}

// IsFile reports whether there is a regular file of that path.
func (s *Source) IsFile(name string) bool {
	info, err := fs.Stat(s.files, name)
	return err == nil && info.Mode().IsRegular()
}

// ErrIrregular is the error of Read for what is no regular file inside the
// source.
var ErrIrregular = errors.New("no regular file")

// Read returns a file's bytes; of one that is larger than limit, one byte more
// than that. It looks at what it has opened.
func (s *Source) Read(name string, limit int64) ([]byte, error) {
	file, err := s.open(name)
	if err != nil {
		if info, failed := fs.Lstat(s.files, name); failed != nil || info.Mode().IsRegular() {
			return nil, err
		}
		return nil, ErrIrregular
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, ErrIrregular
	}
	data := make([]byte, min(info.Size(), limit)+1)
	n, err := io.ReadFull(file, data)
	if err == nil { // it has grown, or is larger than that
		var rest []byte
		rest, err = io.ReadAll(io.LimitReader(file, limit+1-int64(n)))
		data, n = append(data, rest...), n+len(rest)
	}
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read %s: %w", s.Shown(name), err)
	}
	return data[:n], nil
}

// Select returns the source with some files alone: List passes over all others,
// which may be asked for all the same.
func (s *Source) Select(selects func(name string) bool) *Source {
	some, before := *s, s.selects
	some.selects = func(name string) bool { return selects(name) && (before == nil || before(name)) }
	return &some
}

// Holds reports whether the file of that path has just these bytes. A revision
// knows that without reading the file.
func (s *Source) Holds(name string, content []byte) bool {
	if s.holds != nil {
		return s.holds(name, content)
	}
	own, err := s.Read(name, int64(len(content)))
	return err == nil && bytes.Equal(own, content)
}
