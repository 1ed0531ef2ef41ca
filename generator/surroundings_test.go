package generator_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator"
)

// Nothing is written beside code that would keep it from compiling, and nothing
// that no module has.
func TestSurroundings(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"nothing", nil, nil},
		{"own code", map[string]string{
			"problems/own.go":      "package problems\n\nfunc Own() {}\n\nfunc (p *Ordinary) Own() {}\n\nfunc init() {}\n\nvar _ = 1\n",
			"problems/own_test.go": "package problems_test\n\nfunc own() {}\n", "problems/in_test.go": "package problems\n\nfunc in() {}\n",
			"problems/problemstest/own.go": "package problemstest\n\nfunc Own() {}\n",
			"problems/tool.go":             "//go:build ignore\n\npackage main\n\nfunc main() {}\n", "problems/_x.go": "package other\n",
			"problems/broken.go": "package", "problems/sub/other.go": "package other\n", "problems/notes.txt": "package other\n",
		}, nil},
		{"another package", map[string]string{"problems/shop.go": "// Text.\npackage shop\n"}, []string{`problems/shop.go:2:9: error: other-package "shop"`}},
		{"another package on some system", map[string]string{"problems/x.go": "//go:build !windows\n\npackage other\n"}, []string{`problems/x.go:3:9: error: other-package "other"`}},
		{"another package of tests", map[string]string{"problems/shop_test.go": "package shop_test\n"}, []string{`problems/shop_test.go:1:9: error: other-package "shop_test"`}},
		{"helpers of another package", map[string]string{"problems/problemstest/x.go": "package problems\n"}, []string{`problems/problemstest/x.go:1:9: error: other-package "problems"`}},
		{"what a page declares", map[string]string{"problems/own.go": "package problems\n\ntype (\n\tX int\n\tOrdinary struct{}\n)\n"}, []string{`problems/own.go:5:2: error: declared-twice "Ordinary"`}},
		{"a method", map[string]string{"problems/own.go": "package problems\n\nfunc (p *Ordinary) Error() string { return \"\" }\n"}, []string{`problems/own.go:3:20: error: declared-twice "Error"`}},
		{"what every package declares", map[string]string{"problems/own.go": "package problems\n\nconst a, Handler = 1, 2\n"}, []string{`problems/own.go:3:10: error: declared-twice "Handler"`}},
		{"what a test declares", map[string]string{"problems/own_test.go": "package problems_test\n\nfunc TestGolden() {}\n"}, []string{`problems/own_test.go:3:6: error: declared-twice "TestGolden"`}},
		{"a file in a planned place", map[string]string{"problems/ordinary_problem.go": "package shop\n\ntype Ordinary int\n"}, []string{`problems/ordinary_problem.go:1:1: error: foreign-output`}},
		{"a helper", map[string]string{"problems/problemstest/own.go": "package problemstest\n\nfunc Diff() {}\n"}, []string{`problems/problemstest/own.go:3:6: error: declared-twice "Diff"`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := t.TempDir()
			writePages(t, filepath.Join(root, "pages"), map[string]string{"ordinary.md": ordinaryPage})
			for name, text := range test.files {
				writeFile(t, filepath.Join(root, name), text)
			}
			inModule(root)
			before := tree(t, filepath.Join(root))
			for range 2 { // a run that recalls the one before says the same
				o := options(root)
				o.Memo = generator.OpenMemory(t.TempDir())
				report, err := generator.Generate(t.Context(), o)
				if err != nil {
					t.Fatal(err)
				}
				got := slices.DeleteFunc(trimmed(findings(root, report.Findings, nil)), func(line string) bool { return !strings.Contains(line, "error") })
				if !slices.Equal(got, test.want) {
					t.Errorf("found %q, want %q", got, test.want)
				}
				if after := tree(t, filepath.Join(root)); len(test.want) > 0 && len(after) != len(before) {
					t.Errorf("%d files have become %d", len(before), len(after))
				}
			}
		})
	}
}

// Own code that comes later is found, also by a run that has nothing to make.
func TestSurroundingsLater(t *testing.T) {
	root := t.TempDir()
	writePages(t, filepath.Join(root, "pages"), map[string]string{"ordinary.md": ordinaryPage})
	o := options(root)
	o.Memo = generator.OpenMemory(t.TempDir())
	for _, text := range []string{"", "package problems\n\nvar Own int\n", "package problems\n\nvar Ordinary int\n", "package problems\n\nvar Ordinary int\n"} {
		if text != "" {
			writeFile(t, filepath.Join(root, "problems", "own.go"), text)
		}
		report, err := generator.Check(t.Context(), o)
		if text == "" {
			report, err = generator.Generate(t.Context(), o)
		}
		if err != nil {
			t.Fatal(err)
		}
		if failed := report.Failed(false); failed != strings.Contains(text, "Ordinary") {
			t.Errorf("beside %q the run fails: %t", text, failed)
		}
	}
}

func TestNoModule(t *testing.T) {
	root, err := os.MkdirTemp("/", "problemgen-test")
	if err != nil {
		t.Skip("every folder that can be made may be in the module of the tests")
	}
	defer os.RemoveAll(root)
	writeFile(t, filepath.Join(root, "pages", "ordinary.md"), ordinaryPage)
	report, err := generator.Generate(t.Context(), generator.Options{
		Catalog: generator.GoCatalog(filepath.Join(root, "pages"), "problems", filepath.Join(root, "problems")),
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := findings(root, report.Findings, nil); !slices.ContainsFunc(got, func(line string) bool { return strings.Contains(line, "problems:1:1: error: no-module") }) {
		t.Errorf("found %q", got)
	}
	if _, err := os.Stat(filepath.Join(root, "problems", "doc.go")); err == nil {
		t.Error("the package is written")
	}
}
