package resolve

import (
	"regexp"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/problem"
)

// An enumWord is one value of an enumeration as the page has it.
type enumWord struct {
	value string
	at    diag.Span
}

var (
	beginsEnum   = regexp.MustCompile(`(?i)(?:\bone\s+of(?:\s+the\s+(?:following|values?))?(?:\s+values?)?|\beither|\b(?:possible|allowed|valid|permitted|known)\s+values?(?:\s+(?:are|is))?|\bvalues?\s+(?:are|is)|\bmust\s+be|\bcan\s+be|\b(?:is|are)\s+always)\s*:?\s*$`)
	betweenWords = regexp.MustCompile(`(?i)^\s*(?:[,;/|]|\bor\b|\band\b|\s)*\s*$`)
)

// enumWords returns the values that a Values column lists, or those that a
// description names behind "one of" and its like. One value alone is no
// enumeration.
func enumWords(table *problem.Table, row *problem.Row, description problem.Cell) []enumWord {
	words := valuesColumn(table, row)
	if words == nil {
		words = describedValues(description)
	}
	if len(words) < 2 {
		return nil
	}
	return words
}

func valuesColumn(table *problem.Table, row *problem.Row) []enumWord {
	cell, ok := table.Cell(*row, problem.ValuesColumn)
	if !ok {
		return nil
	}
	var words []enumWord
	for _, code := range cell.Codes {
		words = append(words, enumWord{strings.Trim(code.Text, `"`), code.At})
	}
	if words != nil || isNoValue(cell.Text) {
		return words
	}
	for value := range strings.FieldsFuncSeq(cell.Text, func(r rune) bool { return strings.ContainsRune(",;|/", r) }) {
		value = strings.Trim(strings.TrimSpace(value), `"“”`)
		if value == "" || strings.ContainsAny(value, " …") {
			return nil
		}
		words = append(words, enumWord{value, cell.At})
	}
	return words
}

// describedValues finds the longest row of code spans behind words that begin
// an enumeration.
func describedValues(cell problem.Cell) []enumWord {
	var words []enumWord
	code := 0
	for i, in := range cell.Inlines {
		switch {
		case in.Code && code < len(cell.Codes):
			begins := i > 0 && beginsEnum.MatchString(cell.Inlines[i-1].Text)
			if begins {
				words = nil
			}
			if begins || words != nil {
				words = append(words, enumWord{strings.Trim(in.Text, `"`), cell.Codes[code].At})
			}
			code++
		case words != nil && !betweenWords.MatchString(in.Text):
			return words
		}
	}
	return words
}
