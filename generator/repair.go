package generator

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/hcnet/problemgen/generator/internal/patient"
)

// Repair puts a repaired page in the place of the one that was read, whole and
// inside the pages folder, unless the page has changed since.
func Repair(fixed Fixed, pages string) error {
	page := fixed.Source
	name, err := Below(pages, page.Name)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(pages)
	if err != nil {
		return err
	}
	defer root.Close()
	info, err := root.Lstat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is a link: repair the page that it leads to", page.Name)
	}
	now, err := root.ReadFile(name)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, page.Original()) {
		return fmt.Errorf("%s has changed since it was read: run again", page.Name)
	}
	return replaceFile(root, name, fixed.Data, info.Mode().Perm())
}

// Below returns the path that leads from a folder to a file, whichever of both
// is absolute.
func Below(folder, name string) (string, error) {
	folder, err := filepath.Abs(filepath.FromSlash(folder))
	if err != nil {
		return "", err
	}
	name, err = filepath.Abs(filepath.FromSlash(name))
	if err != nil {
		return "", err
	}
	return filepath.Rel(folder, name)
}

// replaceFile leaves the old file or the new one, never a part.
func replaceFile(root *os.Root, name string, data []byte, mode fs.FileMode) error {
	temporary := filepath.Join(filepath.Dir(name), ".problemgen-"+filepath.Base(name)+".tmp")
	err := root.WriteFile(temporary, data, mode)
	if err == nil {
		err = patient.Do(name, func() error { return root.Rename(temporary, name) })
	}
	if err != nil {
		return errors.Join(err, root.Remove(temporary))
	}
	return nil
}
