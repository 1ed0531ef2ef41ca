package gopkg

import (
	"go/ast"
	"go/build/constraint"
	"go/doc"
	"go/doc/comment"
	"go/format"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

func text(s string) []catalog.Inline { return []catalog.Inline{{Text: s}} }

func para(s string) catalog.Block { return catalog.Block{Inlines: text(s)} }

func TestDocComment(t *testing.T) {
	list := func(ordered bool, items ...string) catalog.Block {
		b := catalog.Block{Kind: catalog.ListBlock, Ordered: ordered}
		for _, item := range items {
			b.Items = append(b.Items, text(item))
		}
		return b
	}
	code := func(s string) catalog.Block { return catalog.Block{Kind: catalog.CodeBlock, Text: s} }
	heading := func(s string) catalog.Block {
		return catalog.Block{Kind: catalog.HeadingBlock, Inlines: text(s)}
	}
	link := func(s, url string) catalog.Inline { return catalog.Inline{Text: s, URL: url} }
	long := strings.Repeat("ledger ", 10)

	tests := []struct {
		name   string
		blocks []catalog.Block
		want   string
	}{
		{"nothing", nil, ""},
		{"wrapped", []catalog.Block{para(long + "closed again")},
			"// " + strings.TrimSuffix(long, " ") + " closed\n// again"},
		{"white space", []catalog.Block{para("a\n b\tc\u00a0d\r\n")}, "// a b c d"},
		{"heading", []catalog.Block{para("a"), heading("When it  happens"), para("b")},
			"// a\n//\n// # When it happens\n//\n// b"},
		{"bullets", []catalog.Block{para("Either:"), list(false, "one", "", "two")},
			"// Either:\n//   - one\n//   - two"},
		{"numbers", []catalog.Block{heading("H"), list(true, "one", long+"closed again")},
			"// # H\n//\n//  1. one\n//  2. " + strings.TrimSuffix(long, " ") + "\n//     closed again"},
		{"list after list", []catalog.Block{para("a"), list(false, "a"), list(true, "b")},
			"// a\n//   - a\n//\n// Also:\n//  1. b"},
		{"code", []catalog.Block{para("a"), code("\n\n  if x {\n\n    y()  \n  }\n\n"), para("b")},
			"// a\n//\n//\tif x {\n//\n//\t  y()\n//\t}\n//\n// b"},
		{"code after list", []catalog.Block{para("a"), list(false, "a"), code("x\n")},
			"// a\n//   - a\n//\n// For example:\n//\n//\tx"},
		{"code like a list", []catalog.Block{code("- a: 1\n- b: 2\n")}, "//\t…\n//\t- a: 1\n//\t- b: 2"},
		{"link", []catalog.Block{{Inlines: []catalog.Inline{{Text: "see "}, link("the guide", "https://example.com/a"), {Text: "."}}}},
			"// see [the guide].\n//\n// [the guide]: https://example.com/a"},
		{"link in two styles", []catalog.Block{{Inlines: []catalog.Inline{link("the ", "https://example.com/a"), {Text: "guide", Code: true, URL: "https://example.com/a"}}}},
			"// [the guide]\n//\n// [the guide]: https://example.com/a"},
		{"one text, two links", []catalog.Block{{Inlines: []catalog.Inline{link("here", "https://example.com/a"), {Text: ", "}, link("here", "https://example.com/b")}}},
			"// [here], here (https://example.com/b)\n//\n// [here]: https://example.com/a"},
		{"link with brackets", []catalog.Block{{Inlines: []catalog.Inline{link("a[0]", "https://example.com/a")}}},
			"// [a(0)]\n//\n// [a(0)]: https://example.com/a"},
		{"link that is its URL", []catalog.Block{{Inlines: []catalog.Inline{link("https://example.com", "https://example.com")}}},
			"// https://example.com"},
		{"link to a script", []catalog.Block{{Inlines: []catalog.Inline{link("here", "javascript:alert(1)")}}}, "// here"},
		{"link to a problem", []catalog.Block{{Inlines: []catalog.Inline{{Text: "not found", Page: "not-found.md", GoName: "NotFound"}, {Text: " or "}, {Text: "a page", Page: "x.md"}}}},
			"// [NotFound] or a page"},
		{"brackets", []catalog.Block{para("[Error] [json.RawMessage] [text/plain] errors[].pointer a[0] [\"x\"] map[string]int [see")},
			"// [ Error ] [ json.RawMessage ] [ text/plain ] errors[].pointer a[0] [\"x\"]\n// map[string]int (see"},
		{"text like a definition", []catalog.Block{para("[a]: https://example.com/")}, "// [ a ] : https://example.com/"},
		{"text like a heading", []catalog.Block{para("a"), para("Related problems"), para("b")},
			"// a\n//\n// Related problems.\n//\n// b"},
		{"quotation marks", []catalog.Block{para("``a'' '''' ``` `b`")}, "// “a” ”” ` ` ` `b`"},
		{"comment end", []catalog.Block{para("a */ func init() { } /* b"), code("*/ x\n")},
			"// a */ func init() { } /* b\n//\n//\t*/ x"},
		{"directives", []catalog.Block{para("//go:generate date"), code("//go:build ignore\n#cgo LDFLAGS: -x\n"), list(false, "//line x.go:1")},
			"// //go:generate date\n//\n//\t//go:build ignore\n//\t#cgo LDFLAGS: -x\n//\n// Also:\n//   - //line x.go:1"},
		{"build constraint", []catalog.Block{para("+build ignore"), code("a\n +build ignore\n"), list(false, "+build x")},
			"// \"+build\" ignore\n//\n//\ta\n//\t \"+build\" ignore\n//\n// Also:\n//   - +build x"},
		{"not at a line's start", []catalog.Block{para(long + "xxxxxxx +build ignore"), list(false, long+"x - b")},
			"// " + long + "xxxxxxx +build\n// ignore\n//   - " + long + "x -\n//     b"},
		{"deprecated", []catalog.Block{para("Deprecated: do not.")}, "// \"Deprecated:\" do not."},
		{"generated", []catalog.Block{para("Code generated by hand. DO NOT EDIT.")}, "// \"Code\" generated by hand. DO NOT EDIT."},
		{"note", []catalog.Block{para("BUG(joe): x")}, "// \"BUG(joe):\" x"},
		{"hash", []catalog.Block{para("# x")}, "// \"#\" x"},
		{"controls", []catalog.Block{para("a\x00b\u202ec\ufeffd\xffe"), code("a\x00\r\n\u202eb\n")},
			"// a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\n//\n//\ta\uFFFD\n//\t\uFFFDb"},
		{"formats", []catalog.Block{para("%s ${HOME} `x`")}, "// %s ${HOME} `x`"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := strings.TrimPrefix(strings.TrimPrefix(docComment(text("X."), test.blocks, ""), "// X."), "\n//\n")
			if got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
			checkInert(t, docComment(text("X."), test.blocks, ""))
		})
	}
}

