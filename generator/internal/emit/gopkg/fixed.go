package gopkg

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/templates"
)

// The fixed part is the package that every generated one begins as.
const (
	fixedPath    = "github.com/hcnet/problemgen/templates/problem"
	fixedPackage = "problem"
	fixedTest    = "problem/problems_test.go"
	helpers      = "problemstest"
	helpersPath  = "github.com/hcnet/problemgen/templates/" + helpers
	sitePackage  = "problemsite"
	siteFiles    = "github.com/hcnet/problemgen/templates/" + sitePackage
	siteTest     = sitePackage + "/problemsite_test.go"
)

// SiteFolder is where the package embeds the pages that it serves.
const SiteFolder = sitePackage + "/site"

// fixedFiles returns the fixed part as files of the package.
func fixedFiles(o Options) ([]catalog.File, error) {
	var files []catalog.File
	for _, name := range fixedNames() {
		if o.Site == "" && strings.HasPrefix(name, sitePackage+"/") {
			continue
		}
		data, err := rewrite(name, o)
		if err != nil {
			return nil, fmt.Errorf("the template %s: %w", name, err)
		}
		files = append(files, catalog.File{Path: strings.TrimPrefix(name, fixedPackage+"/"), Data: data})
	}
	return files, nil
}

// fixedNames returns the names of the templates that are copied: not those
// that stand in for generated files, nor the templates' own tests.
func fixedNames() []string {
	var names []string
	for _, pattern := range []string{fixedPackage + "/*.go", helpers + "/*.go", sitePackage + "/*.go"} {
		found, err := fs.Glob(templates.Files, pattern)
		if err != nil { // the patterns are constants
			continue
		}
		for _, name := range found {
			if isCopied(name) {
				names = append(names, name)
			}
		}
	}
	return names
}

func isCopied(name string) bool {
	if strings.HasSuffix(name, "_test.go") {
		return name == fixedTest || name == siteTest
	}
	return !strings.HasPrefix(path.Base(name), "standin")
}

// rewrite returns a template as a file of the package: with its package clause,
// and under its own name where the template uses the fixed part from outside.
func rewrite(name string, o Options) ([]byte, error) {
	data, err := templates.Files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, data, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	r := rewriter{fset: fset, data: data, name: importedAs(o.Package)}
	if rest, ok := strings.CutPrefix(file.Name.Name, fixedPackage); ok && strings.HasPrefix(name, fixedPackage+"/") {
		r.replace(file.Name, o.Package+rest)
	}
	for _, spec := range file.Imports {
		switch spec.Path.Value {
		case strconv.Quote(fixedPath):
			r.replace(spec, r.fixedImport(o))
			r.qualify(file)
		case strconv.Quote(helpersPath):
			r.replace(spec, strconv.Quote(path.Join(o.ImportPath, helpers)))
		case strconv.Quote(siteFiles):
			r.replace(spec, strconv.Quote(path.Join(o.ImportPath, sitePackage)))
		}
	}
	return r.result(), nil
}

// importedAs returns the name of the generated package in the files that import
// it: its own, unless that means something else in one of them.
func importedAs(pkg string) string {
	if usedIdentifiers()[pkg] || doc.IsPredeclared(pkg) {
		return fixedPackage
	}
	return pkg
}

// usedIdentifiers are those of the files that import the generated package: of
// the templates, and of what is made for pages.
var usedIdentifiers = sync.OnceValue(func() map[string]bool {
	used := map[string]bool{
		"p": true, "body": true, "err": true, "json": true, "fmt": true, "math": true, "time": true,
		"page": true, "pages": true, "repair": true, "sum": true, "documented": true, "base": true,
	}
	for _, name := range fixedNames() {
		data, err := templates.Files.ReadFile(name)
		if err != nil || path.Dir(name) == fixedPackage && !strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, data, parser.SkipObjectResolution)
		if err != nil { // the templates are compiled where they stand
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && id.Name != fixedPackage {
				used[id.Name] = true
			}
			return true
		})
	}
	return used
})

