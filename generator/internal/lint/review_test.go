package lint_test

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lint"
	"github.com/hcnet/problemgen/generator/internal/page"
	"github.com/hcnet/problemgen/generator/internal/resolve"
)

// TestReview compares what the rules find in folders of pages with what a
// careful reviewer wrote down about them: every finding at its place, and no
// other.
func TestReview(t *testing.T) {
	files, err := filepath.Glob("testdata/review/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no reviews: %v", err)
	}
	var expected, missed, alarms int
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			pages, want := splitReview(archive)
			got := places(review(pages, lint.Options{}))
			expected += len(want)
			for _, w := range want {
				if !slices.Contains(got, w) {
					missed++
					t.Errorf("missed: %s", w)
				}
			}
			for _, g := range got {
				if !slices.Contains(want, g) {
					alarms++
					t.Errorf("false alarm: %s", g)
				}
			}
		})
	}
	t.Logf("%d of %d expected findings, %d false alarms", expected-missed, expected, alarms)
}

// TestExamplePages holds the pages of the running example to all rules.
func TestExamplePages(t *testing.T) {
	pages := map[string][]byte{}
	root := os.DirFS("../../../docs/problems")
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			pages[name], err = fs.ReadFile(root, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range review(pages, lint.Options{}) {
		t.Error(show(d))
	}
}

// splitReview returns the files of a review and the findings that it expects,
// each as "path:line:column severity rule".
func splitReview(archive *txtar.Archive) (pages map[string][]byte, want []string) {
	pages = map[string][]byte{}
	for _, f := range archive.Files {
		if f.Name != "want" {
			pages[f.Name] = f.Data
			continue
		}
		for line := range strings.Lines(string(f.Data)) {
			if words := strings.Fields(line); len(words) >= 3 {
				want = append(want, strings.Join(words[:3], " "))
			}
		}
	}
	return pages, want
}

func places(found diag.List) []string {
	var all []string
	for _, d := range found {
		at := d.At.Position()
		all = append(all, fmt.Sprintf("%s:%d:%d %s %s", at.File, at.Line, at.Column, d.Severity, d.Rule))
	}
	return all
}

// review runs the stages up to the rules over the files of a folder.
func review(files map[string][]byte, options lint.Options) diag.List {
	options.Exists = func(name string) bool {
		for f := range files {
			if f == name || strings.HasPrefix(f, name+"/") {
				return true
			}
		}
		return false
	}
	linter, resolver := lint.New(options), resolve.New(resolve.Options{Base: options.Base, Reserved: reserved})
	catalog := &catalog.Catalog{}
	var found diag.List
	for name, data := range files {
		switch {
		case page.IsPage(name):
			read, inPage := page.Read(name, diag.NewSource(name, data))
			p, inProblem := resolver.Page(read)
			found = append(found, linter.Page(p, append(inPage, inProblem...))...)
			catalog.Problems = append(catalog.Problems, p)
		case path.Ext(name) == ".md":
			intro, inIntro := page.ReadIntro(name, diag.NewSource(name, data))
			linter.Intro(intro)
			found = append(found, linter.Folder(inIntro)...)
		}
	}
	found = append(found, linter.Catalog(catalog, resolver.Catalog(catalog))...)
	found.Sort()
	return found
}

func reserved(identifier string) string {
	if identifier == "Unknown" {
		return "the package has a type of that name"
	}
	return ""
}

// show returns a finding in full, for failures.
func show(d diag.Diagnostic) string {
	at := d.At.Position()
	text := fmt.Sprintf("%s:%d:%d: %s: %s [%s]", at.File, at.Line, at.Column, d.Severity, d.Message, d.Rule)
	if d.Label != "" {
		text += "\n    label: " + d.Label
	}
	for _, n := range d.Notes {
		at := n.At.Position()
		text += fmt.Sprintf("\n    note: %s:%d:%d: %s", at.File, at.Line, at.Column, n.Message)
	}
	for _, h := range d.Help {
		text += "\n    help: " + h
	}
	return text
}

// TestOwnFault holds what findings say beside their place: where a name comes
// from, and no fix where only the author knows which one is right.
func TestOwnFault(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/review/own_fault.txtar")
	if err != nil {
		t.Fatal(err)
	}
	pages, _ := splitReview(archive)
	for _, d := range review(pages, lint.Options{}) {
		switch d.Rule {
		case "foreign-example":
			if len(d.Notes) != 1 || d.Notes[0].At.Position().Line != 9 {
				t.Errorf("the name's origin is the first example: %s", show(d))
			}
			if strings.Contains(show(d), "type: https://api.example.org/problems/door_jammed") {
				t.Errorf("the other problem's type is proposed: %s", show(d))
			}
		case "prose-member":
			if d.Fix != nil || !strings.Contains(show(d), "`result_codes.order`") {
				t.Errorf("an object is proposed where a member is meant: %s", show(d))
			}
		}
	}
}
