package generator_test

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/emit/gopkg"
	"github.com/hcnet/problemgen/generator/internal/lint"
	"github.com/hcnet/problemgen/generator/internal/page"
	"github.com/hcnet/problemgen/generator/internal/resolve"
)

// keptFile holds what each page of the project means that has no error. A page
// that worked once means the same ever after, whatever else comes to be read.
const keptFile = "testdata/kept.txtar"

// TestPagesKeepTheirMeaning compares the pages with what they meant when the
// file was written. A page that was written or changed since is not in it:
// go test ./generator -run TestPagesKeepTheirMeaning -update takes it in, and
// the difference is to be read before it is kept.
func TestPagesKeepTheirMeaning(t *testing.T) {
	pages := allPages(t)
	if *update {
		writeKept(t, pages)
		return
	}
	kept, err := txtar.ParseFile(keptFile)
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, file := range kept.Files {
		text, ok := pages[file.Name]
		if !ok {
			continue
		}
		compared++
		name, _, _ := strings.Cut(file.Name, " ")
		if got := meaning(path.Base(name), text); got != string(file.Data) {
			t.Run(name, func(t *testing.T) { compareLines(t, string(file.Data), got) })
		}
	}
	if 4*compared < 3*len(kept.Files) {
		t.Errorf("%d of %d pages are there as they were: keep the others with -update", compared, len(kept.Files))
	}
}

func writeKept(t *testing.T, pages map[string]string) {
	t.Helper()
	kept := &txtar.Archive{Comment: []byte("What the pages of the project mean that have no error; see kept_test.go.\n")}
	for name, text := range pages {
		file, _, _ := strings.Cut(name, " ")
		if said := meaning(path.Base(file), text); said != "" {
			kept.Files = append(kept.Files, txtar.File{Name: name, Data: []byte(said)})
		}
	}
	slices.SortFunc(kept.Files, func(a, b txtar.File) int { return cmp.Compare(a.Name, b.Name) })
	if err := os.WriteFile(keptFile, txtar.Format(kept), 0o644); err != nil {
		t.Fatal(err)
	}
}

