package site

import (
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/page"
	"github.com/hcnet/problemgen/generator/internal/resolve"
)

// A folder is a folder of pages, read.
type folder struct {
	problems []*catalog.Problem
	heads    []catalog.Head
	intro    catalog.Intro
	files    map[string][]byte
}

// readFolder reads pages as the command does. Findings do not matter here.
func readFolder(base string, files map[string][]byte) *folder {
	f := &folder{files: files}
	resolver := resolve.New(resolve.Options{Base: base, Reserved: func(string) string { return "" }})
	archive := &catalog.Catalog{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		src := diag.NewSource(name, files[name])
		switch {
		case name == "README.md":
			read, _ := page.ReadIntro(name, src)
			f.intro = catalog.Intro{Page: name, Title: read.Front.Title.Value, Doc: read.Doc, Source: src}
		case page.IsPage(name):
			read, _ := page.Read(name, src)
			p, _ := resolver.Page(read)
			archive.Problems = append(archive.Problems, p)
		}
	}
	resolver.Catalog(archive)
	for _, p := range archive.Problems {
		p.Evidence = nil
		f.problems, f.heads = append(f.problems, p), append(f.heads, p.Head())
	}
	return f
}

// make makes the site of a folder.
func (f *folder) make(t *testing.T, o Options) map[string]string {
	t.Helper()
	if o.Image == nil {
		o.Image = func(name string) ([]byte, error) { return f.files[name], nil }
	}
	m, err := New(f.heads, f.intro, o)
	if err != nil {
		t.Fatal(err)
	}
	made := map[string]string{}
	add := func(files []catalog.File, err error) {
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if IsListed(file.Path) != (file.ListedIn != "") {
				t.Errorf("%s is listed in %q", file.Path, file.ListedIn)
			}
			if _, twice := made[file.Path]; twice {
				t.Errorf("%s is made twice", file.Path)
			}
			made[file.Path] = string(file.Data)
		}
	}
	add(m.Shared())
	for _, p := range f.problems {
		add(m.Problem(p))
	}
	return made
}

// aurora is the running example.
func aurora(t *testing.T) *folder {
	t.Helper()
	names, err := filepath.Glob("../../../../docs/problems/*.md")
	if err != nil || len(names) == 0 {
		t.Fatal("no pages", err)
	}
	files := map[string][]byte{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[path.Base(filepath.ToSlash(name))] = data
	}
	return readFolder("https://hcnet.org/aurora-errors/", files)
}

// archive reads a folder from a txtar archive, in which two apostrophes are a
// backtick and three a fence.
func archive(base, text string) *folder {
	files := map[string][]byte{}
	for _, f := range txtar.Parse([]byte(strings.NewReplacer("'''", "```", "''", "`").Replace(text))).Files {
		files[f.Name] = f.Data
	}
	return readFolder(base, files)
}
