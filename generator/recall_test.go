package generator

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/manypages"
	"github.com/hcnet/problemgen/generator/internal/memo"
)

// A project is a module with pages and the package that was made of them.
type project struct {
	testing.TB
	root    string
	options Options
}

const readme = "---\ntitle: Problems of the ledger\n---\n\nSee the [map](images/map.png).\n"

// newProject generates the package of some pages, with a memory.
func newProject(tb testing.TB, pages int) *project {
	tb.Helper()
	p := &project{TB: tb, root: tb.TempDir()}
	if err := manypages.Write(p.path("pages"), pages); err != nil {
		tb.Fatal(err)
	}
	p.write("go.mod", "module example.com/ledger\n\ngo 1.26\n")
	p.write("pages/README.md", readme)
	p.write("pages/images/map.png", "PNG")
	p.options = Options{
		Catalog: GoCatalog(p.path("pages"), "problems", p.path("problems")),
		Command: "problemgen generate",
		Memo:    memo.Open(p.path("cache")),
	}
	p.generate()
	return p
}

func (p *project) path(name string) string { return filepath.Join(p.root, filepath.FromSlash(name)) }

func (p *project) write(name, text string) {
	p.Helper()
	if err := os.MkdirAll(filepath.Dir(p.path(name)), 0o755); err != nil {
		p.Fatal(err)
	}
	if err := os.WriteFile(p.path(name), []byte(text), 0o644); err != nil {
		p.Fatal(err)
	}
}

func (p *project) read(name string) string {
	p.Helper()
	data, err := os.ReadFile(p.path(name))
	if err != nil {
		p.Fatal(err)
	}
	return string(data)
}

func (p *project) append(name, text string) { p.write(name, p.read(name)+text) }

func (p *project) remove(name string) {
	p.Helper()
	if err := os.Remove(p.path(name)); err != nil {
		p.Fatal(err)
	}
}

func (p *project) generate() *Report {
	p.Helper()
	report, err := Generate(p.Context(), p.options)
	if err != nil {
		p.Fatal(err)
	}
	return report
}

func (p *project) check(o Options) *Report {
	p.Helper()
	report, err := Check(p.Context(), o)
	if err != nil {
		p.Fatal(err)
	}
	return report
}

// isRecalled reports whether a run got by with what it remembered.
func isRecalled(r *Report) bool {
	return !slices.ContainsFunc(r.Stages, func(s Stage) bool { return s.Name == StageJudge })
}

// told returns what a report says, without the time that it took.
func told(r *Report) string {
	var b strings.Builder
	fmt.Fprintln(&b, r.Pages, "pages")
	for _, d := range r.Findings {
		fmt.Fprintln(&b, d.At.Position(), d.Severity, d.Rule, d.Message)
	}
	for _, o := range r.Outputs {
		fmt.Fprintf(&b, "%s: %d files\n", o.Out, o.Files)
		for _, c := range o.Changes {
			fmt.Fprintf(&b, "%+v\n", c)
		}
	}
	return b.String()
}

