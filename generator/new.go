package generator

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/resolve"
	"github.com/hcnet/problemgen/templates"
)

// exampleBase begins the type URI of a new page where no base is configured.
const exampleBase = "https://example.com/problems/"

// New writes a page to fill in, made from the scaffold, and returns its path.
// A page that is there already is left alone, which is an error.
func New(ctx context.Context, dir, name, base string) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	name, err := resolve.Name(name)
	if err != nil {
		return "", err
	}
	var page bytes.Buffer
	err = templates.Page(&page, templates.Scaffold{
		Name:  name,
		Title: resolve.Title(name),
		Type:  cmp.Or(base, exampleBase) + name,
	})
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	file := strings.ReplaceAll(name, "_", "-") + ".md"
	shown := path.Join(filepath.ToSlash(dir), file)
	return shown, create(dir, file, shown, page.Bytes())
}

// create writes a file that must not be there yet.
func create(dir, name, shown string, data []byte) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already", shown)
	}
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}
