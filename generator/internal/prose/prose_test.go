package prose

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

func TestBlocks(t *testing.T) {
	blocks := []catalog.Block{
		{Kind: catalog.HeadingBlock, Inlines: []catalog.Inline{{Text: "What now?"}}},
		{Inlines: []catalog.Inline{
			{Text: "Ask for "}, {Text: "a`b", Code: true}, {Text: " or\n"}, {Text: "wait", Page: "wait.md"}, {Text: "! "},
			{Text: "Or!"}, {Text: "ask", URL: "mailto:a@example.com"}, {Text: ", "},
			{Text: "read", URL: "https://example.com/a (b)"}, {Text: ", "}, {Text: "run", URL: "javascript:x"}, {Text: ", "}, {Text: "lost", Page: "gone.md"}, {Text: "."},
		}},
		{Kind: catalog.ListBlock, Items: [][]catalog.Inline{{{Text: "one"}}, {{Text: "# two"}}}},
		{Kind: catalog.ListBlock, Ordered: true, Items: [][]catalog.Inline{{{Text: "first"}}, {{Text: "second"}}}},
		{Kind: catalog.CodeBlock, Text: "```\nx\n"},
	}
	link := Problems([]catalog.Head{{Page: "wait.md", Type: "https://example.com/wait"}, {Page: "two.md", Type: "https://example.com/1"}, {Page: "two.md", Type: "https://example.com/2"}})
	want := strings.Join([]string{
		"### What now?",
		"Ask for ``a`b`` or [wait](https://example.com/wait)! Or\\![ask](mailto:a@example.com), [read](https://example.com/a%20%28b%29), run, lost.",
		"- one\n- \\# two",
		"1. first\n2. second",
		"````\n```\nx\n````",
	}, "\n\n")
	if got := Blocks(blocks, link); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if got := link("two.md"); got != "" {
		t.Errorf("a page of two problems leads to %q", got)
	}
}

// FuzzText holds that a text is nothing but that text for who renders it.
func FuzzText(f *testing.F) {
	for _, s := range []string{
		"plain", "# heading", "> quote", "- item", "+ item", "12. item", "1) x", "a*b*c", "_a_", "snake_case_name", "__proto__", "<script>alert(1)</script>",
		"a <b>", "1 < 2 & 3 > 2", "&lt; &#60;", "[x](y)", "![x](y)", "[x]: https://example.com", "`code`", "\\* \\", "~~a~~ ~b~", "| a | b |", "---", "===", "***", "https://example.com/_a_",
		"a@example.com", "!", "<https://example.com>", "a  b", "\tcode", "Ünï _cödé_", "&copy; &", "*/ @link {@see x}", ":--", "\u00a0",
	} {
		f.Add(s)
	}
	parser := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Parser()
	f.Fuzz(func(t *testing.T, s string) {
		if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == '\ufffd' }) {
			return // no page holds them
		}
		src := []byte(Text(s))
		want := strings.Join(strings.Fields(s), " ")
		if got := plain(t, parser.Parse(text.NewReader(src)), src); strings.Join(strings.Fields(got), " ") != want {
			t.Errorf("%q is written %q, which reads %q", s, src, got)
		}
	})
}

// plain returns the text of a document that has to be paragraphs of text.
func plain(t *testing.T, doc ast.Node, src []byte) string {
	var b strings.Builder
	err := ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Document, *ast.Paragraph:
		case *ast.Text:
			b.Write(unescaped(n.Segment.Value(src)))
		case *ast.String:
			b.Write(n.Value)
		default:
			t.Errorf("%q has a %s", src, n.Kind())
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// unescaped resolves backslashes and references to characters, as goldmark's
// renderer does when it writes a text.
func unescaped(value []byte) []byte {
	var b []byte
	for len(value) > 0 {
		n := bytes.IndexByte(value[1:], '\\') + 1 // a reference never spans an escape
		if n == 0 {
			n = len(value)
		}
		if value[0] == '\\' && len(value) > 1 && util.IsPunct(value[1]) {
			b, value = append(b, value[1]), value[2:]
			continue
		}
		b = append(b, util.ResolveEntityNames(util.ResolveNumericReferences(value[:n]))...)
		value = value[n:]
	}
	return b
}
