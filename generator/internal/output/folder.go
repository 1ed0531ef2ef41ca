package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/hcnet/problemgen/generator/internal/patient"
)

// A folder is all that the writer asks of the file system. Names are paths
// inside the folder, with slashes.
type folder interface {
	// List returns the entries of a folder inside, in no order.
	List(name string) ([]fs.DirEntry, error)
	Lstat(name string) (fs.FileInfo, error)
	Open(name string) (io.ReadCloser, error)
	// Create makes a file that is not there yet, and never follows a link.
	Create(name string) (io.WriteCloser, error)
	Mkdir(name string) error
	Rename(from, to string) error
	Remove(name string) error
	RemoveAll(name string) error
	Close() error
}

// A rootFolder is a folder of the operating system that nothing leads out of.
type rootFolder struct {
	*os.Root

	mu sync.Mutex
	// inside are the folders inside in which a file was opened or made: to come
	// to them anew takes half as long as the file itself.
	inside map[string]*os.Root
}

func openFolder(name string) (folder, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return &rootFolder{Root: root, inside: map[string]*os.Root{}}, nil
}

// List goes by the folder's path, since a folder that was opened through the
// root asks for the kind of each entry by a call of its own. It makes sure
// that the path still leads to the folder of the root.
func (r *rootFolder) List(name string) ([]fs.DirEntry, error) {
	dir, err := os.Open(filepath.Join(r.Name(), name))
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	opened, err := dir.Stat()
	if err != nil {
		return nil, err
	}
	inside, err := r.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !os.SameFile(opened, inside) {
		return nil, fmt.Errorf("%s was moved away", dir.Name())
	}
	return dir.ReadDir(-1)
}

// Open does not wait where a pipe has taken the place of a file; and a file
// costs four system calls fewer so.
func (r *rootFolder) Open(name string) (io.ReadCloser, error) {
	return r.openFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

// Create saves the same four system calls.
func (r *rootFolder) Create(name string) (io.WriteCloser, error) {
	return r.openFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL|syscall.O_NONBLOCK, 0o644)
}

func (r *rootFolder) openFile(name string, flag int, mode fs.FileMode) (*os.File, error) {
	in, err := r.folderOf(name)
	if err != nil {
		return nil, err
	}
	return in.OpenFile(path.Base(name), flag, mode)
}

// folderOf returns the folder that the file is in.
func (r *rootFolder) folderOf(name string) (*os.Root, error) {
	dir := path.Dir(name)
	if dir == "." {
		return r.Root, nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if in, ok := r.inside[dir]; ok {
		return in, nil
	}
	in, err := r.OpenRoot(dir)
	if err == nil {
		r.inside[dir] = in
	}
	return in, err
}

// Close closes the folder and those inside.
func (r *rootFolder) Close() error {
	err := r.Root.Close()
	for _, in := range r.inside {
		err = errors.Join(err, in.Close())
	}
	return err
}

func (r *rootFolder) Mkdir(name string) error { return r.Root.Mkdir(name, 0o755) }

func (r *rootFolder) Rename(from, to string) error {
	return patient.Do(to, func() error { return r.Root.Rename(from, to) })
}

func (r *rootFolder) Remove(name string) error {
	return patient.Do(name, func() error { return r.Root.Remove(name) })
}

func (r *rootFolder) RemoveAll(name string) error {
	return patient.Do(name, func() error { return r.Root.RemoveAll(name) })
}

// writeFile makes a file with that content.
func writeFile(in folder, name string, content []byte) error {
	f, err := in.Create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if closing := f.Close(); err == nil {
		err = closing
	}
	return err
}

// readFile returns a file's content, as far as it may be ours.
func readFile(in folder, name string) ([]byte, error) {
	f, err := in.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxFile))
}

// standing returns what is at the output folder's path: a directory, nothing,
// or something strange on the way; of the latter two the first element.
func standing(dir string) (presence, string, error) {
	for _, at := range steps(filepath.Clean(dir)) {
		info, err := os.Lstat(at)
		if errors.Is(err, fs.ErrNotExist) {
			return absent, at, nil
		}
		if err != nil {
			return absent, "", err
		}
		if !info.IsDir() {
			return strange, filepath.ToSlash(at), nil
		}
	}
	return directory, "", nil
}

// namesake returns what is beside a path that is not there, under a name that
// differs only by case, as a path with slashes; "" where there is none. The two
// would be one on many machines.
func namesake(at string) string {
	in, err := os.Open(filepath.Dir(at))
	if err != nil {
		return ""
	}
	defer in.Close()
	names, _ := in.Readdirnames(-1)
	i := slices.IndexFunc(names, func(name string) bool { return strings.EqualFold(name, filepath.Base(at)) })
	if i < 0 {
		return ""
	}
	return filepath.ToSlash(filepath.Join(filepath.Dir(at), names[i]))
}

// steps returns the paths on the way to the output folder that nobody vouches
// for: all elements of a relative path that lead downwards, and the last of
// an absolute one.
func steps(dir string) []string {
	if filepath.IsAbs(dir) {
		return []string{dir}
	}
	var all []string
	at := ""
	for element := range strings.SplitSeq(dir, string(filepath.Separator)) {
		if at = filepath.Join(at, element); element != ".." {
			all = append(all, at)
		}
	}
	return all
}
