package lint

import (
	"bytes"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// itemsCounted matches a count of what a list can have, in the clause before its
// colon.
var itemsCounted = lazyregexp.New(`(?i)\b(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\s+(?:[a-z-]+\s+)?(?:reasons|causes|cases|ways|steps|things|options|conditions|rules|members|fields|values|kinds|types|situations|errors|possibilities|requirements|headers|scopes|strategies|remedies|points|codes|states|checks|solutions|questions|circumstances|exceptions|measures)\b[^.:;]*:\s*$`)

// countItems compares the count that a paragraph announces with the items of the
// list that follows it.
func (c *PageCheck) countItems() {
	for i := range c.Page.Passages {
		p := &c.Page.Passages[i]
		if !strings.HasSuffix(strings.TrimSpace(p.Text), ":") {
			continue
		}
		m := itemsCounted.FindStringSubmatchIndex(p.Text)
		if m == nil || partly.MatchString(p.Text[:m[2]]) {
			continue
		}
		n, items := countOf(p.Text[m[2]:m[3]]), c.itemsBehind(i)
		if items > 1 && items != n {
			c.Report(c.At(p.Span(m[2], m[3]), "write the count of the items below, %d: the text says %s", items, p.Text[m[2]:m[3]]).
				WithNote(c.Page.Passages[i+1].At, "the list begins here").
				WithHelp("or add the item that is missing; a text without a count cannot be wrong about it").About(p.Text[m[2]:m[3]]))
		}
	}
}

// itemMark matches what stands before an item of a list on its line.
var itemMark = lazyregexp.New(`^[ \t>]*(?:[-*+]|\d{1,3}[.)])[ \t]+$`)

// itemsBehind counts the items of the list that follows a passage directly, those
// inside of items left out.
func (c *PageCheck) itemsBehind(passage int) int {
	end, indent, items := c.Page.Passages[passage].At.End, -1, 0
	for i := passage + 1; i < len(c.Page.Passages); i++ {
		p := &c.Page.Passages[i]
		if c.isParted(end, p.At.Start) || c.showsBetween(end, p.At.Start) {
			break
		}
		line := bytes.LastIndexByte(c.Page.Source.Text[:p.At.Start], '\n') + 1
		mark := string(c.Page.Source.Text[line:p.At.Start])
		at := len(mark) - len(strings.TrimLeft(mark, " \t>"))
		isItem := itemMark.MatchString(mark)
		switch {
		case !isItem && (items == 0 || at == 0):
			return items
		case isItem && indent < 0, isItem && at == indent:
			indent = at
			items++
		case isItem && at < indent:
			return items
		}
		end = p.At.End
	}
	return items
}

// showsBetween reports whether a code block or a table begins between two places.
func (c *PageCheck) showsBetween(from, to int) bool {
	listing := last(c.Page.Listings, func(l *catalog.Listing) bool { return l.At.Start < to })
	table := last(c.Page.Tables, func(t *catalog.Table) bool { return t.At.Start < to })
	return listing != nil && listing.At.Start >= from || table != nil && !table.List && table.At.Start >= from
}
