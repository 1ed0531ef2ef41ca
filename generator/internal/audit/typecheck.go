package audit

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
	"golang.org/x/tools/go/packages"
)

// typecheck gives the packages their syntax and types. What they import comes
// from export data, as for "go vet": of the packages themselves, only those that
// others import are compiled.
//
// Where a test has dependencies compiled anew for it, packages do all of that.
func (l *loader) typecheck(roots []*packages.Package, paths []string) ([]*packages.Package, error) {
	c := &checking{loader: l, roots: map[string]*packages.Package{}, exports: map[string]string{}, imported: map[string]*types.Package{}}
	for _, p := range roots {
		c.roots[p.ID] = p
	}
	if !c.isPlain() {
		return l.loadTyped(paths)
	}
	if err := c.export(); err != nil {
		return nil, err
	}
	if err := c.all(); err != nil {
		return nil, err
	}
	return roots, l.errors(roots)
}

// loadTyped has packages load the packages with their types.
func (l *loader) loadTyped(paths []string) ([]*packages.Package, error) {
	typed, err := l.load(packages.LoadSyntax|packages.NeedModule|packages.NeedForTest, paths)
	if err != nil {
		return nil, err
	}
	return l.distinct(typed), l.errors(typed)
}

// A checking type-checks packages.
type checking struct {
	*loader
	roots map[string]*packages.Package // by ID
	// exports are the files with the types of what is imported, and imported those
	// types, by its path.
	exports  map[string]string
	imported map[string]*types.Package
}

// isPlain reports whether tests import, beside what other code does, only the
// package that they test.
func (c *checking) isPlain() bool {
	for _, p := range c.roots {
		for _, imported := range p.Imports {
			if strings.Contains(imported.ID, " [") && c.roots[imported.ID] == nil {
				return false
			}
		}
	}
	return true
}

// export has the go command write the types of what the packages import.
func (c *checking) export() error {
	var paths []string
	for _, p := range c.roots {
		for path, imported := range p.Imports {
			if path != "unsafe" && path != "C" && c.roots[imported.ID] == nil || c.roots[imported.ID] != nil && imported.ForTest == "" {
				paths = append(paths, imported.PkgPath)
			}
		}
	}
	slices.Sort(paths)
	found, err := c.ask(packages.NeedName|packages.NeedExportFile, false, slices.Compact(paths))
	if err != nil {
		return err
	}
	for _, p := range found {
		c.exports[p.PkgPath] = cmp.Or(c.exports[p.PkgPath], p.ExportFile)
	}
	if err := c.errors(found); err != nil {
		return err
	}
	return c.read()
}

// read reads the types of what the packages import. To read one may complete
// others, so all are read before anything is checked against them.
func (c *checking) read() error {
	from := importer.ForCompiler(c.fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(c.exports[path]) })
	for path := range c.exports {
		imported, err := from.Import(path)
		if err != nil {
			return fmt.Errorf("the types of %s: %w", path, err)
		}
		c.imported[path] = imported
	}
	return nil
}

// all checks the packages, and then the tests that import them.
func (c *checking) all() error {
	for _, external := range []bool{false, true} {
		var g errgroup.Group
		g.SetLimit(4)
		for _, p := range c.roots {
			if strings.HasSuffix(p.PkgPath, "_test") == external {
				g.Go(func() error { return c.one(p) })
			}
		}
		if err := g.Wait(); err != nil {
			return err
		}
	}
	return nil
}

// one checks a package. What the compiler would say of it is noted there.
func (c *checking) one(p *packages.Package) error {
	p.Fset = c.fset
	for _, name := range p.CompiledGoFiles {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		file, err := c.sources.parse(c.fset, name, text)
		if err != nil {
			p.Errors = append(p.Errors, packages.Error{Pos: "-", Msg: c.sources.shown(err.Error()), Kind: packages.ParseError})
			continue
		}
		p.Syntax = append(p.Syntax, file)
	}
	p.TypesInfo = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, FileVersions: map[*ast.File]string{},
	}
	config := &types.Config{
		Importer: importerFunc(func(path string) (*types.Package, error) { return c.importFor(p, path) }),
		Sizes:    p.TypesSizes,
		Error:    func(err error) { p.Errors = append(p.Errors, packageError(c.fset, err)) },
	}
	if p.Module != nil && p.Module.GoVersion != "" {
		config.GoVersion = "go" + p.Module.GoVersion
	}
	p.Types, _ = config.Check(p.PkgPath, c.fset, p.Syntax, p.TypesInfo) // Error has the error, too
	return nil
}

// packageError returns an error of the type checker.
func packageError(fset *token.FileSet, err error) packages.Error {
	if typed, ok := errors.AsType[types.Error](err); ok {
		return packages.Error{Pos: fset.Position(typed.Pos).String(), Msg: typed.Msg, Kind: packages.TypeError}
	}
	return packages.Error{Pos: "-", Msg: err.Error(), Kind: packages.UnknownError}
}

// importerFunc imports packages.
type importerFunc func(path string) (*types.Package, error)

// Import imports a package.
func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

// importFor returns what a package means by an import: the package under test,
// as its own tests see it, or what export data says.
func (c *checking) importFor(p *packages.Package, path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	imported := p.Imports[path]
	if imported == nil {
		return nil, fmt.Errorf("%s is not among the imports of %s", path, p.ID)
	}
	if tested := c.roots[imported.ID]; tested != nil && imported.ForTest != "" {
		return tested.Types, nil
	}
	if known := c.imported[imported.PkgPath]; known != nil {
		return known, nil
	}
	return nil, fmt.Errorf("there are no types of %s", path)
}
