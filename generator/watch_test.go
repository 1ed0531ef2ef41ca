package generator_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/manypages"
)

// Whatever is done to a folder, what a watch finds in it is what a run finds that
// remembers nothing.
func TestWatchFindsTheSame(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, seed)
			watch := &generator.Watch{}
			rules := map[string]bool{}
			for step := range 60 {
				what := e.edit()
				want, found := e.lint(nil)
				got, _ := e.lint(watch)
				if got != want {
					t.Fatalf("step %d, %s: (-want +got)\n%s", step, what, cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")))
				}
				for _, d := range found {
					rules[d.Rule] = true
				}
			}
			if len(rules) < 10 {
				t.Errorf("the edits broke few rules: %v", rules)
			}
		})
	}
}

// An editor edits a folder of pages at random.
type editor struct {
	t       *testing.T
	random  *rand.Rand
	catalog config.Catalog
	added   int
}

func newEditor(t *testing.T, seed uint64) *editor {
	e := &editor{t: t, random: rand.New(rand.NewPCG(seed, 9457)), catalog: config.Catalog{Pages: t.TempDir()}}
	e.check(manypages.Write(e.catalog.Pages, 4))
	for _, name := range []string{"timeout.md", "not-found.md", "server-error.md", "before-history.md"} {
		text, err := os.ReadFile(filepath.Join("../docs/problems", name))
		e.check(err)
		e.write(name, text)
	}
	for i := range 5 {
		e.write(fmt.Sprintf("terse-%d.md", i), fmt.Appendf(nil, terse, i))
		e.write(fmt.Sprintf("untyped-%d.md", i), fmt.Appendf(nil, untyped, i))
	}
	e.write("sections.md", []byte(sections))
	e.catalog.Base = manypages.Base
	return e
}

// terse is a page that leaves its member to the introduction, and whose only
// paragraph may come to stand on others.
const terse = `# Terse %[1]d

The account cannot be used now. It is %[1]d.

` + "```json" + `
{"type": "https://api.example.com/problems/terse_%[1]d", "title": "Terse %[1]d", "status": 409, "account_id": "17"}
` + "```" + `
`

// lint returns the findings as people and as programs read them.
func (e *editor) lint(watch *generator.Watch) (string, diag.List) {
	e.t.Helper()
	report, err := generator.Lint(e.t.Context(), generator.Options{Catalog: e.catalog, Watch: watch})
	if _, none := errors.AsType[*load.NoPagesError](err); none {
		return err.Error(), nil
	}
	if err != nil {
		e.t.Fatal(err)
	}
	var out bytes.Buffer
	for _, format := range []diag.Format{diag.Text, diag.JSON} {
		if err := diag.Print(&out, format, report.Findings, diag.Options{}); err != nil {
			e.t.Fatal(err)
		}
	}
	return fmt.Sprintf("%s%d pages", &out, report.Pages), report.Findings
}

// edit does one thing to the folder and tells what.
func (e *editor) edit() string {
	page := e.page()
	switch e.random.IntN(16) {
	case 0:
		return "nothing"
	case 1:
		return e.copy(page)
	case 2:
		e.check(os.Remove(e.path(page)))
		return "removed " + page
	case 3:
		e.added++
		e.check(os.Rename(e.path(page), e.path(fmt.Sprintf("renamed-%d.md", e.added))))
		return "renamed " + page
	case 4:
		return e.breakPage(page)
	case 5:
		return e.introduce()
	case 6:
		return e.configure()
	case 7:
		return e.irregular(page)
	case 8, 10, 11:
		return e.replaceParagraph(page)
	case 9:
		return e.miss()
	}
	return e.append(page)
}

// endings are what is put behind pages: what several pages have in common, links,
// ignores of use and of none, words that rules are about.
var endings = []string{
	"\nIf nothing helps, write to the people who run the service.\n",
	"\nSee [the other one](./timeout.md) and [none](./missing-page.md).\n",
	"\nSee [its example](./not-found.md#example) and [no heading](./not-found.md#exampel).\n",
	"\n<!-- problemgen:ignore broken-link -->\nSee [none](./missing-page.md).\n",
	"\n<!-- problemgen:ignore broken-link unlinked-page -->\nNothing is wrong here.\n",
	"\n<!-- problemgen:ignore no-such-rule -->\nNothing is wrong here.\n",
	"\n## Related\n\n- [Renamed](./renamed-1.md)\n- [Not Found](not-found.md)\n",
	"\nTODO: say more. It is not `timeout`, and no `server_eror`.\n",
	"\n| Attribute | Type | Description |\n|---|---|---|\n| account_id | | |\n",
}

func (e *editor) append(page string) string {
	ending := endings[e.random.IntN(len(endings))]
	e.write(page, append(e.read(page), ending...))
	return fmt.Sprintf("appended %q to %s", ending, page)
}

