package rules_test

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/docs/rules"
	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
)

// ofTheModule are the rules that look at all code of a module: their code is in
// one of its own.
var ofTheModule = []string{"unserved-problem", "untested-problem"}

// TestCodePages audits what the pages about code show, as TestPages lints what
// the others do.
func TestCodePages(t *testing.T) {
	home, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	m := newModule(t)
	together := map[string][]byte{}
	for _, r := range codeRules() {
		page, _ := rules.Page(r.ID)
		for name, data := range code(page, r.ID) {
			together[name] = data
		}
	}
	found := m.audit(t, together)
	repaired := m.repair(t, together, found)
	for _, r := range codeRules() {
		t.Run(r.ID, func(t *testing.T) {
			page, _ := rules.Page(r.ID)
			found, repaired := found, repaired
			if slices.Contains(ofTheModule, r.ID) {
				found = append(m.audit(t, part(code(page, r.ID), "/bad/")), m.audit(t, part(code(page, r.ID), "/good/"))...)
			}
			bad := of(r.ID, "bad", found)
			for _, d := range of(r.ID, "good", found) {
				t.Errorf("the repaired code breaks a rule: %s", show(d))
			}
			if len(bad) == 0 {
				t.Fatal("the failing code breaks no rule")
			}
			for _, d := range bad {
				if d.Rule != r.ID {
					t.Errorf("the failing code breaks another rule: %s", show(d))
				}
			}
			hasFix := slices.ContainsFunc(bad, func(d diag.Diagnostic) bool { return d.Fix != nil })
			if said := bytes.Contains(page, []byte("`problemgen audit --fix` repairs it")); said != hasFix {
				t.Errorf("the page says that there is a repair: %t; there is one: %t", said, hasFix)
			}
			if left := of(r.ID, "bad", repaired); hasFix && len(left) > 0 {
				t.Errorf("after the repairs: %s", show(left[0]))
			}
			checkPrinted(t, filepath.Join(home, r.ID+".md"), page, shortened(bad[0]), diag.Options{Fixer: "audit --fix"})
		})
	}
}

func codeRules() []generator.Rule {
	return slices.DeleteFunc(generator.Rules(), func(r generator.Rule) bool { return r.Family != "code" })
}

// code returns the files of a page, in folders of the rule's own.
func code(page []byte, rule string) map[string][]byte {
	files := map[string][]byte{}
	for _, kind := range []string{"bad", "good"} {
		for name, data := range folder(page, kind+"/") {
			files[path.Join(rule, kind, name)] = data
		}
	}
	return files
}

func part(files map[string][]byte, within string) map[string][]byte {
	some := map[string][]byte{}
	for name, data := range files {
		if strings.Contains(name, within) {
			some[name] = data
		}
	}
	return some
}

// of returns the findings that are about a rule's bad or good code; rules about
// the module as a whole count in that of their own pages alone.
func of(rule, kind string, found diag.List) diag.List {
	var own diag.List
	for _, d := range found {
		whole := slices.Contains(ofTheModule, d.Rule)
		inFolder := strings.HasPrefix(d.At.Source.Name, rule+"/"+kind+"/")
		onPage := strings.HasSuffix(d.At.Source.Name, ".md") && kind == "bad"
		if whole && d.Rule == rule && (inFolder || onPage) || !whole && inFolder {
			own.Add(d)
		}
	}
	return own
}

// shortened returns a finding with its file named as on the page.
func shortened(d diag.Diagnostic) diag.List {
	d.At.Source.Name = path.Base(d.At.Source.Name)
	return diag.List{d}
}

// A module is one with the shop's generated package.
type module struct{ options generator.AuditOptions }

func newModule(t *testing.T) *module {
	t.Helper()
	pages, err := filepath.Abs("../../generator/testdata/shop")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	write(t, "go.mod", "module shop.example\n\ngo 1.24\n")
	o := generator.Options{Catalog: config.Catalog{Pages: pages, Outputs: []config.Output{
		{Kind: "go", Out: "problems", Settings: map[string][]string{"package": {"problems"}}},
	}}}
	if _, err := generator.Generate(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	return &module{generator.AuditOptions{Catalogs: []generator.Options{o}}}
}

// audit judges files, the only ones in the module beside the package.
func (m *module) audit(t *testing.T, files map[string][]byte) diag.List {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && e.Name() != "problems" {
			if err := os.RemoveAll(e.Name()); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, data := range files {
		if err := os.MkdirAll(path.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, name, string(data))
	}
	report, err := generator.Audit(t.Context(), m.options)
	if err != nil {
		t.Fatal(err)
	}
	return report.Findings
}

// repair returns what is found once all repairs are made.
func (m *module) repair(t *testing.T, files map[string][]byte, found diag.List) diag.List {
	t.Helper()
	fixed, err := generator.FixCode(found, m.options)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fixed {
		files[f.Source.Name] = f.Data
	}
	return m.audit(t, files)
}
