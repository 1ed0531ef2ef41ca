package generator_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/build"
	"go/build/constraint"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestHostileOutput generates one package of all hostile pages with which
// nothing is wrong, and one with hostile text wherever a page has a text. What
// comes out is nothing but what was planned, for this package's own eyes and for
// every tool of Go's.
func TestHostileOutput(t *testing.T) {
	root := t.TempDir()
	writeFile(t, filepath.Join(root, "go.mod"), "module example.com/hostile\n\ngo 1.26\n")
	inert := map[string]string{}
	for _, a := range archives(t) {
		for name, text := range a.pages() {
			if name != "README.md" {
				name = path.Join(a.name, name)
			}
			if a.inert {
				inert[name] = text
			}
		}
	}
	for module, pages := range map[string]map[string]string{"archives": inert, "slots": slotPages()} {
		dir := filepath.Join(root, module)
		writePages(t, filepath.Join(dir, "pages"), pages)
		report := generate(t, dir)
		for _, line := range findings(dir, report.Findings, nil) {
			t.Errorf("%s: %s", module, line)
		}
		checkOutput(t, filepath.Join(dir, "problems"))
	}
	if testing.Short() {
		t.Skip("the go command takes long")
	}
	checkTools(t, root)
}

// checkOutput checks the files of a generated package by themselves.
func checkOutput(t *testing.T, dir string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal("no output", err)
	}
	helpers, err := filepath.Glob(filepath.Join(dir, "problemstest", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range slices.Concat(files, helpers) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		checkSource(t, name, strings.ReplaceAll(strings.TrimSuffix(name, "_problem.go"), "_", ""), data)
	}
	checkBuilt(t, dir)
}