// copy makes two problems of one.
func (e *editor) copy(page string) string {
	e.added++
	name := fmt.Sprintf("added-%d.md", e.added)
	text := e.read(page)
	if e.random.IntN(2) == 0 {
		text = slices.Concat([]byte("---\ntitle: Added\nproblem: {name: added_page, ignore: [duplicate-title, unlinked-page]}\n---\n"), text)
	}
	e.write(name, text)
	return "copied " + page + " to " + name
}

// breakPage takes a part out of a page, or says that it is none.
func (e *editor) breakPage(page string) string {
	text := e.read(page)
	if e.random.IntN(4) == 0 {
		e.write(page, []byte("---\nproblem: false\n---\n# Nothing\n"))
		return page + " is none"
	}
	from := e.random.IntN(len(text) + 1)
	to := min(len(text), from+e.random.IntN(40))
	e.write(page, slices.Delete(text, from, to))
	return fmt.Sprintf("took %d to %d out of %s", from, to, page)
}

// replaceParagraph gives a page a paragraph that others have.
func (e *editor) replaceParagraph(page string) string {
	parts := strings.SplitN(string(e.read(page)), "\n\n", 3)
	if len(parts) == 3 {
		parts[1] = "The account cannot be used now. It is the same everywhere."
		e.write(page, []byte(strings.Join(parts, "\n\n")))
	}
	return "gave " + page + " the paragraph of others"
}

// miss makes or removes the page that links lead to which is not there at first.
func (e *editor) miss() string {
	const missing = "missing-page.md"
	if _, err := os.Stat(e.path(missing)); err == nil {
		e.check(os.RemoveAll(e.path(missing)))
		return "removed " + missing
	}
	e.write(missing, fmt.Appendf(nil, terse, 99))
	return "wrote " + missing
}

// sections is a page with two problems and more beside them.
const sections = `# Errors

See [none](missing-page.md) and [the first](#seat-tken).

## Seat taken

**Type:** https://api.example.com/problems/seat-taken
**Status:** 409

The seat is taken.

## Coat lost

**Type:** https://api.example.com/problems/coat-lost
**Status:** 404

The coat is [not there](missing-page.md).
`

// untyped is a page whose type URI is made of its name, as others spell theirs.
const untyped = `# Untyped %[1]d

**Status:** 409

The hall says no to guest %[1]d.
`

// introductions are what becomes of the README.
var introductions = []string{
	"# Problems\n",
	"# Problems\n\nSee [the first](./timeout.md) and [none](./nowhere.md).\n",
	"# Problems\n\n| Attribute | Type | Description |\n|---|---|---|\n| account_id | Integer | The account. |\n",
	"# Problems\n\n| Attribute | Type | Description |\n|---|---|---|\n| account_id | String | The account. |\n| ledger | Strng | The ledger. |\n",
}

func (e *editor) introduce() string {
	if n := e.random.IntN(len(introductions) + 1); n < len(introductions) {
		e.write("README.md", []byte(introductions[n]))
		return "wrote " + introductions[n]
	}
	_ = os.Remove(e.path("README.md")) // it may be gone already
	return "removed the introduction"
}

// configure changes one setting of the configuration.
func (e *editor) configure() string {
	c := &e.catalog
	switch e.random.IntN(4) {
	case 0:
		rule := []string{"broken-link", "unlinked-page", "duplicate-title", "type-outside-base"}[e.random.IntN(4)]
		severity := []diag.Severity{diag.Off, diag.Note, diag.Error}[e.random.IntN(3)]
		c.Settings = append(slices.Clip(c.Settings), config.Setting{Rule: rule, Severity: severity})
	case 1:
		c.Base = []string{"", "https://hcnet.org/aurora-errors/", manypages.Base}[e.random.IntN(3)]
	case 2:
		c.NamesByPath = !c.NamesByPath
	case 3:
		c.Exclude = [][]string{nil, {"added-*"}, {"renamed-*"}}[e.random.IntN(3)]
	}
	return fmt.Sprintf("configured %v", *c)
}

// irregular puts a folder where a page was, with the page in it.
func (e *editor) irregular(page string) string {
	text := e.read(page)
	e.check(os.Remove(e.path(page)))
	e.check(os.Mkdir(e.path(page), 0o777))
	e.write(page+"/inside.md", text)
	return page + " became a folder"
}

// page returns the path of one of the pages.
func (e *editor) page() string {
	all, err := filepath.Glob(e.path("*.md"))
	e.check(err)
	all = slices.DeleteFunc(all, func(name string) bool {
		info, err := os.Stat(name)
		e.check(err)
		return info.IsDir() || filepath.Base(name) == "README.md"
	})
	if len(all) == 0 {
		e.t.Fatal("no page is left")
	}
	return filepath.Base(all[e.random.IntN(len(all))])
}

func (e *editor) path(name string) string { return filepath.Join(e.catalog.Pages, name) }

func (e *editor) read(name string) []byte {
	text, err := os.ReadFile(e.path(name))
	e.check(err)
	return text
}

func (e *editor) write(name string, text []byte) {
	e.check(os.WriteFile(e.path(name), text, 0o644))
}

func (e *editor) check(err error) {
	e.t.Helper()
	if err != nil {
		e.t.Fatal(err)
	}
}
