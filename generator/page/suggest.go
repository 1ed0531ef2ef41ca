package page

import (
	"fmt"

	"github.com/hcnet/problemgen/generator/diag"
)

// explain returns a finding with its way out.
func explain(at diag.Span, rule, message string, help ...string) diag.Diagnostic {
	return diag.Diagnostic{Rule: rule, At: at, Message: message, Help: help}
}

// nearest returns the candidate that the word is probably a slip of the pen
// for.
func nearest(word string, candidates []string) (string, bool) {
	best, bestDistance := "", max(2, len(word)/3)+1
	for _, c := range candidates {
		if d := distance(word, c); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best, best != "" && bestDistance < len(word)
}

// distance counts the bytes to insert, delete, replace or swap with their
// neighbour that lead from one word to the other.
func distance(a, b string) int {
	if len(a) > 64 {
		return len(a)
	}
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}

// suggest completes a finding about an unknown word with the known word that
// is meant, where there is one.
func suggest(d diag.Diagnostic, at diag.Span, word string, known []string) diag.Diagnostic {
	if want, ok := nearest(word, known); ok {
		d.Label = fmt.Sprintf("did you mean %q?", want)
		d.Fix = diag.Replace(at, want, fmt.Sprintf("replace %q by %q", word, want))
	}
	return d
}