// A rewriter replaces parts of a file.
type rewriter struct {
	fset *token.FileSet
	data []byte
	// name is that of the generated package in the file.
	name  string
	edits []edit
}

type edit struct {
	start, end int
	text       string
}

func (r *rewriter) replace(node ast.Node, text string) {
	r.edits = append(r.edits, edit{r.fset.Position(node.Pos()).Offset, r.fset.Position(node.End()).Offset, text})
}

// qualify gives the fixed part its name where the file's code and comments speak
// of it.
func (r *rewriter) qualify(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := s.X.(*ast.Ident); ok && id.Name == fixedPackage {
				r.replace(id, r.name)
			}
		}
		return true
	})
	for _, group := range file.Comments {
		for _, c := range group.List {
			r.replace(c, commentName.ReplaceAllString(c.Text, "${1}"+r.name+"${2}"))
		}
	}
}

// commentName is the name of the fixed part as comments have it.
var commentName = regexp.MustCompile(`(\[|\bpackage )` + fixedPackage + `(\.)`)

// result returns the file with all that is replaced.
func (r *rewriter) result() []byte {
	slices.SortFunc(r.edits, func(a, b edit) int { return cmp.Compare(a.start, b.start) })
	var out bytes.Buffer
	at := 0
	for _, e := range r.edits {
		out.Write(r.data[at:e.start])
		out.WriteString(e.text)
		at = e.end
	}
	out.Write(r.data[at:])
	return out.Bytes()
}

// fixedImport returns the import of the generated package under the name that
// the file has for it.
func (r *rewriter) fixedImport(o Options) string {
	if o.Package == r.name {
		return strconv.Quote(o.ImportPath)
	}
	return r.name + " " + strconv.Quote(o.ImportPath)
}

// Reserved returns a function that tells why an identifier cannot be a page's:
// because the fixed part declares it, or a name that is derived from it. It
// returns "" for every other identifier.
func Reserved() func(identifier string) string {
	taken := sync.OnceValue(fixedDeclarations)
	return func(identifier string) string {
		for _, prefix := range []string{"", "about", "encode", "decode", "page"} {
			if file := taken()[prefix+identifier]; file != "" {
				return fmt.Sprintf("%s declares %s%s", file, prefix, identifier)
			}
		}
		return ""
	}
}

// fixedDeclarations returns what the fixed part declares, and in which file.
func fixedDeclarations() map[string]string {
	declarations := map[string]string{"documented": "documented.go", "typed": "documented.go", "fallback": "documented.go"}
	for _, name := range fixedNames() {
		data, err := templates.Files.ReadFile(name)
		if err != nil || !strings.HasPrefix(name, fixedPackage+"/") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, data, parser.SkipObjectResolution)
		if err != nil { // the templates are compiled where they stand
			continue
		}
		for _, d := range declared(file) {
			for id := range strings.FieldsSeq(d.names) {
				declarations[id] = path.Base(name)
			}
		}
	}
	return declarations
}

// declared returns what a file declares, without its imports.
func declared(file *ast.File) []planned {
	var found []planned
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			found = append(found, planned{token.FUNC, receiver(d) + d.Name.Name})
		case *ast.GenDecl:
			if d.Tok != token.IMPORT {
				found = append(found, planned{d.Tok, strings.Join(specNames(d.Specs), " ")})
			}
		}
	}
	return found
}

// receiver returns the name of a method's type with a period behind it.
func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return ""
	}
	t := d.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if id, ok := t.(*ast.Ident); ok {
		return id.Name + "."
	}
	return "?."
}

func specNames(specs []ast.Spec) []string {
	var names []string
	for _, spec := range specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			names = append(names, spec.Name.Name)
		case *ast.ValueSpec:
			for _, id := range spec.Names {
				names = append(names, id.Name)
			}
		}
	}
	return names
}
