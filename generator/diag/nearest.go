package diag

import (
	"strings"

	"github.com/agext/levenshtein"
)

// Nearest returns the candidate that the word was probably meant to be, or ""
// where none is near or two are equally near.
func Nearest(word string, candidates []string) string {
	best, distance, tied := "", len(word), false
	for _, c := range candidates {
		d := Distance(word, c)
		switch {
		case !Near(word, c):
		case d < distance:
			best, distance, tied = c, d, false
		case d == distance && c != best:
			tied = true
		}
	}
	if tied {
		return ""
	}
	return best
}

// Near reports whether one word can be the other one misspelt: they differ
// by case and separators alone, by one letter in five or by two in nine.
func Near(a, b string) bool {
	d := Distance(a, b)
	shorter := min(len(a), len(b))
	return d == 0 || d == 1 && shorter >= 4 || d == 2 && shorter >= 8
}

// Distance returns how many letters differ, without regard to case,
// underscores, hyphens and spaces.
func Distance(a, b string) int {
	return levenshtein.Distance(bare(a), bare(b), nil)
}

var separators = strings.NewReplacer("_", "", "-", "", " ", "")

func bare(word string) string { return separators.Replace(strings.ToLower(word)) }
