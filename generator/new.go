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

	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/internal/catalog"
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
	// Name is what the problem type is called; where it is empty, the type or the
	// title tells.
	Name string
	// Title, Type and Status are the problem type's. Where they are empty, From
	// gives them, else the name.
	Title, Type string
	Status      int
	// From is an example: a problem details object as JSON, or an HTTP response
	// as "curl -i" or "curl -v" prints it.
	From []byte
	// Extension is the ending of the page's file; ".md" where it is empty.
	Extension string
}

// Extensions are the endings that the files of pages can have.
func Extensions() []string { return catalog.Extensions() }

// New writes a page to fill in, made from the scaffold or from an example, into
// the catalog's folder, and returns its path. A page that is there already is
// left alone, which is an error, and so is a name that the catalog's outputs need
// themselves.
func New(ctx context.Context, c config.Catalog, n NewPage) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	scaffold, err := n.scaffold(c)
	if err != nil {
		return "", err
	}
	var page bytes.Buffer
	if err := templates.Page(&page, scaffold); err != nil {
		return "", err
	}
	file := strings.ReplaceAll(scaffold.Name, "_", "-") + cmp.Or(n.Extension, catalog.Extensions()[0])
	shown := path.Join(filepath.ToSlash(c.Pages), file)
	switch {
	case catalog.IsIntro(file):
		return "", fmt.Errorf("%s would introduce its folder, and be no page: choose another name", shown)
	case !c.Selects(file):
		return "", fmt.Errorf("%s would be no page: include and exclude of the configuration leave it out", shown)
	}
	if err := os.MkdirAll(c.Pages, 0o755); err != nil {
		return "", err
	}
	return shown, create(c.Pages, file, shown, page.Bytes())
}

// scaffold returns what the page begins with.
func (n NewPage) scaffold(c config.Catalog) (templates.Scaffold, error) {
	if !catalog.IsURIReference(n.Type) {
		return templates.Scaffold{}, fmt.Errorf("%q is no URI, which a problem type is named by", n.Type)
	}
	n.Title = strings.TrimSpace(n.Title)
	d := draft{NewPage: n}
	if len(n.From) > 0 {
		if err := d.read(); err != nil {
			return templates.Scaffold{}, err
		}
	}
	name, err := d.name()
	if err != nil {
		return templates.Scaffold{}, err
	}
	if err := checkName(c, name); err != nil {
		return templates.Scaffold{}, err
	}
	d.Name = name
	d.Title = cmp.Or(d.Title, resolve.Title(name))
	d.Type = cmp.Or(d.Type, cmp.Or(c.Base, exampleBase)+name)
	d.Status = cmp.Or(d.Status, exampleStatus)
	if err := d.checkStatus(); err != nil {
		return templates.Scaffold{}, err
	}
	return d.scaffold()
}

// checkName refuses a name that an output of the catalog needs itself.
func checkName(c config.Catalog, name string) error {
	head := catalog.Head{Name: name, GoName: resolve.New(resolve.Options{Initialisms: initialisms(c)}).GoName(name)}
	if reserved := reservedNames(c.Outputs); reserved != nil {
		if why := reserved(head.GoName); why != "" {
			return fmt.Errorf("%q makes the Go name %s, which is taken: %s; choose another name", name, head.GoName, why)
		}
	}
	for _, clash := range clashesFor(c.Outputs)([]catalog.Head{head}) {
		return fmt.Errorf("%q cannot be the name: %s; choose another one", name, clash.Why)
	}
	return nil
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
