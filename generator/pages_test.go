package generator_test

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator/internal/unified"
	"golang.org/x/tools/txtar"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/emit/gopkg"
	"github.com/hcnet/problemgen/generator/internal/lint"
	"github.com/hcnet/problemgen/generator/internal/page"
	"github.com/hcnet/problemgen/generator/internal/resolve"
)

// TestPages compares what folders of pages mean with what is written down
// beside them: names, facts, members with their Go types, examples, and every
// finding at its place. Each archive of testdata/pages is a folder; README.md
// there explains its form.
func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			f := newPagesFolder(archive)
			got := f.outcome()
			if *update {
				rewrite(t, file, archive, got)
				return
			}
			compareLines(t, f.want, got)
		})
	}
}

// TestPagesMakeAPackage makes one package of all folders without errors: it
// builds, vets and passes its own tests, which hold each example of the pages
// against constructor, golden file, server and parser.
func TestPagesMakeAPackage(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds a package")
	}
	files, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	m := newModule(t)
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		f := newPagesFolder(archive)
		if _, found := f.read(); found.Count(diag.Error) > 0 {
			continue
		}
		folder := strings.TrimSuffix(filepath.Base(file), ".txtar")
		for name, data := range f.files {
			m.write(t, path.Join("pages", folder, name), string(data))
		}
	}
	options := m.options()
	options.Catalog.Base = "https://example.com/problems/"
	report, err := generator.Generate(t.Context(), options)
	if err != nil || report.Failed(false) || report.Pages < 20 {
		t.Fatalf("%d pages: %v, %v", report.Pages, err, report.Findings)
	}
	for _, args := range [][]string{{"vet", "./..."}, {"test", "./..."}} {
		if out, err := m.run(t, args...); err != nil {
			t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}

// A pagesFolder is an archive's pages, and what is expected of them.
type pagesFolder struct {
	files map[string][]byte
	base  string
	want  string
}

// newPagesFolder reads an archive. A line "base: URI" of its comment configures
// the base; "crlf: FILE" and "bom: FILE" give a file Windows line ends and a
// byte order mark.
func newPagesFolder(archive *txtar.Archive) *pagesFolder {
	f := &pagesFolder{files: map[string][]byte{}}
	settings := map[string]string{}
	for line := range strings.Lines(string(archive.Comment)) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok {
			settings[key] = value
		}
	}
	f.base = settings["base"]
	for _, file := range archive.Files {
		text := string(file.Data)
		if settings["crlf"] == file.Name {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		if settings["bom"] == file.Name {
			text = "\ufeff" + text
		}
		if file.Name == "want" {
			f.want = text
		} else {
			f.files[file.Name] = []byte(text)
		}
	}
	return f
}

// rewrite puts what came out into the archive.
func rewrite(t *testing.T, file string, archive *txtar.Archive, got string) {
	t.Helper()
	archive.Files[len(archive.Files)-1] = txtar.File{Name: "want", Data: []byte(got)}
	if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

// compareLines reports how two texts differ. White space between words and
// empty lines do not count, so that expectations can be lined up by hand.
func compareLines(t *testing.T, want, got string) {
	t.Helper()
	if want, got = squeeze(want), squeeze(got); want != got {
		t.Errorf("run the test with -update where this is right:\n%s", unified.Diff("want", []byte(want), "got", []byte(got)))
	}
}

func squeeze(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if words := strings.Fields(line); len(words) > 0 {
			b.WriteString(strings.Join(words, " ") + "\n")
		}
	}
	return b.String()
}

// read takes the folder's pages through the stages up to the rules.
func (f *pagesFolder) read() (*catalog.Catalog, diag.List) {
	catalog := &catalog.Catalog{}
	linter := lint.New(lint.Options{Base: f.base})
	intro, found := f.introduce(linter)
	options := resolve.Options{Base: f.base, Reserved: gopkg.Reserved()}
	if intro != nil {
		options.Shared = append(options.Shared, intro)
	}
	resolver := resolve.New(options)
	found = append(found, linter.Folder(resolver.Intro())...)
	for _, name := range slices.Sorted(maps.Keys(f.files)) {
		src := diag.NewSource(name, f.files[name])
		if !page.IsPage(name) {
			continue
		}
		read, inPage := page.Read(name, src)
		p, inProblem := resolver.Page(read)
		found = append(found, linter.Page(p, append(inPage, inProblem...))...)
		catalog.Problems = append(catalog.Problems, p)
	}
	found = append(found, linter.Catalog(catalog, resolver.Catalog(catalog))...)
	found.Sort()
	return catalog, found
}

// introduce reads the page that introduces the folder; nil where there is none.
func (f *pagesFolder) introduce(linter *lint.Linter) (intro *catalog.Page, found diag.List) {
	for _, name := range slices.Sorted(maps.Keys(f.files)) {
		if page.IsPage(name) {
			continue
		}
		read, inIntro := page.ReadIntro(name, diag.NewSource(name, f.files[name]))
		linter.Intro(read)
		found = append(found, linter.Folder(inIntro)...)
		if intro == nil {
			intro = read
		}
	}
	return intro, found
}

// outcome writes down what the folder's pages mean and what is found.
func (f *pagesFolder) outcome() string {
	catalog, found := f.read()
	var w outcomeWriter
	for _, p := range catalog.Problems {
		w.problem(p)
	}
	for _, d := range found {
		w.finding(d)
	}
	return w.String()
}

// An outcomeWriter writes down what pages mean, a fact a line.
type outcomeWriter struct{ strings.Builder }

func (w *outcomeWriter) line(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

func (w *outcomeWriter) problem(p *catalog.Problem) {
	w.line("%s: %s %s %d %q", p.Page, p.Name, p.GoName, p.Status.Value, p.Title.Value)
	w.line("  %s", p.Type.Value)
	w.fact("summary", p.Summary)
	w.fact("statuses", statusesOf(p))
	w.fact("detail", p.Detail.Value)
	w.fact("default detail", p.DefaultDetail)
	w.fact("aliases", strings.Join(p.Aliases, " "))
	w.fact("deprecated", p.Deprecated)
	w.fact("related", strings.Join(p.Related, " "))
	if p.Fallback {
		w.line("  fallback")
	}
	w.members(p.Members)
	for _, h := range p.Headers {
		w.line("  %s: %s %s%s", h.Name, h.GoName, headerTypes[h.Kind], mark(h.Required, " required"))
	}
	for _, e := range p.Examples {
		w.example(e)
	}
	w.line("")
}

// statusesOf returns the set of statuses that a page documents.
func statusesOf(p *catalog.Problem) string {
	words := make([]string, len(p.Statuses))
	for i, s := range p.Statuses {
		words[i] = strconv.Itoa(s.Value)
	}
	return strings.Join(words, ", ")
}

func (w *outcomeWriter) fact(name, value string) {
	if value != "" {
		w.line("  %s: %s", name, value)
	}
}

func (w *outcomeWriter) members(members []*catalog.Member) {
	for _, m := range members {
		w.line("  %s %s %s%s", m.Path, m.GoName, goType(m.Type), mark(!m.Required, " optional"))
		for t := m.Type; t != nil; t = t.Elem {
			w.members(t.Members)
		}
	}
}

func mark(holds bool, text string) string {
	if holds {
		return text
	}
	return ""
}

// example writes an example's names and the documented header fields that it
// shows.
func (w *outcomeWriter) example(e *catalog.Example) {
	fields := ""
	for _, h := range e.Headers {
		fields += fmt.Sprintf(" %s=%q", h.Header.Name, h.Value)
	}
	name := e.Name
	if name == "" {
		name = "-"
	}
	w.line("  example %s%s", name, fields)
}

func (w *outcomeWriter) finding(d diag.Diagnostic) {
	at := d.At.Position()
	w.line("%s:%d:%d %s %s", at.File, at.Line, at.Column, d.Severity, d.Rule)
}

var headerTypes = map[catalog.Kind]string{
	catalog.String: "string", catalog.Integer: "int64", catalog.Number: "float64", catalog.Boolean: "bool",
	catalog.Time: "time.Time", catalog.Array: "[]string",
}

// goType returns the Go type that a member gets, an enumeration with its
// values.
func goType(t *catalog.Type) string {
	switch t.Kind {
	case catalog.Array:
		return "[]" + goType(t.Elem)
	case catalog.Map:
		return "map[string]" + goType(t.Elem)
	case catalog.Unsigned:
		return "uint64"
	case catalog.Enum:
		values := make([]string, len(t.Values))
		for i, v := range t.Values {
			values[i] = v.Value
		}
		return cmp.Or(t.GoName, "string") + "(" + strings.Join(values, ", ") + ")"
	case catalog.Object:
		if t.GoName == "" {
			return "map[string]json.RawMessage"
		}
		return t.GoName
	case catalog.Any:
		return "json.RawMessage"
	}
	return headerTypes[t.Kind]
}
