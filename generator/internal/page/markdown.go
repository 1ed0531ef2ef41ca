package page

import (
	"reflect"
	"slices"
	"sync"

	"github.com/hcnet/problemgen/generator/internal/container"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// The parsers for all pages: CommonMark with GFM tables, the same with the
// containers of site generators, and that for MDX, which has no code blocks by
// indentation. After its first use a parser is only read, so that any number of
// pages can be parsed at the same time; what belongs to one page is in the
// parser's context.
var (
	markdown    = sync.OnceValue(func() parser.Parser { return newMarkdown(parser.DefaultBlockParsers()) })
	anyMarkdown = sync.OnceValue(func() parser.Parser { return newMarkdown(withContainers(parser.DefaultBlockParsers(), false)) })
	mdxMarkdown = sync.OnceValue(func() parser.Parser {
		return newMarkdown(withContainers(withoutIndented(parser.DefaultBlockParsers()), true))
	})
)

// withContainers adds the parser of containers, which goes first.
func withContainers(parsers []util.PrioritizedValue, mdx bool) []util.PrioritizedValue {
	return append([]util.PrioritizedValue{util.Prioritized(container.Parser{MDX: mdx, Elements: true}, 50)}, parsers...)
}

// withoutIndented leaves out code blocks by indentation.
func withoutIndented(parsers []util.PrioritizedValue) []util.PrioritizedValue {
	indented := reflect.TypeOf(parser.NewCodeBlockParser())
	return slices.DeleteFunc(parsers, func(p util.PrioritizedValue) bool { return reflect.TypeOf(p.Value) == indented })
}

// newMarkdown returns a parser whose cost is bounded by guards. Tables are
// taken out of a paragraph before it is measured, and link definitions, whose
// search is quadratic, are looked for afterwards.
//
// The table extension's AST transformer is left out: it takes time quadratic
// in the number of escaped pipes, which are resolved here instead.
func newMarkdown(blocks []util.PrioritizedValue) parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(guardBlocks(blocks)...),
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
func parseMarkdown(p parser.Parser, body []byte) (ast.Node, []excess) {
	var guard guard
	pc := parser.NewContext()
	pc.Set(guardKey, &guard)
	root := p.Parse(text.NewReader(body), parser.WithContext(pc))
	return root, guard.excesses
}
