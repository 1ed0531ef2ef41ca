package catalog

import (
	"fmt"
	"strings"
	"unicode"
)

// Anchors are the fragments in use on a page, with the number that the next
// heading of that text gets.
type Anchors map[string]int

// Next returns the fragment that common renderers give the next heading of
// that text.
func (a Anchors) Next(text string) string {
	slug := strings.Map(func(char rune) rune {
		switch {
		case unicode.IsLetter(char), unicode.IsNumber(char), unicode.IsMark(char), char == '-', char == '_':
			return unicode.ToLower(char)
		case char == ' ':
			return '-'
		}
		return -1
	}, text)
	anchor := slug
	for n, used := a[slug]; used; n, used = a[slug] {
		a[slug] = n + 1
		anchor = fmt.Sprintf("%s-%d", slug, n+1)
		if _, taken := a[anchor]; !taken {
			break
		}
	}
	a[anchor] = 0
	return anchor
}
