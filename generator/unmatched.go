package generator

import (
	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/load"
)

// ruleUnmatched is about a pattern of the configuration that is for no page:
// warning.
const ruleUnmatched = "unmatched-path"

// unmatched finds settings for pages that are not there, and patterns that leave
// out or take in nothing.
func unmatched(c config.Catalog, in *load.Input) (found diag.List, err error) {
	report := func(at diag.Span, pattern string) {
		found.Add(diag.At(at, ruleUnmatched, "no page of %s has a path like %s", c.Pages, pattern).
			WithHelp("correct the pattern (paths are those inside the pages folder, such as legacy/timeout.md), or remove the entry"))
	}
	for _, s := range c.Unmatched(in.Names()) {
		report(s.PathAt, s.Path)
	}
	if len(c.Patterns) == 0 {
		return found, nil
	}
	files, err := in.Candidates()
	for _, p := range c.Idle(files) {
		report(p.At, p.Text)
	}
	return found, err
}
