package generator_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/diag"
)

var update = flag.Bool("update", false, "write the expected findings of the hostile pages anew")

// wantFile holds, in an archive of hostile pages, what is found: all errors,
// and those warnings and notes that matter.
const wantFile = "want"

// An archive is a folder of hostile pages. Its comment is what it claims.
type archive struct {
	name, file string
	parsed     *txtar.Archive
	// inert tells that nothing is wrong with the pages, so that there is
	// output, which has to be safe.
	inert bool
}

func archives(t testing.TB) []archive {
	t.Helper()
	files, err := filepath.Glob("testdata/hostile/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no archives", err)
	}
	var all []archive
	for _, file := range files {
		parsed, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		a := archive{name: strings.TrimSuffix(filepath.Base(file), ".txtar"), file: file, parsed: parsed}
		a.inert = !strings.Contains(a.want(), ": error: ")
		all = append(all, a)
	}
	return all
}

func (a archive) want() string {
	return string(a.parsed.Files[len(a.parsed.Files)-1].Data)
}

// pages returns the archive's pages by their paths.
func (a archive) pages() map[string]string {
	pages := map[string]string{}
	for _, f := range a.parsed.Files[:len(a.parsed.Files)-1] {
		pages[f.Name] = string(f.Data)
	}
	return pages
}

// TestHostilePages holds that each hostile page is either refused, with the
// rule and the exact place, or does no harm; see [TestHostileOutput].
func TestHostilePages(t *testing.T) {
	for _, a := range archives(t) {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			if last := a.parsed.Files[len(a.parsed.Files)-1].Name; last != wantFile {
				t.Fatalf("the last file is %s, not %s", last, wantFile)
			}
			root := t.TempDir()
			if !writePages(t, filepath.Join(root, "pages"), a.pages()) {
				t.Skip("this system takes two of the pages for one, or one for a device")
			}
			report := generate(t, root)
			got := findings(root, report.Findings, strings.Split(a.want(), "\n"))
			if *update {
				a.parsed.Files[len(a.parsed.Files)-1].Data = []byte(strings.Join(got, ""))
				if err := os.WriteFile(a.file, txtar.Format(a.parsed), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if diff := cmp.Diff(a.want(), strings.Join(got, "")); diff != "" {
				t.Error(diff)
			}
			if _, err := os.Lstat(filepath.Join(root, "problems")); a.inert == os.IsNotExist(err) {
				t.Errorf("output although there are errors, or none although there is no error: %v", err)
			}
		})
	}
}

// writePages writes files and reports whether each of them is there.
func writePages(t testing.TB, dir string, pages map[string]string) bool {
	t.Helper()
	for name, text := range pages {
		if !filepath.IsLocal(filepath.FromSlash(name)) {
			return false // Windows takes con.md for a device
		}
		writeFile(t, filepath.Join(dir, filepath.FromSlash(name)), text)
	}
	for name, text := range pages {
		if data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))); err != nil || string(data) != text {
			return false
		}
	}
	return true
}

func writeFile(t testing.TB, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// options are those for the folder pages and the package problems in root.
func options(root string) generator.Options {
	inModule(root)
	return generator.Options{
		Catalog: generator.GoCatalog(filepath.Join(root, "pages"), "problems", filepath.Join(root, "problems")),
		Command: "go generate ./...",
	}
}

// inModule makes a folder one of a module, unless the one above it is. What is
// generated there is imported by the same path wherever the folder is.
func inModule(root string) {
	for _, dir := range []string{root, filepath.Dir(root)} {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return
		}
	}
	_ = os.WriteFile(filepath.Join(root, "go.mod"), []byte("module example.com/hostile\n\ngo 1.26\n"), 0o644)
}

func generate(t testing.TB, root string) *generator.Report {
	t.Helper()
	report, err := generator.Generate(t.Context(), options(root))
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// findings returns a line for each error, and for each other finding whose
// line is wanted.
func findings(root string, found diag.List, wanted []string) []string {
	var lines []string
	for _, d := range found {
		p := d.At.Position()
		file := strings.TrimPrefix(filepath.ToSlash(p.File), filepath.ToSlash(root)+"/")
		line := fmt.Sprintf("%s:%d:%d: %v: %s", strings.TrimPrefix(file, "pages/"), p.Line, p.Column, d.Severity, d.Rule)
		if text := d.At.Text(); text != "" {
			line += fmt.Sprintf(" %.60q", text)
		}
		if d.Severity == diag.Error || slices.Contains(wanted, line) {
			lines = append(lines, line+"\n")
		}
	}
	return lines
}
