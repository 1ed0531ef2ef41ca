package rules_test

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/docs/rules"
	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
)

var update = flag.Bool("update", false, "write down what the code says: severities, findings, the table in README.md")

// untestable are the rules whose violations no Markdown can show, each with
// the reason.
var untestable = map[string]string{
	"irregular-file":      "it is about what kind of file a page is",
	"bad-page-path":       "it is about names that not every system can have",
	"page-path-case":      "it is about names that not every system can tell apart",
	"too-many-pages":      "it takes a hundred thousand files",
	"not-utf-8":           "its bytes are no text",
	"forbidden-character": "its characters cannot be seen",
	"foreign-output":      "it is about the output folder",
	"strange-output":      "it is about the output folder",
	"no-module":           "it is about the output folder",
	"other-package":       "it is about the output folder",
	"declared-twice":      "it is about the output folder",
	"output-case":         "it is about the output folder",
	"edited-output":       "it is about the output folder",
	"edited-stale-output": "it is about the output folder",
	"output-missing":      "it is about the output folder",
	"output-differs":      "it is about the output folder",
	"line-ends":           "it is about the output folder",
	"output-stale":        "it is about the output folder",
	"site-path":           "it is about the output folder",
	"uri-unanswered":      "it is about what a server answers",
	"uri-other-page":      "it is about what a server answers",
	"uri-plain-text":      "it is about what a server answers",
	"abandoned-output":    "it is about the output folder",
}

// TestEveryRuleHasItsPage also holds what a page says at its top to the table
// of rules.
func TestEveryRuleHasItsPage(t *testing.T) {
	left := map[string]bool{}
	files, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		left[strings.TrimSuffix(file, ".md")] = true
	}
	delete(left, "README")
	for _, r := range generator.Rules() {
		page, ok := rules.Page(r.ID)
		if !ok {
			t.Errorf("%s has no page: write docs/rules/%s.md", r.ID, r.ID)
			continue
		}
		delete(left, r.ID)
		checkTop(t, r, page)
		if cannot := strings.Contains(string(page), "cannot be ignored"); cannot != r.Fatal && r.Family != "output" {
			t.Errorf("docs/rules/%s.md says that the rule cannot be ignored: %t; the table says: %t", r.ID, cannot, r.Fatal)
		}
	}
	for id := range left {
		t.Errorf("docs/rules/%s.md is about no rule", id)
	}
	if _, ok := rules.Page("README"); ok {
		t.Error("README is taken for a rule")
	}
}

var top = regexp.MustCompile(`\A# \S+\n\n\*\*\w+\*\* · [a-z]+(?: [a-z]+)*`)

// checkTop compares the rule's name, severity and family with the table.
func checkTop(t *testing.T, r generator.Rule, page []byte) {
	severity := r.Severity.String()
	want := fmt.Sprintf("# %s\n\n**%s%s** · %s", r.ID, strings.ToUpper(severity[:1]), severity[1:], r.Family)
	got := top.Find(page)
	switch {
	case string(got) == want:
	case *update && got != nil:
		write(t, r.ID+".md", want+string(page[len(got):]))
	default:
		t.Errorf("docs/rules/%s.md does not begin with %q: go test ./docs/rules -update", r.ID, want)
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestPages reads what the pages show: the failing pages break the page's
// rule and no other, the repaired ones break none, and the fixes that are
// made by the tool leave nothing but descriptions to write.
func TestPages(t *testing.T) {
	home, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range generator.Rules() {
		if r.Late {
			continue // the rules about code and documents have tests of their own
		}
		t.Run(r.ID, func(t *testing.T) {
			page, _ := rules.Page(r.ID)
			if isAboutChanges(r) {
				checkChange(t, r, filepath.Join(home, r.ID+".md"), page)
				return
			}
			bad, good := folder(page, "bad/"), folder(page, "good/")
			if reason := untestable[r.ID]; reason != "" {
				if len(bad)+len(good) > 0 {
					t.Errorf("the page shows pages, although %s", reason)
				}
				return
			}
			for _, d := range read(t, good) {
				t.Errorf("the repaired page breaks a rule: %s", show(d))
			}
			found := read(t, bad)
			if len(found) == 0 {
				t.Error("the failing page breaks no rule")
				return
			}
			for _, d := range found {
				if d.Rule != r.ID {
					t.Errorf("the failing page breaks another rule: %s", show(d))
				}
			}
			checkRepair(t, page, bad, found)
			checkSaid(t, filepath.Join(home, r.ID+".md"), page, found[:1])
		})
	}
}

var fence = regexp.MustCompile("(?ms)^`{5}(?:markdown|yaml|go|json) file=(\\S+)\n(.*?)^`{5}$")

// folder returns the files that a page shows below a prefix.
func folder(page []byte, prefix string) map[string][]byte {
	files := map[string][]byte{}
	for _, m := range fence.FindAllSubmatch(page, -1) {
		if name, ok := strings.CutPrefix(string(m[1]), prefix); ok {
			files[name] = m[2]
		}
	}
	return files
}

// read judges a folder of files as the command does.
func read(t *testing.T, files map[string][]byte) diag.List {
	t.Helper()
	t.Chdir(t.TempDir())
	lay(t, ".", files)
	c := config.Catalog{Pages: "."}
	if _, ok := files[config.FileName]; ok {
		configured, found, err := config.Load(config.Flags{PagesOnly: true}, ".", generator.Language())
		if err != nil {
			t.Fatal(err)
		}
		if len(found) > 0 {
			return found
		}
		c = configured.Catalogs[0]
		if _, err := os.Stat(c.Pages); err != nil {
			return nil
		}
	}
	report, err := generator.Lint(t.Context(), generator.Options{Catalog: c})
	if err != nil {
		t.Fatal(err)
	}
	return report.Findings
}

// lay writes files below a folder, which is made.
func lay(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, data := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, name, string(data))
	}
}

