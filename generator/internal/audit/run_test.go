package audit

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestRun audits whole modules: what the go command finds there, the rules about
// the module as a whole, and the comments that ignore others. A case's comment
// has its claim, and a line for each finding.
func TestRun(t *testing.T) {
	cases, err := filepath.Glob("testdata/run/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal(cases, err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			o := Options{Dir: t.TempDir(), Catalogs: []Catalog{shop()}, IsRule: isOwnRule}
			unpack(t, o.Dir, archive.Files)
			claim, want, _ := strings.Cut(string(archive.Comment), "\n\n")
			for word := range strings.FieldsSeq(claim) {
				setOption(&o, word)
			}
			got := outcome(t, o)
			if got != strings.TrimSpace(want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// setOption takes "tags=x", "in=./x/...", "also=path" and "ignore=pattern" out of
// a claim.
func setOption(o *Options, word string) {
	name, value, ok := strings.Cut(word, "=")
	if !ok {
		return
	}
	switch name {
	case "tags":
		o.Tags = value
	case "in":
		o.Patterns = append(o.Patterns, value)
	case "also":
		other := shop()
		other.ImportPath = value
		o.Catalogs = append(o.Catalogs, other)
	case "ignore":
		o.Catalogs[0].Ignore = append(o.Catalogs[0].Ignore, value)
	}
}

// unpack writes the files of a case, with the shop's package in each place that
// names it.
func unpack(t *testing.T, dir string, files []txtar.File) {
	t.Helper()
	t.Setenv("GOPROXY", "off")
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		data := f.Data
		if filepath.Base(name) == "problems.go" {
			shop, err := os.ReadFile("testdata/src/example.com/shop/problems/problems.go")
			if err != nil {
				t.Fatal(err)
			}
			data = shop
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// outcome returns the findings of a run, a line each, or its error.
func outcome(t *testing.T, o Options) string {
	t.Helper()
	report, err := Run(t.Context(), o)
	if err != nil {
		first, rest, _ := strings.Cut(strings.ReplaceAll(err.Error(), o.Dir, "$DIR"), "\n")
		line, _, _ := strings.Cut(rest, "\n")
		return strings.TrimSpace(first + "\n" + line)
	}
	var lines []string
	for _, f := range report.Findings {
		line := f.Rule + " " + f.Subject
		if f.At.Source != nil {
			line = fmt.Sprintf("%s %s", f.At.Position(), f.Rule)
		}
		if len(o.Catalogs) > 1 {
			line += fmt.Sprintf(" %d", f.Catalog)
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func isOwnRule(id string) bool {
	for _, a := range newSuite(nil, nil).analyzers() {
		if strings.ReplaceAll(a.Name, "_", "-") == id {
			return true
		}
	}
	return id == ruleUnserved || id == ruleUntested
}
