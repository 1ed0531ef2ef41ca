package output

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
)

// Names of the writer's own files in the output folder begin so. None of them
// is there after a run that was not killed, save the journal of one that
// failed.
const (
	reserved        = ".problemgen-"
	temporarySuffix = ".tmp"
)

// ownNames are the names of a writer's own files. Outputs that are one file
// each may lie in one folder, and do not know of each other.
type ownNames struct{ prefix string }

func namesOf(o Options) ownNames {
	if o.File == "" {
		return ownNames{reserved}
	}
	return ownNames{reserved + o.File + "-"}
}

func (n ownNames) lock() string    { return n.prefix + "lock" }
func (n ownNames) journal() string { return n.prefix + "journal" }

func (n ownNames) temporary(count int) string { return fmt.Sprint(n.prefix, count, temporarySuffix) }

// isTemporary reports whether a name is one that temporary has returned.
func (n ownNames) isTemporary(name string) bool {
	rest, ours := strings.CutPrefix(name, n.prefix)
	number, temporary := strings.CutSuffix(rest, temporarySuffix)
	_, err := strconv.Atoi(number)
	return ours && temporary && err == nil
}

// A stage holds new content until it is put in its place.
type stage struct {
	dir   folder
	names ownNames
	// beside is where an output folder that does not exist yet is built; nil
	// where it exists.
	beside *beside
	// above are the folders that were made for an output that is not moved whole,
	// the innermost first. They go again where nothing comes into them.
	above []string

	mu          sync.Mutex
	count       int
	temporaries map[string]bool
	made        map[string]bool // folders
}

// put writes the content to a temporary file beside its place, or to its
// place where the whole folder is moved.
func (s *stage) put(name string, content []byte) (temporary string, err error) {
	if temporary, err = s.prepare(name); err != nil {
		return "", err
	}
	return temporary, writeFile(s.dir, temporary, content)
}

// putFrom is put for content that is not in memory.
func (s *stage) putFrom(name string, content composition) (temporary string, err error) {
	if temporary, err = s.prepare(name); err != nil {
		return "", err
	}
	f, err := s.dir.Create(temporary)
	if err != nil {
		return "", err
	}
	out := bufio.NewWriterSize(f, 64<<10)
	err = content(out)
	if flushing := out.Flush(); err == nil {
		err = flushing
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	return temporary, err
}

// prepare makes the folders on the way and returns the temporary's name.
func (s *stage) prepare(name string) (temporary string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.mkdirLocked(path.Dir(name)); err != nil {
		return "", err
	}
	if s.beside != nil {
		return name, nil
	}
	s.count++
	temporary = path.Join(path.Dir(name), s.names.temporary(s.count))
	s.temporaries[temporary] = true
	return temporary, nil
}

func (s *stage) mkdirLocked(dir string) error {
	if _, known := s.made[dir]; known || dir == "." {
		return nil
	}
	if err := s.mkdirLocked(path.Dir(dir)); err != nil {
		return err
	}
	err := s.dir.Mkdir(dir)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	s.made[dir] = err == nil
	return nil
}

// rename puts a temporary file into its place.
func (s *stage) rename(temporary, name string) error {
	if err := s.dir.Rename(temporary, name); err != nil {
		return err
	}
	delete(s.temporaries, temporary)
	s.made[path.Dir(name)] = false
	return nil
}

// clear empties the folder that a killed run has built beside.
func (s *stage) clear() error {
	entries, err := s.dir.List(".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == s.names.lock() {
			continue
		}
		if err := s.dir.RemoveAll(e.Name()); err != nil {
			return err
		}
	}
	return nil
}

// discard removes what was put and is not in its place.
func (s *stage) discard() error {
	if s.beside != nil {
		if s.beside.moved {
			return nil
		}
		return s.clear()
	}
	var all error
	for temporary := range s.temporaries {
		if err := s.dir.Remove(temporary); err != nil && !errors.Is(err, fs.ErrNotExist) {
			all = err
		}
	}
	for dir, ours := range s.made {
		if ours {
			// It stays where somebody has put something into it.
			_ = s.dir.Remove(dir)
		}
	}
	return all
}

// A beside is the place where an output folder is built that does not exist
// yet: a folder beside it, which is moved whole.
type beside struct {
	parent     folder
	name, base string
	made       []string // folders above, the innermost first
	moved      bool
}

// canMoveFolders tells that the system renames folders in which files are
// open. Where it does not, a new output folder is built in its place.
const canMoveFolders = runtime.GOOS != "windows"

// prepareBeside makes the folder to build in and returns its path.
func prepareBeside(dir string, openFolder func(string) (folder, error)) (*beside, string, error) {
	above, base := filepath.Dir(filepath.Clean(dir)), filepath.Base(dir)
	b := &beside{name: reserved + base, base: base, made: missingFolders(above)}
	if err := os.MkdirAll(above, 0o755); err != nil {
		return nil, "", err
	}
	var err error
	if b.parent, err = openFolder(above); err != nil {
		return nil, "", err
	}
	if err := b.parent.Mkdir(b.name); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, "", errors.Join(err, b.close())
	}
	info, err := b.parent.Lstat(b.name)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s is in the way", filepath.Join(above, b.name))
	}
	if err != nil {
		return nil, "", errors.Join(err, b.close())
	}
	return b, filepath.Join(above, b.name), nil
}

// missingFolders returns the folders that have to be made for a path, the
// innermost first.
func missingFolders(dir string) (missing []string) {
	for {
		if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
			return missing
		}
		missing = append(missing, dir)
		dir = filepath.Dir(dir)
	}
}

// moveIn puts the folder into its place.
func (b *beside) moveIn() error {
	if err := b.parent.Rename(b.name, b.base); err != nil {
		return fmt.Errorf("move the new output folder to its place: %w", err)
	}
	b.moved = true
	return nil
}

// close removes what is not needed. A folder that is not empty belongs to a
// run that has begun in the meantime.
func (b *beside) close() error {
	if !b.moved {
		_ = b.parent.Remove(b.name)
		removeEmpty(b.made)
	}
	return b.parent.Close()
}

// removeEmpty removes folders, unless somebody has put something into them.
func removeEmpty(dirs []string) {
	for _, dir := range dirs {
		_ = os.Remove(dir)
	}
}
