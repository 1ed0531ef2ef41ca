package generator_test

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/diag"
)

// pageBlock is a page in docs/page-format.md: a fence of five backticks with
// the page's file name and, where it needs one, the base.
var pageBlock = regexp.MustCompile("(?ms)^`{5}markdown page=(\\S+?)(?: base=(\\S+))?\n(.*?)^`{5}$")

// The pages that the documentation of the format shows lint clean, and make a
// package each.
func TestPagesOfTheFormatsDocumentation(t *testing.T) {
	text, err := os.ReadFile("../docs/page-format.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := pageBlock.FindAllStringSubmatch(string(text), -1)
	if len(blocks) < 10 {
		t.Fatalf("only %d pages", len(blocks))
	}
	for _, block := range blocks {
		t.Run(block[1], func(t *testing.T) {
			dir := t.TempDir()
			pages := filepath.Join(dir, "pages")
			if err := os.Mkdir(pages, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(pages, block[1]), []byte(block[3]), 0o644); err != nil {
				t.Fatal(err)
			}
			catalog := generator.GoCatalog(pages, "problems", filepath.Join(dir, "problems"))
			catalog.Base = block[2]
			report, err := generator.Generate(t.Context(), generator.Options{Catalog: catalog})
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range report.Findings {
				if d.Severity == diag.Note {
					continue // as of a page that needs no example
				}
				at := d.At.Position()
				t.Errorf("%d:%d: %s [%s]", at.Line, at.Column, d.Message, d.Rule)
			}
			if report.Changed() == 0 {
				t.Error("nothing was written")
			}
		})
	}
}

// The services that docs/frameworks.md shows are those that are compiled and run
// in a module of their own.
func TestServicesOfTheDocumentation(t *testing.T) {
	text, err := os.ReadFile("../docs/frameworks.md")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("internal/acceptance/frameworks/*/*.go")
	if err != nil || len(files) < 7 {
		t.Fatalf("the services are %q, %v", files, err)
	}
	var services []string
	for _, name := range files {
		service, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		services = append(services, string(service))
	}
	blocks := regexp.MustCompile("(?ms)^```go\n(.*?)^```$").FindAllStringSubmatch(string(text), -1)
	if len(blocks) < 7 {
		t.Fatalf("only %d pieces of code", len(blocks))
	}
	for _, block := range blocks {
		if !slices.ContainsFunc(services, func(service string) bool { return strings.Contains(service, block[1]) }) {
			t.Errorf("no service has this piece of code:\n%s", block[1])
		}
	}
}

// docs/fuzzing.md names every fuzz target, and none that there is not.
func TestFuzzTargetsAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../docs/fuzzing.md")
	if err != nil {
		t.Fatal(err)
	}
	var documented []string
	for _, row := range regexp.MustCompile("(?m)^\\| `(\\S+)` (Fuzz\\w+) \\|").FindAllStringSubmatch(string(text), -1) {
		documented = append(documented, row[1]+" "+row[2])
	}
	var there []string
	for _, dir := range []string{"cmd", "generator", "templates"} {
		for name, code := range tree(t, filepath.Join("..", dir)) {
			for _, target := range fuzzTarget.FindAllStringSubmatch(code, -1) {
				if strings.HasSuffix(name, "_test.go") {
					there = append(there, path.Join(dir, path.Dir(name))+" "+target[1])
				}
			}
		}
	}
	slices.Sort(documented)
	slices.Sort(there)
	if diff := cmp.Diff(there, documented); diff != "" {
		t.Errorf("docs/fuzzing.md (+) and the targets (-):\n%s", diff)
	}
}

var fuzzTarget = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(f \*testing\.F\)`)
