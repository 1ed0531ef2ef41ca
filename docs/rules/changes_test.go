package rules_test

import (
	"slices"
	"testing"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
)

// isAboutChanges reports whether breaking finds what the rule is about.
func isAboutChanges(r generator.Rule) bool { return r.Family == "changes" }

// checkChange compares the pages that the documentation of a rule about changes
// shows: from before to after the rule is found, and no other one that breaks
// anything; from before to what is kinder nothing breaks.
func checkChange(t *testing.T, r generator.Rule, file string, page []byte) {
	before, after := folder(page, "before/"), folder(page, "after/")
	var found diag.List
	for _, d := range changes(t, before, after) {
		switch {
		case d.Rule == r.ID:
			found.Add(d.Diagnostic())
			if r.Change != nil {
				checkAxes(t, r, d)
			}
		case d.Breaking:
			t.Errorf("the pages show another change that breaks something: %s", show(d.Diagnostic()))
		}
	}
	if len(found) == 0 {
		t.Error("the pages do not show the change")
		return
	}
	if kinder := folder(page, "kinder/"); len(kinder) > 0 {
		for _, d := range changes(t, before, kinder) {
			if d.Breaking || d.Rule == r.ID {
				t.Errorf("what is kinder breaks something: %s", show(d.Diagnostic()))
			}
		}
	}
	checkSaid(t, file, page, found[:1])
}

// checkAxes holds whom a change breaks to the row of its rule.
func checkAxes(t *testing.T, r generator.Rule, d generator.Difference) {
	t.Helper()
	for _, axis := range []string{"wire", "go", "typescript", "openapi", "docs"} {
		always, maybe := slices.Contains(r.Change.Breaks, axis), slices.Contains(r.Change.MayBreak, axis)
		breaks := d.Breaking && slices.Contains(d.Axes, axis)
		if breaks && !always && !maybe || !breaks && always {
			t.Errorf("%s breaks %s: %t; the table of rules says otherwise", d.Rule, axis, breaks)
		}
	}
}

// unchanged is a page on both sides: neither can be compared without any.
const unchanged = "# Stays\n\n**Type:** https://shop.example/problems/stays\n**Status:** 404\n\nThis page stays as it is.\n"

// changes compares two folders of files as the command does.
func changes(t *testing.T, before, after map[string][]byte) []generator.Difference {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, files := range map[string]map[string][]byte{"before": before, "after": after} {
		lay(t, name, files)
		lay(t, name, map[string][]byte{"stays.md": []byte(unchanged)})
	}
	compared, err := generator.Breaking(t.Context(), generator.Options{Catalog: catalogAfter(t)}, generator.Against{Name: "./before"})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range compared.Findings {
		if d.Severity == diag.Error {
			t.Errorf("the pages have an error: %s", show(d))
		}
	}
	return compared.Changes
}

// catalogAfter returns the catalog of the folder "after", as a configuration in
// it has it, with all outputs whose users a change can break.
func catalogAfter(t *testing.T) config.Catalog {
	t.Helper()
	c, found, err := config.Load(config.Flags{Pages: []string{"after"}, PagesOnly: true}, ".", generator.Language())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range found {
		t.Errorf("the configuration has an error: %s", show(d))
	}
	catalog := c.Catalogs[0]
	for _, kind := range []string{"go", "typescript", "openapi"} {
		if !slices.ContainsFunc(catalog.Outputs, func(o config.Output) bool { return o.Kind == kind }) {
			catalog.Outputs = append(catalog.Outputs, config.Output{Kind: kind})
		}
	}
	return catalog
}
