package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

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

// waitForLock returns when no run is writing the folder at a path, or says that
// one is.
func waitForLock(name, at, shown string, patience time.Duration) error {
	at = filepath.Join(at, name)
	if info, err := os.Lstat(at); err != nil || !info.Mode().IsRegular() {
		return nil //nolint:nilerr // Nobody has a lock.
	}
	held := flock.New(at, flock.SetFlag(os.O_RDONLY))
	taken, err := held.TryRLock()
	if err == nil && !taken && patience > 0 {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		taken, err = held.TryRLockContext(ctx, 20*time.Millisecond)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case !taken:
		return busy(at, shown)
	}
	return held.Unlock()
}

// A settledFolder is one that nobody should be writing. A file that goes away
// tells that somebody does.
type settledFolder struct {
	folder
	shown string
}

func (f settledFolder) Open(name string) (io.ReadCloser, error) {
	in, err := f.folder.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("it went away while it was compared: another run of problemgen is writing %s; run again when it has ended", f.shown)
	}
	return in, err
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
