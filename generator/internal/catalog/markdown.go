package catalog

import (
	"path"
	"slices"
	"strings"
	"unicode"
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

// IsSlug reports whether a title is a name for programs: it has no spaces, and
// hyphens, underscores or nothing but capitals.
func IsSlug(title string) bool {
	isLetter := func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }
	if strings.ContainsAny(title, " \t") || strings.IndexFunc(title, isLetter) < 0 ||
		strings.IndexFunc(title, func(r rune) bool { return r > unicode.MaxASCII }) >= 0 {
		return false
	}
	capitals := strings.ToUpper(title) == title
	switch {
	case strings.Contains(title, "_"):
		return true
	case strings.Contains(title, "-"):
		return capitals || strings.ToLower(title) == title
	}
	return capitals && len(title) > 3
}
