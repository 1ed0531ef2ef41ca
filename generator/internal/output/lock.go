package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/gofrs/flock"
)

// A lock keeps other runs out of an output folder. The system drops it when
// the process ends, however it ends; the file alone locks nothing.
type lock struct {
	dir  folder
	name string
	held *flock.Flock
}

// takeLock locks the folder at a path, or says that another run has it.
func takeLock(dir folder, name, at, shown string) (*lock, error) {
	// A run that ends removes the file, perhaps between our opening and
	// locking it; then the lock is worth nothing and a new file is needed.
	for range 100 {
		l := &lock{dir, name, flock.New(filepath.Join(at, name), flock.SetFlag(os.O_RDONLY))}
		taken, err := l.try()
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return nil, fmt.Errorf("lock %s: %w", shown, err)
		case !taken:
			return nil, busy(filepath.Join(at, name), shown)
		}
		same, err := l.onDisk()
		if same {
			return l, nil
		}
		if err = errors.Join(err, l.held.Unlock()); err != nil {
			return nil, fmt.Errorf("lock %s: %w", shown, err)
		}
	}
	return nil, busy(filepath.Join(at, name), shown)
}

func busy(at, shown string) error {
	return fmt.Errorf("another run of problemgen is writing %s (it holds %s); run again when it has ended",
		shown, at)
}

// try makes the lock's file, unless it is there, and locks it.
func (l *lock) try() (bool, error) {
	if err := writeFile(l.dir, l.name, nil); err != nil && !errors.Is(err, fs.ErrExist) {
		return false, err
	}
	info, err := l.dir.Lstat(l.name)
	if err != nil {
		return false, err
	}
	if !info.Mode().IsRegular() {
		return false, fmt.Errorf("%s is no regular file", l.name)
	}
	return l.held.TryLock()
}

// onDisk reports whether the locked file is still the one that others find.
func (l *lock) onDisk() (bool, error) {
	held, err := l.held.Stat()
	if err != nil {
		return false, err
	}
	there, err := l.dir.Lstat(l.name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(held, there), err
}

// release removes the file while it is locked, so that nobody can lock it and
// lose it; Windows removes no open file, and keeps others from doing so.
func (l *lock) release() error {
	if runtime.GOOS == "windows" {
		err := l.held.Unlock()
		_ = l.dir.Remove(l.name)
		return err
	}
	err := l.dir.Remove(l.name)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, l.held.Unlock())
}