// A run with a memory says what one without it says, whatever has changed, and
// leaves the same package.
func TestRecall(t *testing.T) {
	for _, test := range []struct {
		name     string
		change   func(p *project)
		recalled bool
	}{
		{"nothing", func(*project) {}, true},
		{"time stamps", func(p *project) {
			for _, name := range []string{"pages/stale-account.md", "problems/stale_account_problem.go"} {
				if err := os.Chtimes(p.path(name), time.Time{}, time.Unix(1, 0)); err != nil {
					p.Fatal(err)
				}
			}
		}, true},
		{"a file by hand beside the output", func(p *project) { p.write("problems/own.go", "package problems\n") }, true},
		{"how strict it is", func(p *project) { p.options.Strict = true }, true},
		{"a page", func(p *project) { p.append("pages/stale-account.md", "\nMore.\n") }, false},
		{"a page, and not its size and time stamp", func(p *project) {
			name := p.path("pages/stale-account.md")
			info, err := os.Stat(name)
			if err != nil {
				p.Fatal(err)
			}
			p.write("pages/stale-account.md", strings.Replace(p.read("pages/stale-account.md"), "cannot be served", "must be rejected", 1))
			if err := os.Chtimes(name, info.ModTime(), info.ModTime()); err != nil {
				p.Fatal(err)
			}
		}, false},
		{"a page's name", func(p *project) {
			if err := os.Rename(p.path("pages/stale-account.md"), p.path("pages/old-account.md")); err != nil {
				p.Fatal(err)
			}
		}, false},
		{"a page's Go name", func(p *project) {
			p.write("pages/stale-account.md", strings.Replace(p.read("pages/stale-account.md"), "---\n\n", "problem: {go: OldAccount}\n---\n\n", 1))
		}, false},
		{"a page too many", func(p *project) { p.write("pages/stale-ledger.md", string(manypages.New(12).Markdown())) }, false},
		{"a page too few", func(p *project) { p.remove("pages/partial-account.md") }, false},
		{"a page in error", func(p *project) { p.write("pages/stale-account.md", "# Stale Account\n") }, false},
		{"a folder in place of a page", func(p *project) {
			p.remove("pages/stale-account.md")
			if err := os.Symlink(p.root, p.path("pages/stale-account.md")); err != nil {
				p.Skip(err)
			}
		}, false},
		{"the introduction", func(p *project) { p.append("pages/README.md", "\nMore.\n") }, false},
		{"what it links to", func(p *project) { p.remove("pages/images/map.png") }, false},
		{"an output file", func(p *project) { p.append("problems/stale_account_problem.go", "// mine\n") }, false},
		{"a golden", func(p *project) { p.append("problems/testdata/stale_account.golden.json", "\n") }, false},
		{"a shared file", func(p *project) { p.append("problems/doc.go", "\n") }, false},
		{"an output file that is gone", func(p *project) { p.remove("problems/testdata/stale_account.golden.json") }, false},
		{"a stale file", func(p *project) {
			p.write("problems/older_problem.go", p.read("problems/stale_account_problem.go"))
		}, false},
		{"the package's name", func(p *project) { p.options.Catalog.Outputs[0].Settings = map[string][]string{"package": {"others"}} }, false},
		{"the module's name", func(p *project) { p.write("go.mod", "module example.com/other\n") }, false},
		{"the base", func(p *project) { p.options.Catalog.Base = "https://example.org/" }, false},
		{"the initialisms", func(p *project) { p.options.Catalog.Initialisms = []string{"MEMO"} }, false},
		{"a severity", func(p *project) {
			p.options.Catalog.Settings = []config.Setting{{Rule: "unlinked-page", Severity: diag.Error}}
		}, false},
		{"the command", func(p *project) { p.options.Command = "make pages" }, false},
		{"the program", func(p *project) {
			p.options.Memo = memo.Open(p.path("cache"))
			p.options.Memo.Tool = func() (string, error) { return "another one", nil }
		}, false},
		{"a program that is not known", func(p *project) {
			p.options.Memo = memo.Open(p.path("cache"))
			p.options.Memo.Tool = func() (string, error) { return "", os.ErrInvalid }
		}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t, 12)
			test.change(p)
			without := p.options
			without.Memo = nil
			want := p.check(without)
			got := p.check(p.options)
			if isRecalled(got) != test.recalled {
				t.Errorf("recalled: %v", isRecalled(got))
			}
			if told(got) != told(want) {
				t.Errorf("told:\n%s\nwithout a memory:\n%s", told(got), told(want))
			}
			if report := p.generate(); report.Failed(p.options.Strict) {
				return
			}
			if left := p.check(without); left.Changed() > 0 {
				t.Errorf("not generated:\n%s", told(left))
			}
		})
	}
}

// Runs with findings are not recalled, so that the findings are said again.
func TestRecallWithFindings(t *testing.T) {
	p := newProject(t, 12)
	p.remove("pages/images/map.png")
	first := p.generate()
	if len(first.Findings) == 0 {
		t.Fatal("a link that leads nowhere is not found")
	}
	if again := p.generate(); told(again) != told(first) {
		t.Errorf("the second run tells:\n%s\nand the first one:\n%s", told(again), told(first))
	}
}
