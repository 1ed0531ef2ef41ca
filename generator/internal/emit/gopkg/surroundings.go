package gopkg

import (
	"bytes"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// The rules about what stands around a package, so that it would not compile.
const (
	RuleNoModule      = "no-module"
	RuleOtherPackage  = "other-package"
	RuleDeclaredTwice = "declared-twice"
)

// Surroundings are the Go files that somebody wrote by hand beside those of a
// package.
type Surroundings struct {
	// Found is what is wrong with them, whatever the package declares.
	Found diag.List
	// declared are the names that they declare, with the package in front.
	declared map[string]diag.Span
}

// An OwnFile is a Go file beside those of the package.
type OwnFile struct {
	// Path is that inside the package's folder, with slashes; Source has its
	// text.
	Path   string
	Source *diag.Source
}

// NewSurroundings judges the files beside those of a package.
func NewSurroundings(pkg string, files []OwnFile) *Surroundings {
	s := &Surroundings{declared: map[string]diag.Span{}}
	for _, f := range files {
		want := pkg
		if dir := path.Dir(f.Path); dir != "." {
			want = path.Base(dir)
		}
		s.add(f, want)
	}
	return s
}

// Quiet reports whether there is nothing that could stand in the way.
func (s *Surroundings) Quiet() bool { return len(s.Found) == 0 && len(s.declared) == 0 }

// add judges a file. One that cannot be read is the compiler's business, and
// one that is not built here is nobody's.
func (s *Surroundings) add(f OwnFile, want string) {
	if !isBuilt(f) {
		return
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, f.Path, f.Source.Text, parser.SkipObjectResolution)
	if err != nil {
		return
	}
	at := func(n ast.Node) diag.Span {
		return f.Source.Span(fset.Position(n.Pos()).Offset, fset.Position(n.End()).Offset)
	}
	name := file.Name.Name
	if name != want && !(strings.HasSuffix(f.Path, "_test.go") && name == want+"_test") {
		s.Found.Add(diag.At(at(file.Name), RuleOtherPackage, "%s belongs to the package %s, and the package %s is to be generated beside it", path.Base(f.Path), name, want).
			WithHelp("give the output a folder of its own, or the package the name %s", name))
		return
	}
	for id, node := range declarations(file) {
		s.declared[path.Dir(f.Path)+" "+name+" "+id] = at(node)
	}
}

// isBuilt reports whether a file's constraint lets it be built on some system:
// one with a tag of somebody's own, as "ignore" is, is not looked at.
func isBuilt(f OwnFile) bool {
	for line := range bytes.Lines(f.Source.Text) {
		text := string(bytes.TrimSpace(line))
		if strings.HasPrefix(text, "package ") {
			return true
		}
		if !constraint.IsGoBuild(text) {
			continue
		}
		expr, err := constraint.Parse(text)
		if err != nil {
			return true
		}
		none := expr.Eval(func(string) bool { return false })
		return none || expr.Eval(isSystemTag)
	}
	return true
}

// isSystemTag reports whether a tag is one that the go command sets on some
// system.
func isSystemTag(tag string) bool {
	switch tag {
	case "linux", "darwin", "windows", "freebsd", "netbsd", "openbsd", "unix", "js", "wasip1", "android", "ios",
		"amd64", "arm64", "386", "arm", "wasm", "riscv64", "s390x", "ppc64le", "cgo", "gc":
		return true
	}
	return strings.HasPrefix(tag, "go1.")
}

// declarations returns what a file declares in its package, a method with its
// type, and where.
func declarations(file *ast.File) map[string]ast.Node {
	found := map[string]ast.Node{}
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			found[receiver(d)+d.Name.Name] = d.Name
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				for _, id := range identifiers(spec) {
					found[id.Name] = id
				}
			}
		}
	}
	delete(found, "_")
	delete(found, "init")
	return found
}

func identifiers(spec ast.Spec) []*ast.Ident {
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		return []*ast.Ident{spec.Name}
	case *ast.ValueSpec:
		return spec.Names
	}
	return nil
}

// Beside returns what of the surroundings a file that is generated declares once
// more.
func (s *Surroundings) Beside(f catalog.File) diag.List {
	if len(s.declared) == 0 || path.Ext(f.Path) != ".go" {
		return nil
	}
	file, err := parser.ParseFile(token.NewFileSet(), f.Path, f.Data, parser.SkipObjectResolution)
	if err != nil { // which the gate has read
		return nil
	}
	var found diag.List
	for _, id := range slices.Sorted(maps.Keys(declarations(file))) {
		if at, twice := s.declared[path.Dir(f.Path)+" "+file.Name.Name+" "+id]; twice {
			found.Add(diag.At(at, RuleDeclaredTwice, "%s is declared here, and by %s, which is generated", id, f.Path).
				WithHelp("rename it, or move it into a package of its own"))
		}
	}
	return found
}
