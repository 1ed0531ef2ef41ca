package resolve

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// An enumWord is one value of an enumeration as the page has it.
type enumWord struct {
	value string
	at    diag.Span
}

var (
	beginsEnum = lazyregexp.New(`(?i)(?:\bone\s+of(?:\s+the\s+(?:following|values?))?(?:\s+values?)?|\beither|\b(?:possible|allowed|valid|permitted|known)\s+values?(?:\s+(?:are|is))?|\bvalues?\s+(?:are|is)|\bmust\s+be|\bcan\s+be|\b(?:is|are)\s+always)\s*:?\s*$`)
	// openEnd begins what says that there are further values, or that the
	// sentence is about the named things themselves.
	openEnd      = lazyregexp.New(`(?i)^[\s,;]*(?:\b(?:or|and)\b\s*)?(?:…|\.\.\.|\betc\b|\b(?:an)?others?\b|\bmore\b|\bfurther\b|\banything\b|\b(?:is|are|was|were|has|have)\b)`)
	betweenWords = lazyregexp.New(`(?i)^\s*(?:[,;/|]|\bor\b|\band\b|\s)*\s*$`)
)

// enumWords returns the values that a Values column lists, or those that a
// description names behind "one of" and its like. One value alone is no
// enumeration.
func enumWords(table *catalog.Table, row *catalog.Row, description catalog.Cell) []enumWord {
	words, ok := valuesColumn(table, row)
	if !ok && len(description.Codes) > 0 {
		words = describedValues(description)
	}
	if typeCell, _ := table.Cell(*row, catalog.TypeColumn); words == nil && enumType.MatchString(typeCell.Text) {
		words = slices.DeleteFunc(codeValues(typeCell), func(w enumWord) bool { return enumType.MatchString(w.value) })
	}
	if len(words) < 2 {
		return nil
	}
	return words
}

// enumType matches a Type cell that says of itself that values follow.
var enumType = lazyregexp.New(`(?i)^enum(?:eration)?\b`)

// valuesColumn returns the values of a Values cell; ok is false where it has
// nothing. A list that is not complete has none.
func valuesColumn(table *catalog.Table, row *catalog.Row) (words []enumWord, ok bool) {
	cell, _ := table.Cell(*row, catalog.ValuesColumn)
	if isNoValue(cell.Text) {
		return nil, false
	}
	if len(cell.Codes) > 0 {
		return codeValues(cell), true
	}
	for value := range strings.FieldsFuncSeq(cell.Text, func(r rune) bool { return strings.ContainsRune(",;|/", r) }) {
		value = strings.Trim(strings.TrimSpace(value), `"“”`)
		if value == "" || strings.ContainsAny(value, " …") || strings.Contains(value, "...") || value == "etc." {
			return nil, true
		}
		words = append(words, enumWord{value, cell.At})
	}
	return words, true
}

// codeValues returns a cell's code spans, unless the words between them say
// that there are more values, or that some are meant as examples.
func codeValues(cell catalog.Cell) []enumWord {
	code := 0
	var words []enumWord
	for _, in := range cell.Inlines {
		switch {
		case in.Code && code < len(cell.Codes):
			words = append(words, enumWord{strings.Trim(in.Text, `"`), cell.Codes[code].At})
			code++
		case openEnd.MatchString(in.Text), givesExamples.MatchString(in.Text):
			return nil
		}
	}
	return words
}

var givesExamples = lazyregexp.New(`(?i)\b(?:e\.\s?g\.|for example|such as|like|starts? with|begins? with)`)

// isValuesAlone reports whether a description is a list of code spans and no
// more: "`free`, `team` or `pro`".
func isValuesAlone(cell catalog.Cell) bool {
	return !slices.ContainsFunc(cell.Inlines, func(in catalog.Inline) bool {
		return !in.Code && !betweenWords.MatchString(strings.TrimSuffix(in.Text, "."))
	})
}

// describedValues finds the row of code spans behind words that begin an
// enumeration.
func describedValues(cell catalog.Cell) []enumWord {
	if isValuesAlone(cell) {
		return codeValues(cell)
	}
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
		case words != nil && openEnd.MatchString(in.Text):
			words = nil
		case words != nil && !betweenWords.MatchString(in.Text):
			return words
		}
	}
	return words
}
