package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"syscall"

	"golang.org/x/mod/modfile"
)

// importPath returns the path by which the package in a folder is imported:
// what the go.mod above it says. Outside of any module it is the package's
// name, and importPath returns false.
func importPath(dir, name string) (imported string, inModule bool, err error) {
	dir, err = filepath.Abs(dir)
	if err != nil {
		return "", false, err
	}
	for above, below := dir, "."; ; above, below = filepath.Dir(above), path.Join(filepath.Base(above), below) {
		data, err := os.ReadFile(filepath.Join(above, "go.mod"))
		switch {
		case err == nil:
			module := modfile.ModulePath(data)
			if module == "" {
				return "", false, fmt.Errorf("%s names no module", filepath.Join(above, "go.mod"))
			}
			return path.Join(module, below), true, nil
		case !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR):
			return "", false, err
		case above == filepath.Dir(above):
			return name, false, nil
		}
	}
}

// pagesFrom returns the path from the output folder to the pages folder, with
// slashes, or "" where there is none (another volume).
func pagesFrom(out, pages string) (string, error) {
	out, err := filepath.Abs(out)
	if err != nil {
		return "", err
	}
	pages, err = filepath.Abs(pages)
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(out, pages)
	if err != nil {
		return "", nil //nolint:nilerr // No relative path leads there; the drift test is skipped then.
	}
	return filepath.ToSlash(rel), nil
}
