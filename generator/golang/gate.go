package golang

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"
	"github.com/hcnet/problemgen/generator/problem"
)

// A source is a Go file that is being built, together with the plan of what it
// declares. Its bytes can only be had through the gate, which reads them again
// and compares them with the plan: whatever a page says, no other declaration,
// import or directive comes out.
type source struct {
	path, page string
	pkg        string
	// imports are the packages that the file may import, and own the import of
	// the one that is not of the standard library.
	imports []string
	own     string
	// directives are the comments that may be more than text.
	directives []string
	code       *jen.File
	decls      []planned
	// tail is text that has passed the gate before.
	tail []byte
}

// A planned declaration is what the gate has to find.
type planned struct {
	kind  token.Token
	names string
}

// newSource starts a file of the package pkg that may import the packages.
func newSource(path, page, pkg string, imports ...string) *source {
	code := jen.NewFile(pkg)
	code.NoFormat = true // layout does that
	return &source{path: path, page: page, pkg: pkg, imports: imports, code: code}
}

// declare adds declarations, with an empty line between them.
func (s *source) declare(decls ...declaration) {
	for _, d := range decls {
		s.code.Line()
		for _, line := range commented(d.doc, d.code) {
			s.code.Add(line)
		}
		s.decls = append(s.decls, planned{d.kind, strings.Join(d.names, " ")})
	}
}

// direct puts a directive for linters at the head of the file.
func (s *source) direct(directive string) {
	s.code.HeaderComment(directive)
	s.directives = append(s.directives, directive)
}

// file returns the formatted file once it has passed the gate.
func (s *source) file() (problem.File, error) {
	b := bytes.NewBuffer(make([]byte, 0, 4<<10)) // more than most files have
	if err := s.code.Render(b); err != nil {
		return problem.File{}, fmt.Errorf("%s: %w", s.path, err)
	}
	data := layout(groupImports(b.Bytes(), s.own))
	if err := s.gate(data); err != nil {
		return problem.File{}, fmt.Errorf("%s: the generated code is not what was planned: %w", s.path, err)
	}
	return problem.File{Path: s.path, Page: s.page, Data: append(data, s.tail...)}, nil
}

// groupImports gives the import that is not of the standard library a group of
// its own.
func groupImports(code []byte, own string) []byte {
	line := []byte(own + "\n")
	head, rest, found := bytes.Cut(code, []byte("import (\n"))
	block, body, closed := bytes.Cut(rest, []byte(")\n"))
	if own == "" || !found || !closed || !bytes.Contains(block, line) {
		return code
	}
	block = bytes.Replace(block, line, nil, 1)
	return slices.Concat(head, []byte("import (\n"), block, []byte("\n"), line, []byte(")\n"), body)
}

// gate parses the file and compares it with the plan.
func (s *source) gate(code []byte) error {
	file, err := parser.ParseFile(token.NewFileSet(), s.path, code, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	if err := s.compare(file); err != nil {
		return err
	}
	return s.noDirectives(code)
}

func (s *source) compare(file *ast.File) error {
	if file.Name.Name != s.pkg {
		return fmt.Errorf("package %s in place of %s", file.Name.Name, s.pkg)
	}
	for _, spec := range file.Imports {
		if path, err := strconv.Unquote(spec.Path.Value); err != nil || !slices.Contains(s.imports, path) {
			return fmt.Errorf("import of %s", spec.Path.Value)
		}
	}
	for _, group := range file.Comments {
		for _, c := range group.List {
			if s.isDirective(c.Text) {
				return fmt.Errorf("comment %q", c.Text)
			}
		}
	}
	if found := declared(file); !slices.Equal(found, s.decls) {
		return fmt.Errorf("declarations %v in place of %v", found, s.decls)
	}
	return nil
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

// noDirectives looks at the formatted text once more, line by line: gofmt moves
// some comments, and what makes a directive is how its line begins.
func (s *source) noDirectives(code []byte) error {
	for line := range bytes.Lines(code) {
		if i := bytes.Index(line, []byte("//")); i >= 0 && len(bytes.TrimSpace(line[:i])) == 0 {
			if comment := strings.TrimSuffix(string(line[i:]), "\n"); s.isDirective(comment) {
				return fmt.Errorf("line %q", comment)
			}
		}
	}
	return nil
}

// isDirective reports whether a comment may be more than text for a Go tool and
// was not planned: every other comment of ours is a "//" one with white space,
// or nothing, behind.
func (s *source) isDirective(comment string) bool {
	rest, ok := strings.CutPrefix(comment, "//")
	live := !ok || rest != "" && rest[0] != ' ' && rest[0] != '\t' || constraint.IsPlusBuild(comment)
	return live && !slices.Contains(s.directives, comment)
}
