package generator

import (
	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/load"
)

// ruleUnmatched is about a pattern of the configuration that is for no page:
// warning.
const ruleUnmatched = "unmatched-path"

// unmatched finds settings for pages that are not there.
func unmatched(c config.Catalog, in *load.Input) (found diag.List) {
	for _, s := range c.Unmatched(in.Names()) {
		found.Add(diag.At(s.PathAt, ruleUnmatched, "no page of %s has a path like %s", c.Pages, s.Path).
			WithHelp("correct the pattern (paths are those inside the pages folder, such as legacy/timeout.md), or remove the entry"))
	}
	return found
}
