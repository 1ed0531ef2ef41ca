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

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/emit/gopkg"
	"github.com/hcnet/problemgen/generator/internal/resolve"
	"github.com/hcnet/problemgen/templates"
)

// exampleBase begins the type URI of a new page where no base is configured.
const exampleBase = "https://example.com/problems/"

// exampleStatus is the status of a new page where nothing gives another.
const exampleStatus = 400

// A NewPage is what is known of a page that is to be made; all but one of Name
// and From may be empty.
type NewPage struct {
	// Name is what the problem type is called; where it is empty, the type
	// tells.
	Name string
	// Title, Type and Status are the problem type's. Where they are empty, From
	// gives them, else the name.
	Title, Type string
	Status      int
	// From is an example: a problem details object as JSON, or an HTTP response
	// as "curl -i" prints it.
	From []byte
	// Base is what the configuration puts before names to make type URIs.
	Base string
}

// New writes a page to fill in, made from the scaffold or from an example, and
// returns its path. A page that is there already is left alone, which is an
// error, and so is a name that a generated package needs itself.
func New(ctx context.Context, dir string, n NewPage) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	scaffold, err := n.scaffold()
	if err != nil {
		return "", err
	}
	var page bytes.Buffer
	if err := templates.Page(&page, scaffold); err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	file := strings.ReplaceAll(scaffold.Name, "_", "-") + ".md"
	shown := path.Join(filepath.ToSlash(dir), file)
	return shown, create(dir, file, shown, page.Bytes())
}

// scaffold returns what the page begins with.
func (n NewPage) scaffold() (templates.Scaffold, error) {
	if n.Status != 0 && (n.Status < 100 || n.Status > 599) {
		return templates.Scaffold{}, fmt.Errorf("%d is no HTTP status: take one from 100 to 599", n.Status)
	}
	if !catalog.IsURIReference(n.Type) {
		return templates.Scaffold{}, fmt.Errorf("%q is no URI, which a problem type is named by", n.Type)
	}
	d := draft{NewPage: n}
	if len(n.From) > 0 {
		if err := d.read(); err != nil {
			return templates.Scaffold{}, err
		}
	}
	name, err := resolve.Name(cmp.Or(d.Name, resolve.NameOfType(d.Type)))
	if err != nil {
		return templates.Scaffold{}, err
	}
	id := resolve.New(resolve.Options{}).GoName(name)
	if why := gopkg.Reserved()(id); why != "" {
		return templates.Scaffold{}, fmt.Errorf("%q makes the Go name %s, which is taken: %s; choose another name", name, id, why)
	}
	d.Name = name
	d.Title = cmp.Or(d.Title, resolve.Title(name))
	d.Type = cmp.Or(d.Type, cmp.Or(n.Base, exampleBase)+name)
	d.Status = cmp.Or(d.Status, exampleStatus)
	return d.scaffold()
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
