package rules_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/hcnet/problemgen/docs/rules"
	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
)

// TestDocumentPages validates the documents that the pages about documents show.
func TestDocumentPages(t *testing.T) {
	home, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	shop := generator.Options{Catalog: config.Catalog{Pages: "../../generator/testdata/shop"}}
	v, err := generator.NewValidator(t.Context(), []generator.Options{shop})
	if err != nil || len(v.Findings) > 0 {
		t.Fatal(v, err)
	}
	documents := slices.DeleteFunc(generator.Rules(), func(r generator.Rule) bool { return r.Family != "documents" })
	if len(documents) < 5 {
		t.Fatal(documents)
	}
	for _, r := range documents {
		t.Run(r.ID, func(t *testing.T) {
			page, _ := rules.Page(r.ID)
			for _, d := range validated(t, v, folder(page, "good/")) {
				t.Errorf("the repaired document breaks a rule: %s", show(d))
			}
			found := validated(t, v, folder(page, "bad/"))
			if len(found) != 1 || found[0].Rule != r.ID {
				t.Fatalf("the failing document breaks %v", found)
			}
			checkSaid(t, filepath.Join(home, r.ID+".md"), page, found)
		})
	}
}

func validated(t *testing.T, v *generator.Validator, files map[string][]byte) diag.List {
	t.Helper()
	if len(files) != 1 {
		t.Fatalf("%d documents", len(files))
	}
	var found diag.List
	for name, data := range files {
		verdict, err := v.Document(name, bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		found = verdict.Findings
	}
	return found
}
