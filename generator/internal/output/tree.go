package output

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"
)

// A presence tells what is at a path of the output folder.
type presence int

const (
	absent presence = iota
	file
	directory
	// strange is what nobody plans: a link, a pipe, a device, or such a thing
	// (or a file) where a folder on the way should be.
	strange
)

// A tree knows what is in the output folder. It asks for the content of each
// folder once, which tells the kinds of all its files at the price of one.
type tree struct {
	dir   folder // nil where there is no output folder yet
	names ownNames
	// sweep removes a temporary file that a killed run has left; it is nil in
	// a run that must not write.
	sweep func(name string) error

	mu      sync.Mutex
	folders map[string]*contents
	// left are the temporary files that are not removed.
	left []string
}

// contents are a folder's entries.
type contents struct {
	// strange is the path of the element on the way that is no folder.
	strange string
	entries map[string]presence
	// folded leads from names in lower case to those that are not.
	folded map[string]string
}

// look returns what is at a path, and the path of the element that is strange.
func (t *tree) look(name string) (presence, string, error) {
	in, err := t.list(path.Dir(name))
	if err != nil {
		return absent, "", err
	}
	if in.strange != "" {
		return strange, in.strange, nil
	}
	return in.entries[path.Base(name)], name, nil
}

// list returns what is in a folder of the output folder.
func (t *tree) list(dir string) (*contents, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.listLocked(dir)
}

func (t *tree) listLocked(dir string) (*contents, error) {
	if in, ok := t.folders[dir]; ok {
		return in, nil
	}
	in, err := t.read(dir)
	if err != nil {
		return nil, err
	}
	t.folders[dir] = in
	return in, nil
}

func (t *tree) read(dir string) (*contents, error) {
	if t.dir == nil {
		return &contents{}, nil
	}
	if dir != "." {
		parent, err := t.listLocked(path.Dir(dir))
		if err != nil || parent.strange != "" {
			return parent, err
		}
		switch parent.entries[path.Base(dir)] {
		case absent:
			return &contents{}, nil
		case file, strange:
			return &contents{strange: dir}, nil
		}
	}
	entries, err := t.dir.List(dir)
	if err != nil {
		return nil, fmt.Errorf("list the output folder: %w", err)
	}
	return t.sort(dir, entries)
}

// sort takes the entries apart.
func (t *tree) sort(dir string, entries []fs.DirEntry) (*contents, error) {
	in := &contents{entries: make(map[string]presence, len(entries)), folded: map[string]string{}}
	for _, e := range entries {
		name := e.Name()
		if t.names.isTemporary(name) && e.Type().IsRegular() {
			if err := t.leftover(path.Join(dir, name)); err != nil {
				return nil, err
			}
			continue
		}
		in.entries[name] = presenceOf(e.Type())
		if lower := strings.ToLower(name); lower != name {
			in.folded[lower] = name
		}
	}
	return in, nil
}

// leftover removes a file that a killed run has left, or notes it.
func (t *tree) leftover(name string) error {
	if t.sweep != nil {
		return t.sweep(name)
	}
	t.left = append(t.left, name)
	return nil
}

func presenceOf(mode fs.FileMode) presence {
	switch {
	case mode.IsRegular():
		return file
	case mode.IsDir():
		return directory
	}
	return strange
}

// twin returns the name of another entry that a file system which ignores
// case would take for this one.
func (c *contents) twin(name string) string {
	lower := strings.ToLower(name)
	if other, ok := c.folded[lower]; ok && other != name {
		return other
	}
	if lower != name && c.entries[lower] != absent {
		return lower
	}
	return ""
}