// allPages returns the texts of all problem pages of the project, wherever
// they stand: as files, in archives, and in fences of the documentation. A
// name is that of the page's place with the sum of its text behind it.
func allPages(t *testing.T) map[string]string {
	t.Helper()
	pages := map[string]string{}
	add := func(place, file, text string) {
		if page.IsPage(path.Base(file)) {
			pages[fmt.Sprintf("%s/%s %x", place, file, sha256.Sum256([]byte(text)))[:len(place)+len(file)+18]] = text
		}
	}
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			if entry != nil && name != "." && strings.HasPrefix(entry.Name(), ".") {
				return fs.SkipDir
			}
			return err
		}
		switch path.Ext(name) {
		case ".md":
			text, err := fs.ReadFile(root, name)
			if strings.HasPrefix(name, "docs/problems/") {
				add(path.Dir(name), path.Base(name), string(text))
			}
			for _, block := range fencedPage.FindAllStringSubmatch(string(text), -1) {
				add(name, block[1], block[2])
			}
			return err
		case ".txtar":
			text, err := fs.ReadFile(root, name)
			for _, file := range txtar.Parse(text).Files {
				add(name, file.Name, string(file.Data))
			}
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// fencedPage is a page that documentation shows: a fence of five backticks
// with the page's file name.
var fencedPage = regexp.MustCompile("(?ms)^`{5}markdown (?:page|file)=(\\S+)[^\n]*\n(.*?)^`{5}$")

// meaning writes down what a page means, or returns "" where it has an error.
func meaning(name, text string) string {
	read, found := page.Read(name, diag.NewSource(name, []byte(text)))
	p, resolved := resolve.New(resolve.Options{Base: "https://base.example/problems/", Reserved: gopkg.Reserved()}).Page(read)
	judged := lint.New(lint.Options{}).Page(p, append(found, resolved...))
	if slices.ContainsFunc(judged, func(d diag.Diagnostic) bool { return d.Severity == diag.Error }) {
		return ""
	}
	w := keptWriter{}
	w.facts(p)
	w.blocks(p.Doc)
	w.members(p.Members)
	w.outcome(p)
	return w.String()
}

// A keptWriter writes down a problem, with the places that facts come from.
type keptWriter struct{ strings.Builder }

func (w *keptWriter) line(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

func place(at diag.Span) string {
	if at.IsZero() {
		return "-"
	}
	p := at.Position()
	return fmt.Sprintf("%d:%d+%d", p.Line, p.Column, at.End-at.Start)
}

func (w *keptWriter) facts(p *catalog.Problem) {
	w.line("name %s %s", p.Name, p.GoName)
	w.line("type %s %s", p.Type.Value, place(p.Type.At))
	w.line("title %q %s", p.Title.Value, place(p.Title.At))
	w.line("status %d %s", p.Status.Value, place(p.Status.At))
	for _, s := range p.Statuses {
		w.line("or status %d %s", s.Value, place(s.At))
	}
	w.line("detail %q %q", p.Detail.Value, p.DefaultDetail)
	w.line("summary %q", p.Summary)
	w.line("aliases %q deprecated %q fallback %t", p.Aliases, p.Deprecated, p.Fallback)
}

func (w *keptWriter) blocks(blocks []catalog.Block) {
	for _, b := range blocks {
		w.line("block %d %t %q%s", b.Kind, b.Ordered, b.Text, inlineText(b.Inlines))
		for _, item := range b.Items {
			w.line("- %s", inlineText(item))
		}
	}
}

// inlineText writes inline text with marks around code and links.
func inlineText(inlines []catalog.Inline) string {
	var b strings.Builder
	for _, in := range inlines {
		text := in.Text
		if in.Code {
			text = "`" + text + "`"
		}
		if target := cmp.Or(in.URL, in.Page); target != "" {
			text = "[" + text + "](" + target + ")"
		}
		b.WriteString(text)
	}
	return b.String()
}

func (w *keptWriter) members(members []*catalog.Member) {
	for _, m := range members {
		w.line("member %s %s %s required %t nullable %t %s %q %q", m.Path, m.GoName, typeText(m.Type),
			m.Required, m.Nullable, place(m.At), m.Example, m.Default)
		w.line("  %s", inlineText(m.Doc))
		for t := m.Type; t != nil; t = t.Elem {
			w.members(t.Members)
		}
	}
}

func typeText(t *catalog.Type) string {
	if t == nil {
		return "-"
	}
	text := fmt.Sprintf("%d/%s/%s/%s", t.Kind, t.Word, t.Format, t.GoName)
	for _, v := range t.Values {
		text += " " + v.Value + "=" + v.GoName
	}
	if t.Elem != nil {
		text += " of " + typeText(t.Elem)
	}
	return text
}

func (w *keptWriter) outcome(p *catalog.Problem) {
	for _, h := range p.Headers {
		w.line("header %s %s %d required %t %s", h.Name, h.GoName, h.Kind, h.Required, inlineText(h.Doc))
	}
	for _, e := range p.Examples {
		w.line("example %q %s %q %s", e.Name, e.GoName, e.Title, place(e.At))
		for _, h := range e.Headers {
			w.line("  %s: %s", h.Header.Name, h.Value)
		}
		w.line("  %s", valueText(e.Body))
	}
	for _, related := range p.Evidence.Related {
		w.line("related %s", related)
	}
}

func valueText(v *catalog.Value) string {
	switch v.Kind {
	case catalog.ObjectValue:
		parts := make([]string, len(v.Members))
		for i, m := range v.Members {
			parts[i] = fmt.Sprintf("%q: %s", m.Name, valueText(m.Value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case catalog.ArrayValue:
		parts := make([]string, len(v.Elems))
		for i, e := range v.Elems {
			parts[i] = valueText(e)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case catalog.StringValue:
		return fmt.Sprintf("%q", v.Text)
	}
	return v.Text
}
