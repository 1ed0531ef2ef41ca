package generator_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/internal/manypages"
)

// oldest is the version of Go that what is generated has to compile with.
const oldest = "1.24"

// A goModule is a temporary Go module with a folder of pages.
type goModule struct{ dir string }

func newModule(t *testing.T) goModule {
	t.Helper()
	m := goModule{t.TempDir()}
	m.write(t, "go.mod", "module example.com/api\n\ngo "+oldest+"\n")
	return m
}

func (m goModule) write(t *testing.T, name, text string) {
	t.Helper()
	name = filepath.Join(m.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func (m goModule) options() generator.Options {
	return generator.Options{
		Command: "go generate ./...",
		Catalog: generator.GoCatalog(filepath.Join(m.dir, "pages"), "problems", filepath.Join(m.dir, "problems")),
	}
}

// generate makes the package, and fails the test where there are findings.
func (m goModule) generate(t *testing.T) *generator.Report {
	t.Helper()
	report, err := generator.Generate(t.Context(), m.options())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range report.Findings {
		t.Errorf("%v: %s [%s]", d.At.Position(), d.Message, d.Rule)
	}
	return report
}

// run runs the go command in the module, without a network.
func (m goModule) run(t *testing.T, args ...string) (output string, err error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Dir = m.dir
	cmd.Env = append(os.Environ(), "GOPROXY=off", "GOFLAGS=-mod=mod", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// A hundred pages with members of every type make a package that builds, vets
// and passes its own tests, which hold each documented example against the
// typed constructor, the golden file, a server and a parser.
func TestHundredPages(t *testing.T) {
	m := newModule(t)
	if err := manypages.Write(filepath.Join(m.dir, "pages"), 100); err != nil {
		t.Fatal(err)
	}
	report := m.generate(t)
	if report.Pages != 100 {
		t.Errorf("%d pages were read", report.Pages)
	}
	for _, args := range [][]string{{"vet", "./..."}, {"test", "./..."}} {
		if out, err := m.run(t, args...); err != nil {
			t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	again, err := generator.Check(t.Context(), m.options())
	if err != nil || again.Changed() > 0 {
		t.Errorf("a check right after generating: %v, %v", again.Outputs, err)
	}
}

// One word changed in one page is seen by check and by plain go test, which
// both name the page; generate then changes that page's files alone.
func TestOneWordChanged(t *testing.T) {
	m := newModule(t)
	if err := manypages.Write(filepath.Join(m.dir, "pages"), 10); err != nil {
		t.Fatal(err)
	}
	m.generate(t)
	page := manypages.New(3)
	m.write(t, "pages/"+page.Path(), strings.Replace(string(page.Markdown()), "what was wrong", "what went wrong", 1))

	report, err := generator.Check(t.Context(), m.options())
	if err != nil || report.Changed() == 0 {
		t.Fatalf("check: %v, %v", report, err)
	}
	for _, c := range report.Outputs[0].Changes {
		if c.Page != page.Path() {
			t.Errorf("%s changes, which is made from %q", c.Path, c.Page)
		}
	}
	out, err := m.run(t, "test", "./problems")
	if err == nil || !strings.Contains(out, page.Path()) || !strings.Contains(out, "go generate ./...") {
		t.Errorf("go test: %v\n%s", err, out)
	}
	if made := m.generate(t); made.Changed() != report.Changed() {
		t.Errorf("generate changed %d files, check had named %d", made.Changed(), report.Changed())
	}
	if out, err := m.run(t, "test", "./problems"); err != nil {
		t.Errorf("go test after generating: %v\n%s", err, out)
	}
}

// A page that goes takes its files with it; a file that somebody wrote stays.
func TestPageRemoved(t *testing.T) {
	m := newModule(t)
	if err := manypages.Write(filepath.Join(m.dir, "pages"), 4); err != nil {
		t.Fatal(err)
	}
	m.generate(t)
	const mine = "package problems\n\n// Mine is written by hand.\nconst Mine = 1\n"
	m.write(t, "problems/mine_problem.go", mine)
	m.write(t, "problems/testdata/mine.golden.json", "{}\n")
	gone := manypages.New(2)
	if err := os.Remove(filepath.Join(m.dir, "pages", gone.Path())); err != nil {
		t.Fatal(err)
	}
	// The page that links to the one that is gone has a finding now.
	if _, err := generator.Generate(t.Context(), m.options()); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(m.dir, "problems", "*", "*"+gone.Name+"*"))
	more, err2 := filepath.Glob(filepath.Join(m.dir, "problems", gone.Name+"*"))
	if err != nil || err2 != nil || len(left)+len(more) > 0 {
		t.Errorf("left of %s: %v %v", gone.Name, left, more)
	}
	got, err := os.ReadFile(filepath.Join(m.dir, "problems", "mine_problem.go"))
	if err != nil || string(got) != mine {
		t.Errorf("the file written by hand: %q, %v", got, err)
	}
	if _, err := os.Stat(filepath.Join(m.dir, "problems", "testdata", "mine.golden.json")); err != nil {
		t.Error(err)
	}
	if out, err := m.run(t, "vet", "./..."); err != nil {
		t.Errorf("go vet: %v\n%s", err, out)
	}
}
