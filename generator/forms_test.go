package generator_test

import (
	"encoding/json"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/emit/gopkg"
	"github.com/hcnet/problemgen/generator/internal/lint"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// An expectation is what must come of a folder of pages; what it does not name
// is not looked at.
type expectation struct {
	Problems []expectedProblem `json:"problems"`
	Config   struct {
		Base string `json:"base"`
	} `json:"config"`
	// Finding is a rule that must find something, and FixMustNotWrite are
	// numbers that no fix may write.
	Finding         string `json:"finding"`
	FixMustNotWrite []int  `json:"fix-must-not-write"`
	// Fails tells that the folder cannot be read, and Says what the error says.
	Fails bool     `json:"fails"`
	Says  []string `json:"says"`
}

type expectedProblem struct {
	Type     string    `json:"type"`
	Title    string    `json:"title"`
	Name     string    `json:"name"`
	Status   int       `json:"status"`
	Statuses []int     `json:"statuses"`
	Summary  string    `json:"summary"`
	Members  *[]string `json:"members"`
	Required *[]string `json:"required"`
	Goldens  *int      `json:"goldens"`
	// Said is what the page says of members, by their paths: the kind of type
	// and the description.
	Said       map[string]string `json:"said"`
	NoFindings []string          `json:"no-findings-on"`
}

// TestForms reads the forms in which people write pages: each archive has
// several folders with the same facts said in other words and other places.
func TestForms(t *testing.T) {
	files, err := filepath.Glob("testdata/forms/*.txtar")
	if err != nil || len(files) < 5 {
		t.Fatal(len(files), err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		folders := map[string]fstest.MapFS{}
		wanted := map[string][]byte{}
		for _, f := range archive.Files {
			folder, name, _ := strings.Cut(f.Name, "/")
			if page, ok := strings.CutPrefix(name, "pages/"); ok {
				if folders[folder] == nil {
					folders[folder] = fstest.MapFS{}
				}
				folders[folder][page] = &fstest.MapFile{Data: f.Data}
			} else {
				wanted[folder] = f.Data
			}
		}
		for folder, pages := range folders {
			t.Run(strings.TrimSuffix(path.Base(file), ".txtar")+"/"+folder, func(t *testing.T) {
				checkForm(t, pages, wanted[folder])
			})
		}
	}
}

func checkForm(t *testing.T, pages fstest.MapFS, wanted []byte) {
	t.Helper()
	var want expectation
	if err := json.Unmarshal(wanted, &want); err != nil {
		t.Fatal(err)
	}
	r, err := load.Load(t.Context(), source.FS(pages, "pages"), load.Options{Base: want.Config.Base, Reserved: gopkg.Reserved()})
	if want.Fails {
		for _, said := range want.Says {
			if err == nil || !strings.Contains(err.Error(), said) {
				t.Errorf("the error %v does not say %s", err, said)
			}
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if want.Finding != "" {
		checkFinding(t, r.Findings, want)
		return
	}
	for _, d := range r.Findings {
		if d.Severity == diag.Error {
			t.Errorf("%s: %s: %s [%s]", d.At.Position(), d.Severity, d.Message, d.Rule)
		}
	}
	got := wholeProblems(t, r)
	if len(got) != len(want.Problems) {
		t.Errorf("%d problems, want %d", len(got), len(want.Problems))
	}
	for _, w := range want.Problems {
		i := slices.IndexFunc(got, func(p *catalog.Problem) bool { return p.Type.Value == w.Type })
		if i < 0 {
			t.Errorf("no problem has the type %s", w.Type)
			continue
		}
		checkExpected(t, got[i], w)
		checkNoFindings(t, r.Findings, w.NoFindings)
	}
}

// wholeProblems returns the problems with everything that is known of them.
func wholeProblems(t *testing.T, r *load.Result) []*catalog.Problem {
	t.Helper()
	problems := make([]*catalog.Problem, len(r.Heads()))
	var mu sync.Mutex
	err := r.Each(t.Context(), "test", func(i int, p *catalog.Problem) error {
		mu.Lock()
		defer mu.Unlock()
		problems[i] = p
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return problems
}

func checkExpected(t *testing.T, p *catalog.Problem, want expectedProblem) {
	t.Helper()
	differs := func(what string, got, want any) { t.Errorf("%s: the %s is %q, want %q", p.Name, what, got, want) }
	if want.Title != "" && p.Title.Value != want.Title {
		differs("title", p.Title.Value, want.Title)
	}
	if want.Name != "" && p.Name != want.Name {
		differs("name", p.Name, want.Name)
	}
	if want.Summary != "" && p.Summary != want.Summary {
		differs("summary", p.Summary, want.Summary)
	}
	if want.Status != 0 && p.Status.Value != want.Status {
		t.Errorf("%s: the status is %d, want %d", p.Name, p.Status.Value, want.Status)
	}
	if want.Goldens != nil && len(p.Examples) != *want.Goldens {
		t.Errorf("%s: %d examples, want %d", p.Name, len(p.Examples), *want.Goldens)
	}
	if statuses := p.Head().Statuses; want.Statuses != nil && !slices.Equal(statuses, want.Statuses) {
		t.Errorf("%s: the statuses are %d, want %d", p.Name, statuses, want.Statuses)
	}
	var members, required []string
	for _, m := range p.Members {
		members = append(members, m.Name)
		if m.Required {
			required = append(required, m.Name)
		}
	}
	said := map[string]string{}
	saidOf(p.Members, said)
	for path, words := range want.Said {
		if said[path] != words {
			differs("description of "+path, said[path], words)
		}
	}
	if want.Members != nil && !sameNames(members, *want.Members) {
		differs("members", members, *want.Members)
	}
	if want.Required != nil && !sameNames(required, *want.Required) {
		differs("required members", required, *want.Required)
	}
}

// saidOf adds what the page says of the members and those inside them.
func saidOf(members []*catalog.Member, said map[string]string) {
	for _, m := range members {
		said[m.Path] = catalog.FormOf(m.Type.Kind).Word + ": " + catalog.PlainText(m.Doc)
		for t := m.Type; t != nil; t = t.Elem {
			saidOf(t.Members, said)
		}
	}
}

func sameNames(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func checkNoFindings(t *testing.T, found diag.List, names []string) {
	t.Helper()
	for _, d := range found {
		for _, name := range names {
			if strings.Contains(d.Message, "`"+name+"`") {
				t.Errorf("%s: %s [%s]", d.At.Position(), d.Message, d.Rule)
			}
		}
	}
}

func checkFinding(t *testing.T, found diag.List, want expectation) {
	t.Helper()
	if !slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Rule == want.Finding }) {
		t.Errorf("%s finds nothing: %v", want.Finding, found)
	}
	for _, fixed := range lint.Apply(found) {
		before, after := string(fixed.Source.Original()), string(fixed.Data)
		for _, number := range want.FixMustNotWrite {
			digits, _ := json.Marshal(number)
			if strings.Count(after, string(digits)) > strings.Count(before, string(digits)) {
				t.Errorf("the fix writes %d:\n%s", number, fixed.Diff())
			}
		}
	}
}
