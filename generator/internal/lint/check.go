package lint

import (
	"slices"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A PageCheck is what a rule sees of one page, and where it reports.
type PageCheck struct {
	Problem  *catalog.Problem
	Evidence *catalog.Evidence
	Page     *catalog.Page

	rule   string
	before diag.List // what reading and resolving the page found
	found  diag.List

	members map[string]*catalog.Member   // those at the top, by their names; see memberNamed
	named   map[string][]catalog.Mention // the code spans, by their texts; see mentionsOf
	units   map[string]unit              // those of members, by their names; see unitOfMember

	contradicted map[string]bool // see isContradicted
	amounts      []ruleAmount    // see ruleAmounts
	hasAmounts   bool
}

// At starts a finding of the rule that runs.
func (c *PageCheck) At(span diag.Span, format string, args ...any) diag.Diagnostic {
	return diag.At(span, c.rule, format, args...)
}

// Report adds a finding.
func (c *PageCheck) Report(d diag.Diagnostic) { c.found.Add(d) }

// Has reports whether reading or resolving the page broke one of the rules.
func (c *PageCheck) Has(rules ...string) bool { return hasRule(c.before, rules...) }

func hasRule(found diag.List, rules ...string) bool {
	return slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return slices.Contains(rules, d.Rule) })
}

// Shown are the samples that show this problem type in one way or the other.
func (c *PageCheck) Shown() []*catalog.Sample {
	if len(c.Evidence.Generic) == 0 {
		return c.Evidence.Native
	}
	return slices.Concat(c.Evidence.Native, c.Evidence.Generic)
}

// A CatalogCheck is what a rule sees of the folder, and where it reports.
type CatalogCheck struct {
	// Pages are in the order of their paths.
	Pages []*pageSummary
	// Base is the configured base; it may be empty.
	Base string

	rule   string
	byPath map[string]*pageSummary
	byName map[string]*pageSummary // by folded name
	intros []*pageSummary
	exists func(path string) bool
	found  diag.List

	// folders counts the type URIs in each folder, and usual is how they spell
	// names; both are found when they are asked for.
	folders map[string]int
	usual   *usualSpelling

	// nearest remembers the pages that links were probably meant to lead to,
	// and comparisons counts what finding them has cost.
	nearest     map[string]string
	comparisons int
}

// At starts a finding of the rule that runs.
func (c *CatalogCheck) At(span diag.Span, format string, args ...any) diag.Diagnostic {
	return diag.At(span, c.rule, format, args...)
}

// Report adds a finding.
func (c *CatalogCheck) Report(d diag.Diagnostic) { c.found.Add(d) }

// titleSpan is where findings about a page as a whole are reported: its
// title, else its first line.
func titleSpan(page *catalog.Page) diag.Span {
	switch t := page.Front.Title; {
	case page.Section != nil:
		return page.Section.At
	case t.Set():
		return t.At
	case page.Printed.Set():
		return page.Printed.At
	}
	return page.Source.Span(0, 0)
}
