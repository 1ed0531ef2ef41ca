package render

import (
	"bytes"
	"html"
	"strings"
	"sync"

	"github.com/hcnet/problemgen/generator/internal/container"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// markdown is the one parser for all pages, which reads what the reader of
// pages reads: CommonMark with GFM tables. After its first use it is only read.
//
// The table extension's AST transformer is left out, since it takes time
// quadratic in the number of escaped pipes; codeSpan resolves them.
var markdown = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(append(parser.DefaultBlockParsers(), util.Prioritized(container.Parser{}, 50))...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 400),
		),
	)
})

// plainText returns the text of what a node holds, without markup.
func plainText(n ast.Node, body []byte) string {
	var b strings.Builder
	addText(&b, n, body)
	return strings.TrimSpace(b.String())
}

func addText(b *strings.Builder, n ast.Node, body []byte) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			text := c.Segment.Value(body)
			if n.Kind() != ast.KindCodeSpan {
				text = unescape(text)
			}
			b.Write(text)
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.AutoLink:
			b.Write(c.Label(body))
		case *ast.RawHTML:
		default:
			addText(b, c, body)
		}
	}
}

// unescape resolves backslashes and character references.
func unescape(text []byte) []byte {
	if bytes.IndexByte(text, '\\') < 0 && bytes.IndexByte(text, '&') < 0 {
		return text
	}
	return []byte(html.UnescapeString(string(util.UnescapePunctuations(text))))
}
