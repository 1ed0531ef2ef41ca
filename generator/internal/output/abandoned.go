package output

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
)

// An Abandoned output was asked for by a configuration that does so no more.
type Abandoned struct {
	Kind string
	// Signed is the file whose mark tells it, by its path below the folder that
	// was searched, with slashes.
	Signed string
	// Owner is the path of the configuration, from there as well.
	Owner string
}

// FindAbandoned looks below a folder for files whose marks name the
// configuration that asks for them, and returns those that are wanted.
// Only files of such names are opened. Hidden folders, and those of packages of
// others, are passed over.
func FindAbandoned(ctx context.Context, dir string, named func(base string) bool, want func(Abandoned) bool) ([]Abandoned, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var all []Abandoned
	err = fs.WalkDir(root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, fs.ErrPermission):
			return fs.SkipDir // what cannot be read was not written here
		case err != nil:
			return err
		case entry.IsDir() && name != "." && isForeignFolder(entry.Name()):
			return fs.SkipDir
		case !entry.Type().IsRegular() || !named(entry.Name()):
			return nil
		}
		a, ok := signedIn(root, name)
		if ok && want(a) {
			all = append(all, a)
		}
		return nil
	})
	return all, err
}

func isForeignFolder(base string) bool {
	return strings.HasPrefix(base, ".") || slices.Contains([]string{"node_modules", "vendor"}, base)
}

// signedIn reads what a file's mark says of who asks for it.
func signedIn(root *os.Root, name string) (Abandoned, bool) {
	in, err := root.Open(name)
	if err != nil {
		return Abandoned{}, false
	}
	defer in.Close()
	const enough = 4 << 10
	start, err := io.ReadAll(io.LimitReader(in, enough))
	if err != nil {
		return Abandoned{}, false
	}
	m, ok := Options{}.parseMark(path.Base(name), start)
	if !ok || m.owner == "" || m.kind == "" {
		return Abandoned{}, false
	}
	return Abandoned{Kind: m.kind, Signed: name, Owner: path.Join(path.Dir(name), m.owner)}, true
}

// Prune removes everything that an output has, unless somebody's work is in
// it. It returns what it removed.
func Prune(ctx context.Context, o Options) ([]Change, diag.List, error) {
	w, err := Open(o)
	if err != nil {
		return nil, nil, err
	}
	changes, found, err := w.prune(ctx)
	err = errors.Join(err, w.Close())
	if err == nil && o.File == "" {
		_ = os.Remove(filepath.FromSlash(o.Dir)) // it stays where somebody has put something into it
	}
	return changes, found, err
}

func (w *Writer) prune(ctx context.Context) ([]Change, diag.List, error) {
	plan, found, err := w.Plan()
	if err != nil || len(found) > 0 {
		return nil, found, err
	}
	return plan.Changes, nil, plan.Apply(ctx)
}