func TestLineComment(t *testing.T) {
	for _, test := range []struct{ name, in, url, want string }{
		{"text", "the  balance", "", "// the balance"},
		{"link", "guide", "https://example.com", "// guide (https://example.com)"},
		{"nothing", " ", "", ""},
		{"deprecated", "Deprecated: x", "", "// \"Deprecated:\" x"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := lineComment([]catalog.Inline{{Text: test.in, URL: test.url}})
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// checkInert fails unless gofmt leaves the comment alone, wherever it stands,
// and no Go tool sees more than text in it.
func checkInert(t *testing.T, doc string) {
	t.Helper()
	if doc == "" {
		return
	}
	for line := range strings.SplitSeq(doc, "\n") {
		rest, ok := strings.CutPrefix(line, "//")
		if !ok || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
			t.Errorf("no comment line, or a directive: %q", line)
		}
		if constraint.IsGoBuild(line) || constraint.IsPlusBuild(line) {
			t.Errorf("a build constraint: %q", line)
		}
	}
	for _, src := range []string{
		"package p\n\n" + doc + "\ntype T int\n",
		doc + "\npackage p\n",
	} {
		checkSource(t, src)
	}
}

func checkSource(t *testing.T, src string) {
	t.Helper()
	formatted, err := format.Source([]byte(src))
	if err != nil {
		t.Fatalf("%v in\n%s", err, src)
	}
	if string(formatted) != src {
		t.Errorf("gofmt makes\n%s\nof\n%s", formatted, src)
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	if ast.IsGenerated(file) {
		t.Errorf("taken for generated:\n%s", src)
	}
	if len(file.Comments) != 1 {
		t.Errorf("%d comments in\n%s", len(file.Comments), src)
	}
	for part := range strings.SplitSeq(file.Comments[0].Text(), "\n\n") {
		if strings.HasPrefix(part, "Deprecated:") {
			t.Errorf("taken for deprecated:\n%s", src)
		}
	}
	pkg, err := doc.NewFromFiles(fset, []*ast.File{file}, "example.com/p", doc.PreserveAST)
	if err != nil {
		t.Fatal(err)
	}
	if len(pkg.Notes["BUG"]) > 0 {
		t.Errorf("notes %v in\n%s", pkg.Notes, src)
	}
}

// seenLinks returns the links that a reader of documentation could see in the
// comment when every name is one of the package's.
func seenLinks(doc string) (defined, declared []string) {
	p := comment.Parser{
		LookupSym:     func(recv, name string) bool { return token.IsIdentifier(name) },
		LookupPackage: func(name string) (string, bool) { return name, token.IsIdentifier(name) },
	}
	visit := func(texts []comment.Text) {
		for _, t := range texts {
			switch t := t.(type) {
			case *comment.Link:
				if !t.Auto {
					defined = append(defined, t.URL)
				}
			case *comment.DocLink:
				declared = append(declared, t.ImportPath+t.Recv+t.Name)
			}
		}
	}
	for _, b := range p.Parse(uncommented(doc)).Content {
		switch b := b.(type) {
		case *comment.Paragraph:
			visit(b.Text)
		case *comment.List:
			for _, item := range b.Items {
				visit(item.Content[0].(*comment.Paragraph).Text)
			}
		}
	}
	return defined, declared
}

func uncommented(doc string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(doc, "\n") {
		b.WriteString(strings.TrimPrefix(strings.TrimPrefix(line, "//"), " ") + "\n")
	}
	return b.String()
}

// FuzzDocComment feeds two texts through every kind of block and checks that
// the comment is inert, stable, and has no link that was not meant.
func FuzzDocComment(f *testing.F) {
	for _, s := range []string{
		"", "a", "[Error]", "[[a]", "[a [b]", "# x", "- a", "1. b\n- c", "+build x", "*/", "//go:generate x", "``'''", "Code generated x. DO NOT EDIT.",
		"BUG(x) y", "See also", "[x]: http://y", "http://a''b", "\t\tx\n\ty\n z", "{\n}", "\\", "a\x00\u202e", "Deprecated: x",
	} {
		f.Add(s, s, byte(0))
		f.Add("Two words", s, byte(27))
	}
	f.Fuzz(func(t *testing.T, a, b string, shape byte) {
		kind := func(n byte) catalog.BlockKind { return catalog.BlockKind(shape / n % 4) }
		block := func(k catalog.BlockKind, s string) catalog.Block {
			inlines := []catalog.Inline{{Text: s}, {Text: b, URL: "https://example.com/1"}, {Text: s}, {Text: "x", Page: "x.md", GoName: "NotFound"}, {Text: s}}
			return catalog.Block{Kind: k, Inlines: inlines, Items: [][]catalog.Inline{inlines, text(b), inlines}, Text: s, Ordered: shape > 127}
		}
		blocks := []catalog.Block{block(kind(1), a), block(kind(4), b), block(kind(16), a)}
		got := docComment(text("X is "+a), blocks, "")
		checkInert(t, got)
		defined, declared := seenLinks(got)
		if i := slices.IndexFunc(declared, func(s string) bool { return s != "NotFound" }); i >= 0 {
			t.Errorf("a link to %q that nobody made:\n%s", declared[i], got)
		}
		if i := slices.IndexFunc(defined, func(s string) bool { return s != "https://example.com/1" }); i >= 0 {
			t.Errorf("a link to %q that nobody made:\n%s", defined[i], got)
		}
		if line := lineComment(text(a)); line != "" {
			checkInert(t, line)
		}
	})
}
