package generator_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/hcnet/problemgen/generator"
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
				at := d.At.Position()
				t.Errorf("%d:%d: %s [%s]", at.Line, at.Column, d.Message, d.Rule)
			}
			if report.Changed() == 0 {
				t.Error("nothing was written")
			}
		})
	}
}
