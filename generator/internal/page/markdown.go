package page

import (
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown is the one parser for all pages: CommonMark with GFM tables. After
// its first use it is only read, so that any number of pages can be parsed at
// the same time; what belongs to one page is in the parser's context.
var markdown = sync.OnceValue(newMarkdown)

// newMarkdown returns a parser whose cost is bounded by guards. Tables are
// taken out of a paragraph before it is measured, and link definitions, whose
// search is quadratic, are looked for afterwards.
//
// The table extension's AST transformer is left out: it takes time quadratic
// in the number of escaped pipes, which are resolved here instead.
func newMarkdown() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(guardBlocks(parser.DefaultBlockParsers())...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(
			util.Prioritized(tableGuard{}, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
			util.Prioritized(paragraphGuard{}, 300),
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 400),
		),
	)
}

// parseMarkdown returns the syntax tree of a body, cut where it passes a
// limit, and the limits that it passes.
func parseMarkdown(body []byte) (ast.Node, []excess) {
	var guard guard
	pc := parser.NewContext()
	pc.Set(guardKey, &guard)
	root := markdown().Parse(text.NewReader(body), parser.WithContext(pc))
	return root, guard.excesses
}