// checkSource checks one file of a generated package: gofmt leaves it alone, no
// comment in it is a directive, and the file of a problem declares nothing but
// what is named after it.
func checkSource(t testing.TB, name, problem string, data []byte) {
	t.Helper()
	if formatted, err := format.Source(data); err != nil || !bytes.Equal(formatted, data) {
		t.Errorf("%s: gofmt changes it, %v: %s", name, err, cmp.Diff(string(data), string(formatted)))
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, data, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if !ast.IsGenerated(file) {
		t.Errorf("%s does not say that it is generated", name)
	}
	for _, group := range file.Comments {
		for _, c := range group.List {
			if isLive(c.Text) && !(isFixed(name) && c.Text == "//go:noinline") {
				t.Errorf("%s: %q at %v", name, c.Text, fset.Position(c.Pos()))
			}
		}
	}
	for _, spec := range file.Imports {
		if imported, err := strconv.Unquote(spec.Path.Value); err != nil || strings.Contains(imported, ".") && !strings.Contains(imported, "/problems") {
			t.Errorf("%s imports %s", name, spec.Path.Value)
		}
	}
	if strings.HasSuffix(name, "_problem.go") {
		checkDeclarations(t, strings.ToLower(problem), file)
	}
}

// isFixed reports whether a file has nothing of any page in it.
func isFixed(name string) bool {
	return !strings.HasSuffix(name, "_problem.go") && !strings.HasSuffix(name, "_test.go") && name != "doc.go"
}

// isLive reports whether a comment may be more than text to a tool of Go's.
func isLive(comment string) bool {
	rest, isLine := strings.CutPrefix(comment, "//")
	if !isLine || constraint.IsGoBuild(comment) || constraint.IsPlusBuild(comment) {
		return true
	}
	return rest != "" && rest[0] != ' ' && rest[0] != '\t' && !strings.HasPrefix(comment, "//nolint:") && !strings.HasPrefix(comment, "//lint:")
}

// checkDeclarations holds that a file declares only what begins with a name of
// its own, in small letters here.
func checkDeclarations(t testing.TB, own string, file *ast.File) {
	t.Helper()
	isOwn := func(name string) bool {
		name = strings.ToLower(name)
		for _, prefix := range []string{"", "new", "type", "title", "status", "detail", "about", "examplesof"} {
			if strings.HasPrefix(name, prefix+own) {
				return true
			}
		}
		return false
	}
	for _, decl := range file.Decls {
		for _, name := range declaredNames(decl) {
			if !isOwn(name) {
				t.Errorf("the file of %s declares %s", own, name)
			}
		}
	}
}

// declaredNames returns what a declaration declares; of a method, the receiver's
// type.
func declaredNames(decl ast.Decl) []string {
	if f, ok := decl.(*ast.FuncDecl); ok {
		if f.Recv == nil {
			return []string{f.Name.Name}
		}
		receiver := f.Recv.List[0].Type
		if star, ok := receiver.(*ast.StarExpr); ok {
			receiver = star.X
		}
		return []string{receiver.(*ast.Ident).Name}
	}
	var names []string
	for _, spec := range decl.(*ast.GenDecl).Specs {
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

// checkBuilt holds that every system builds the same files, under every tag.
func checkBuilt(t *testing.T, dir string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, system := range []string{"linux/amd64", "windows/arm64", "darwin/arm64", "js/wasm", "plan9/386"} {
		c := build.Default
		c.GOOS, c.GOARCH, _ = strings.Cut(system, "/")
		c.BuildTags = []string{"ignore", "test", "windows", "evil"}
		p, err := c.ImportDir(dir, 0)
		if err != nil {
			t.Errorf("%s: %v", system, err)
			continue
		}
		built := len(p.GoFiles) + len(p.TestGoFiles) + len(p.XTestGoFiles)
		if built != len(files) || len(p.IgnoredGoFiles)+len(p.CgoFiles)+len(p.EmbedPatterns)+len(p.TestEmbedPatterns)+len(p.XTestEmbedPatterns) > 0 {
			t.Errorf("%s builds %d of %d files; it ignores %v, and takes %v for cgo", system, built, len(files), p.IgnoredGoFiles, p.CgoFiles)
		}
	}
}

// checkTools lets the tools of Go's look at a module. Its own tests compare what
// the generated packages write with what the pages document.
func checkTools(t *testing.T, root string) {
	t.Helper()
	for _, tool := range []struct{ command, prints string }{
		{command: "gofmt -l ."},
		{command: "go generate -n ./..."},
		{command: "go generate ./..."},
		{command: "go vet ./..."},
		{command: "go build ./..."},
		{command: "go build -tags evil,hostile,appengine ./..."},
		{command: "go test ./...", prints: "ok"},
	} {
		words := strings.Fields(tool.command)
		cmd := exec.CommandContext(t.Context(), words[0], words[1:]...)
		cmd.Dir = root
		cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off", "GOTOOLCHAIN=local")
		out, err := cmd.CombinedOutput()
		if err != nil || tool.prints == "" && len(out) > 0 {
			t.Errorf("%s: %v\n%s", tool.command, err, out)
		}
	}
	for name := range tree(t, root) {
		if path.Base(name) == "owned" {
			t.Errorf("%s was made: a page's text was run", name)
		}
	}
}

// tree returns the content of all files below a folder.
func tree(t testing.TB, root string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(root, func(name string, entry os.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(root, name)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// hostileTexts are live somewhere: in Go code, in its comments, for one of its
// tools, in a format or in JSON.
func hostileTexts() []string {
	return []string{
		"*/ func init() { panic(1) } /*", "//go:generate touch owned", "//go:build ignore", "+build ignore", "// +build ignore",
		"/*line x.go:1*/", "//line x.go:1", "//export X", "#cgo LDFLAGS: -x", "import \"C\"", "Deprecated: x.", "Code generated by x. DO NOT EDIT.",
		"BUG(x): y", "TODO(x): y", "`+os.Exit(1)+`", "%s%d%!", "${HOME}$(id)", "{{.}}", "\\\"\\n\\u0041\\", "``''", "# Heading", "[Error] and [New.Type]",
		"[x]: https://example.com/y", "- item", "1. item", "|a|b|", "<script>alert(1)</script>", "&lt;&#10;&amp;", "\u2028x\u2029", "\U0001F600\u200d", "Output:", "Unordered output:",
	}
}

// slotPages returns a page for each hostile text, which has it wherever a page
// has a text.
func slotPages() map[string]string {
	pages := map[string]string{}
	for i, text := range hostileTexts() {
		name := fmt.Sprintf("slot_%c%c", 'a'+i/26, 'a'+i%26)
		pages["README.md"] += text + "\n\n    " + text + "\n\n## " + text + "\n\n"
		pages[strings.ReplaceAll(name, "_", "-")+".md"] = slotPage(name, text)
	}
	return pages
}

func slotPage(name, text string) string {
	quoted := strconv.QuoteToASCII(text)
	if strings.Contains(quoted, `\U`) { // JSON has no such escape
		quoted = strconv.Quote(text)
	}
	cell := strings.ReplaceAll(text, "|", `\|`)
	return strings.NewReplacer("NAME", name, "TEXT", text, "QUOTED", quoted, "CELL", cell, "~", "`").Replace(`---
title: QUOTED
description: QUOTED
problem:
  detail: QUOTED
  deprecated: QUOTED
  members: {QUOTED: {go: Hostile}}
---

TEXT

TEXT
TEXT
and words that fill up the line until what comes next stands where a new one begins TEXT

- TEXT
- words

  TEXT

      TEXT

1. TEXT

> TEXT

    TEXT
    	TEXT

~~~
TEXT
~~~

[TEXT](https://example.com/) and ~TEXT~ and **TEXT**

## Attributes

TEXT

| Member | Type | Description | Default | Example |
|---|---|---|---|---|
| ~member~ | String | CELL | CELL | CELL |

## Headers

| Header | Type | Description |
|---|---|---|
| X-Text | String | CELL |

## Examples

### TEXT

~~~http
HTTP/1.1 400 Bad Request
Content-Type: application/problem+json
X-Text: TEXT

{
  "type": "https://example.com/problems/NAME",
  "title": QUOTED,
  "status": 400,
  "detail": QUOTED,
  "instance": "/NAME",
  "member": QUOTED,
  QUOTED: {"x": [QUOTED, 1]}
}
~~~
`)
}
