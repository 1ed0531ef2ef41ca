// Package rules holds the pages about the rules that problem pages are held
// to: why each matters, a page that breaks it, and the same page repaired.
package rules

import "embed"

//go:embed *.md
var pages embed.FS

// Page returns the page about a rule, as Markdown. ok is false where there is
// no such rule.
func Page(id string) (page []byte, ok bool) {
	page, err := pages.ReadFile(id + ".md")
	return page, err == nil && id != "README"
}
