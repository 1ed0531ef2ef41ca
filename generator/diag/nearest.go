package diag

import (
	"fmt"
	"strings"
)

// Nearest returns the candidate that the word was probably meant to be, or ""
// where none is near or two are equally near.
func Nearest(word string, candidates []string) string {
	best, distance, tied := "", len(word), false
	for _, c := range candidates {
		if !Near(word, c) {
			continue
		}
		switch d := Distance(word, c); {
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

// Suggest returns the finding with what was probably meant in the place of a
// word that it covers: beside the underline, and as its fix. Without a
// suggestion it returns the finding as it is.
func (d Diagnostic) Suggest(word, meant string) Diagnostic {
	if meant == "" {
		return d
	}
	d.Label = fmt.Sprintf("did you mean %q?", meant)
	i := strings.LastIndex(d.At.Text(), word)
	if i < 0 || strings.ContainsAny(meant, "\"'`\\|") {
		return d // it is not written plainly, or would not be
	}
	at := d.At
	at.Start += i
	at.End = at.Start + len(word)
	d.Fix = Replace(at, meant, fmt.Sprintf("replace %q by %q", word, meant))
	return d
}

// Near reports whether one word can be the other one misspelt: they differ
// by case and separators alone, by one letter in five or by two in nine.
func Near(a, b string) bool {
	if abs(len(a)-len(b)) > maxSeparators {
		return false
	}
	d := Distance(a, b)
	shorter := min(len(a), len(b))
	return d == 0 || d == 1 && shorter >= 4 || d == 2 && shorter >= 8
}

// maxSeparators is by how much near words may differ in length: most words are
// told apart by that alone.
const maxSeparators = 8

func abs(n int) int { return max(n, -n) }

// maxWord bounds the work of comparing; longer words are equal or nothing alike.
const maxWord = 64

// Distance returns how many letters differ, without regard to case,
// underscores, hyphens and spaces: letters to insert, delete, replace or swap
// with their neighbour.
func Distance(a, b string) int {
	a, b = bare(a), bare(b)
	switch {
	case a == b:
		return 0
	case len(a) > maxWord || len(b) > maxWord:
		return max(len(a), len(b))
	}
	var rows [3]distances
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row.fill(a, b, i, before, last)
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// distances are those of the beginning of one word to each beginning of
// another.
type distances [maxWord + 1]int

// fill sets the distances of a's first i+1 bytes, from those of i bytes and of
// one less.
func (row *distances) fill(a, b string, i int, before, last *distances) {
	row[0] = i + 1
	for j := range len(b) {
		row[j+1] = min(last[j+1], row[j]) + 1
		if a[i] == b[j] {
			row[j+1] = min(row[j+1], last[j])
		} else {
			row[j+1] = min(row[j+1], last[j]+1)
		}
		if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
			row[j+1] = min(row[j+1], before[j-1]+1)
		}
	}
}

var separators = strings.NewReplacer("_", "", "-", "", " ", "")

func bare(word string) string { return separators.Replace(strings.ToLower(word)) }