func show(d diag.Diagnostic) string {
	return fmt.Sprintf("%v: %s [%s]", d.At.Position(), d.Message, d.Rule)
}

const repairs = "`problemgen lint --fix` repairs it"

// checkRepair compares what the page says about the rule's fix with what the
// fix does.
func checkRepair(t *testing.T, page []byte, files map[string][]byte, found diag.List) {
	hasFix := slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Fix != nil })
	if said := bytes.Contains(page, []byte(repairs)); said != hasFix {
		t.Errorf("the page says “%s”: %t; the finding has a fix: %t", repairs, said, hasFix)
	}
	files = maps.Clone(files)
	for fixed := generator.Fix(found); len(fixed) > 0; fixed = generator.Fix(found) {
		for _, f := range fixed {
			files[f.Source.Name] = f.Data
		}
		found = read(t, files)
	}
	for _, d := range found {
		if hasFix && d.Rule != "empty-description" {
			t.Errorf("after the repairs: %s", show(d))
		}
	}
}

var said = regexp.MustCompile("(?ms)^```text\n(.*?)^```$")

// checkSaid compares the finding that the page shows with the one that there
// is, or writes it down.
func checkSaid(t *testing.T, file string, page []byte, found diag.List) {
	t.Helper()
	checkPrinted(t, file, page, found, diag.Options{})
}

// checkPrinted is checkSaid for a command that prints with options.
func checkPrinted(t *testing.T, file string, page []byte, found diag.List, o diag.Options) {
	t.Helper()
	var b bytes.Buffer
	if err := diag.Print(&b, diag.Text, found, o); err != nil {
		t.Fatal(err)
	}
	place := said.FindSubmatchIndex(page)
	switch {
	case place == nil:
		t.Error("the page does not show what is said")
	case string(page[place[2]:place[3]]) == b.String():
	case *update:
		write(t, file, string(slices.Concat(page[:place[2]], b.Bytes(), page[place[3]:])))
	default:
		t.Errorf("the finding is now:\n%s\nwrite it down with: go test ./docs/rules -update", b.String())
	}
}

const readme = `# Rules

What problemgen holds pages to. ` + "`problemgen explain RULE`" + ` prints the page behind each link.
`

// TestReadme holds the table of all rules to the one in the code.
func TestReadme(t *testing.T) {
	var b strings.Builder
	b.WriteString(readme)
	family := ""
	for _, r := range generator.Rules() {
		if r.Family != family {
			family = r.Family
			fmt.Fprintf(&b, "\n## %s\n\n| Rule | Severity | What it finds |\n| ---- | -------- | ------------- |\n", strings.ToUpper(family[:1])+family[1:])
		}
		fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s |\n", r.ID, r.ID, r.Severity, r.Purpose)
	}
	got, err := os.ReadFile("README.md")
	switch {
	case err == nil && string(got) == b.String():
	case *update:
		write(t, "README.md", b.String())
	default:
		t.Error("README.md is not what the table of rules says: go test ./docs/rules -update")
	}
}
