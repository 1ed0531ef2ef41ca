package source

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// A treeFS is a folder of a revision as a file system.
type treeFS struct {
	// entries are all files by their paths, and folders what they have inside.
	entries map[string]*treeFile
	objects *objects
}

// newTreeFS makes a file system of what ls-tree lists. Names that are no paths
// of a file system are passed over, and those that are a file and a folder, as
// trees that were made by hand have them: no page is called like that.
func newTreeFS(entries []treeEntry, objects *objects) *treeFS {
	t := &treeFS{entries: map[string]*treeFile{".": {name: ".", mode: fs.ModeDir | 0o555}}, objects: objects}
	for _, e := range entries {
		if !fs.ValidPath(e.name) || e.mode == modeSubmodule || !t.isFree(e.name) {
			continue
		}
		mode := fs.FileMode(0o444)
		if e.mode == modeLink {
			mode |= fs.ModeSymlink
		}
		t.entries[e.name] = &treeFile{name: path.Base(e.name), object: e.object, size: e.size, mode: mode}
		t.put(e.name)
	}
	for _, f := range t.entries {
		slices.SortFunc(f.inside, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	}
	return t
}

// isFree reports whether nothing has the path yet, and no file a part of it.
func (t *treeFS) isFree(name string) bool {
	if t.entries[name] != nil {
		return false
	}
	for above := path.Dir(name); above != "."; above = path.Dir(above) {
		if f := t.entries[above]; f != nil && !f.IsDir() {
			return false
		}
	}
	return true
}

// put tells the folders above a path of it.
func (t *treeFS) put(name string) {
	for child := t.entries[name]; name != "."; {
		above := path.Dir(name)
		folder, there := t.entries[above]
		if !there {
			folder = &treeFile{name: path.Base(above), mode: fs.ModeDir | 0o555}
			t.entries[above] = folder
		}
		folder.inside = append(folder.inside, child)
		if there {
			return
		}
		name, child = above, folder
	}
}

// find returns what a path leads to, behind links inside the folder.
func (t *treeFS) find(op, name string) (*treeFile, error) {
	asked := name
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: op, Path: asked, Err: fs.ErrInvalid}
	}
	for range maxLinks {
		f := t.entries[name]
		switch {
		case f == nil:
			return nil, &fs.PathError{Op: op, Path: asked, Err: fs.ErrNotExist}
		case f.mode&fs.ModeSymlink == 0:
			return f, nil
		}
		target, err := t.objects.read(f.object)
		if err != nil {
			return nil, err
		}
		name = path.Join(path.Dir(name), string(target))
	}
	return nil, &fs.PathError{Op: op, Path: asked, Err: fs.ErrNotExist}
}

// Open opens a file, whose content is read at once, or a folder.
func (t *treeFS) Open(name string) (fs.File, error) {
	f, err := t.find("open", name)
	if err != nil {
		return nil, err
	}
	if f.IsDir() {
		return &openFolder{treeFile: f}, nil
	}
	content, err := t.objects.read(f.object)
	if err != nil {
		return nil, err
	}
	return &openFile{treeFile: f, Reader: bytes.NewReader(content)}, nil
}

// Stat describes a file without reading it.
func (t *treeFS) Stat(name string) (fs.FileInfo, error) { return t.find("stat", name) }

// Lstat describes a file, of a link the link itself.
func (t *treeFS) Lstat(name string) (fs.FileInfo, error) {
	if f := t.entries[name]; f != nil {
		return f, nil
	}
	return nil, &fs.PathError{Op: "lstat", Path: name, Err: fs.ErrNotExist}
}

// ReadLink returns what a link says.
func (t *treeFS) ReadLink(name string) (string, error) {
	f := t.entries[name]
	if f == nil || f.mode&fs.ModeSymlink == 0 {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	target, err := t.objects.read(f.object)
	return string(target), err
}

// holds reports whether a file has some bytes, by the name that git gives to
// them.
func (t *treeFS) holds(name string, content []byte) bool {
	f := t.entries[name]
	return f != nil && f.mode.IsRegular() && f.object == objectName(content, len(f.object))
}

// objectName returns the name that git gives to a file's bytes. Repositories
// that use SHA-256 have longer names.
func objectName(content []byte, length int) string {
	var h hash.Hash = sha1.New()
	if length == 2*sha256.Size {
		h = sha256.New()
	}
	fmt.Fprintf(h, "blob %d\x00", len(content))
	h.Write(content)
	return hex.EncodeToString(h.Sum(nil))
}

// A treeFile is a file, link or folder of a revision.
type treeFile struct {
	name, object string
	size         int64
	mode         fs.FileMode
	inside       []fs.DirEntry
}

// The methods of fs.FileInfo and fs.DirEntry. A revision knows no times.
func (f *treeFile) Name() string               { return f.name }
func (f *treeFile) Size() int64                { return f.size }
func (f *treeFile) Mode() fs.FileMode          { return f.mode }
func (f *treeFile) Type() fs.FileMode          { return f.mode.Type() }
func (f *treeFile) ModTime() time.Time         { return time.Time{} }
func (f *treeFile) IsDir() bool                { return f.mode.IsDir() }
func (f *treeFile) Sys() any                   { return nil }
func (f *treeFile) Info() (fs.FileInfo, error) { return f, nil }

// An openFile is an open file.
type openFile struct {
	*treeFile
	*bytes.Reader
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.treeFile, nil }
func (f *openFile) Size() int64                { return f.treeFile.size }
func (f *openFile) Close() error               { return nil }

// An openFolder is an open folder.
type openFolder struct {
	*treeFile
	read int
}

func (f *openFolder) Stat() (fs.FileInfo, error) { return f.treeFile, nil }
func (f *openFolder) Close() error               { return nil }

func (f *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.name, Err: fs.ErrInvalid}
}

// ReadDir returns the next n entries, all that are left where n is not above 0.
func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	rest := f.inside[f.read:]
	if n > 0 && len(rest) == 0 {
		return nil, io.EOF
	}
	if n > 0 {
		rest = rest[:min(n, len(rest))]
	}
	f.read += len(rest)
	return slices.Clone(rest), nil
}
