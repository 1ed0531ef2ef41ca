package catalog

import (
	"path"
	"slices"
	"strings"
)

// Extensions are those of the files that can be pages.
func Extensions() []string { return []string{".md", ".markdown", ".mdx"} }

// IsMarkdown reports whether a file can be a page, by its extension.
func IsMarkdown(file string) bool { return slices.Contains(Extensions(), path.Ext(file)) }

// IsIntro reports whether a file introduces its folder, by its name.
func IsIntro(file string) bool {
	name := strings.ToLower(strings.TrimSuffix(path.Base(file), path.Ext(file)))
	return IsMarkdown(file) && (name == "readme" || name == "index" || name == "_index")
}
