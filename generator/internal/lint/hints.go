package lint

import "strings"

// hints are texts that are looked for together, in one pass over a text, by
// their first bytes.
type hints [256][]string

// hintsOf returns texts, none of them empty, as hints.
func hintsOf(texts ...string) *hints {
	h := &hints{}
	for _, text := range texts {
		h[text[0]] = append(h[text[0]], text)
	}
	return h
}

// in reports whether a text has one of the hints.
func (h *hints) in(text string) bool {
	for i := range len(text) {
		for _, hint := range h[text[i]] {
			if strings.HasPrefix(text[i:], hint) {
				return true
			}
		}
	}
	return false
}
