package gopkg

import (
	"fmt"
	"go/parser"
	"go/token"
	"path"
	"testing"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// FuzzFiles makes a package of a problem that has the texts wherever a page has
// text, and kinds wherever it has types. Whatever they say, what comes out is
// Go that gofmt leaves alone, without anything that was not planned.
func FuzzFiles(f *testing.F) {
	for i, s := range hostileTexts {
		f.Add(s, hostileTexts[(i+1)%len(hostileTexts)], []byte{byte(i), 3, 7, 1, 9, 12, 200})
	}
	f.Add("name", "-", []byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
	f.Fuzz(func(t *testing.T, a, b string, kinds []byte) {
		if b == "" || catalog.IsStandardMember(b) {
			return // refused, see TestFilesRefuse
		}
		c := fuzzCatalog(a, b, kinds)
		files, err := Files(t.Context(), c, testOptions)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if path.Ext(file.Path) != ".go" || file.Page == "" {
				continue
			}
			if _, err := parser.ParseFile(token.NewFileSet(), file.Path, file.Data, parser.ParseComments); err != nil {
				t.Fatal(err)
			}
		}
		checkFormatted(t, pagesOf(files))
	})
}

// pagesOf returns the files that are made from pages.
func pagesOf(files []catalog.File) []catalog.File {
	var own []catalog.File
	for _, f := range files {
		if f.Page != "" || f.Path == "doc.go" {
			own = append(own, f)
		}
	}
	return own
}

func fuzzCatalog(a, b string, kinds []byte) *catalog.Catalog {
	p := newProblem("fuzzed", "Fuzzed", 400)
	p.Page = a
	p.Title, p.Detail, p.Type = fact(a), fact(b), fact("https://example.com/"+a)
	p.DefaultDetail, p.Summary, p.Deprecated, p.Aliases = b, a, b, []string{a}
	p.Doc = []catalog.Block{
		para(a),
		{Kind: catalog.BlockKind(len(kinds) % 4), Inlines: text(b), Text: b, Items: [][]catalog.Inline{text(a), text(b)}},
		{Inlines: []catalog.Inline{{Text: a}, {Text: b, URL: "https://example.com/" + a}, {Text: a, Code: true}}},
	}
	body := &catalog.Value{Kind: catalog.ObjectValue, Members: []catalog.ValueMember{
		{Name: "detail", Value: &catalog.Value{Kind: catalog.StringValue, Text: a}},
		{Name: a + "extra", Value: &catalog.Value{Kind: catalog.StringValue, Text: b}},
	}}
	all := kindsOfMembers()
	for i, n := range kinds[:min(len(kinds), 8)] {
		k := all[int(n)%len(all)]
		goName := fmt.Sprintf("F%d", i)
		m := optional("x", goName, a, k.typ("Fuzzed"+goName))
		if n > 127 {
			m.Required = true
		}
		m.Name, m.Path = fmt.Sprint(b, i), b
		p.Members = append(p.Members, m)
		body.Members = append(body.Members, catalog.ValueMember{Name: m.Name, Value: value(k.value)})
	}
	p.Examples = []*catalog.Example{{Body: body}}
	return &catalog.Catalog{
		Intro:    catalog.Intro{Title: b, Doc: p.Doc, Page: a, Source: diag.NewSource(a, []byte(b))},
		Problems: []*catalog.Problem{p},
	}
}
