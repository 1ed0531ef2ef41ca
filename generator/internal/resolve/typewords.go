package resolve

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// typeWords are the words of type columns, in small letters and without
// spaces, hyphens and underscores.
var typeWords = map[string]catalog.Kind{
	"string": catalog.String, "str": catalog.String, "text": catalog.String, "char": catalog.String,
	"url": catalog.String, "uri": catalog.String, "urireference": catalog.String, "iri": catalog.String,
	"urn": catalog.String, "link": catalog.String, "uuid": catalog.String, "guid": catalog.String, "id": catalog.String,
	"jsonpointer": catalog.String, "jsonpath": catalog.String, "regex": catalog.String, "languagetag": catalog.String,
	"base64": catalog.String, "hex": catalog.String, "email": catalog.String, "hostname": catalog.String,
	"ipaddress": catalog.String, "ip": catalog.String, "token": catalog.String, "duration": catalog.String,
	"date": catalog.String, "time": catalog.String, "enum": catalog.String, "bytes": catalog.String,

	"number": catalog.Number, "float": catalog.Number, "float64": catalog.Number, "float32": catalog.Number,
	"double": catalog.Number, "decimal": catalog.Number,

	"integer": catalog.Integer, "int": catalog.Integer, "int64": catalog.Integer, "int32": catalog.Integer,
	"long": catalog.Integer, "uint": catalog.Integer, "uint32": catalog.Integer, "uint64": catalog.Integer,

	"boolean": catalog.Boolean, "bool": catalog.Boolean, "flag": catalog.Boolean,

	"datetime": catalog.Time, "timestamp": catalog.Time, "rfc3339": catalog.Time, "iso8601": catalog.Time,
	"rfc3339timestamp": catalog.Time, "rfc3339datetime": catalog.Time, "iso8601timestamp": catalog.Time, "instant": catalog.Time,

	"array": catalog.Array, "list": catalog.Array, "sequence": catalog.Array,

	"object": catalog.Object, "map": catalog.Object, "dictionary": catalog.Object, "hash": catalog.Object,
	"struct": catalog.Object, "jsonobject": catalog.Object, "record": catalog.Object,

	"any": catalog.Any, "mixed": catalog.Any, "json": catalog.Any, "value": catalog.Any, "anything": catalog.Any,
}

// KnownTypeWords returns the words that a Type column may have, sorted.
func KnownTypeWords() []string { return slices.Sorted(maps.Keys(typeWords)) }

func lookupTypeWord(word string) (catalog.Kind, bool) {
	if !isASCII(word) {
		word = strings.ToLower(word)
	}
	bare := make([]byte, 0, 64)
	for i := range len(word) {
		if c := word[i]; strings.IndexByte(" -_`", c) < 0 {
			bare = append(bare, lower(c))
		}
	}
	if kind, ok := typeWords[string(bare)]; ok {
		return kind, true
	}
	kind, ok := typeWords[string(bytes.TrimSuffix(bare, []byte("s")))]
	return kind, ok
}

var (
	optionalInType = lazyregexp.New(`(?i)[\s,;(\[]*\b(?:optional|nullable)\b[)\]]?|\s*(?:\||\bor\b)\s*null\b|\?$|^\?`)
	requiredInType = lazyregexp.New(`(?i)[\s,;(\[]+required\b[)\]]?`)
	// alternatives divide the words of a type that has several, qualifiers begin
	// what is said of a type behind its word.
	alternatives   = lazyregexp.New(`(?i)\s*[|/]\s*|\s+or\s+(?:an?\s+)?`)
	qualifiers     = lazyregexp.New(`(?i)\s*[,;:(<>=≤≥]|\s+(?:(?:of|with|in|between|from|up|matching|that|which|as|max|min)\b|v?[0-9])`)
	timeFormat     = lazyregexp.New(`(?i)^(?:string|text)\b.*\b(?:date-?time|rfc\s?3339)\b`)
	noteInType     = lazyregexp.New(`\s*\([^()]*\)\s*$`)
	arraySuffix    = lazyregexp.New(`^(.+?)\s*\[\s*\]$`)
	arrayPrefix    = lazyregexp.New(`^\[\s*\]\s*(.+)$`)
	arrayOf        = lazyregexp.New(`(?i)^(?:array|list|sequence)s?\s*(?:of\s+|<\s*|\[\s*|\(\s*)(?:an?\s+|the\s+)?(.+?)\s*[>\])]?$`)
	mapOf          = lazyregexp.New(`(?i)^(?:map|dictionary|hash|object|record)s?\s*(?:of\b|from\b|<|\[|\().*$`)
	mapWord        = lazyregexp.New(`(?i)^(?:map|dictionary|hash)`)
	describedArray = lazyregexp.New(`(?i)\b(?:array|list)s?\s+of\s+([a-z0-9-]+)(?:\s+([a-z0-9-]+))?`)
)

// A typeWord is what a Type column says.
type typeWord struct {
	typ *catalog.Type
	// optional and required tell that the word itself says so.
	optional, required bool
	// unknown is the word that is none; typ is nil then.
	unknown string
}

// parseTypeWord reads a Type cell, and for arrays without an element type the
// description.
func parseTypeWord(text, description string) typeWord {
	text = strings.Trim(strings.TrimSpace(text), "`*")
	if kind, ok := lookupTypeWord(text); ok { // which most cells are, and nothing else
		typ := &catalog.Type{Kind: kind, Word: text}
		completeArray(typ, description)
		return typeWord{typ: typ}
	}
	bare := optionalInType.ReplaceAllString(text, "")
	w := typeWord{optional: bare != text}
	text = bare
	bare = requiredInType.ReplaceAllString(text, "")
	w.required = bare != text
	bare = strings.TrimSpace(bare)
	if bare == "" {
		return w
	}
	w.typ, w.unknown = typeOf(bare)
	if w.typ != nil {
		w.typ.Word = text
		completeArray(w.typ, description)
	}
	return w
}

// typeOf returns the type, or the word that stands in the way of one.
func typeOf(text string) (typ *catalog.Type, unknown string) {
	typ, unknown = wholeType(text)
	if typ != nil {
		return typ, ""
	}
	if timeFormat.MatchString(text) && !arrayOf.MatchString(text) {
		return &catalog.Type{Kind: catalog.Time, Word: text}, ""
	}
	if short := noteInType.ReplaceAllString(text, ""); short != text && short != "" {
		return typeOf(short)
	}
	if typ := unionOf(alternatives.Split(text, -1)); typ != nil {
		return typ, ""
	}
	if kind, ok := headOf(text); ok && unknown == text {
		return &catalog.Type{Kind: kind, Word: text}, ""
	}
	return nil, unknown
}

// unionOf returns the type that holds the values of several: Any where they
// have no other in common. It returns nil where one of them is unknown.
func unionOf(words []string) *catalog.Type {
	if len(words) < 2 {
		return nil
	}
	union := catalog.Any
	for i, word := range words {
		typ, _ := wholeType(word)
		switch {
		case typ == nil:
			return nil
		case i == 0 || typ.Kind == union && union != catalog.Array:
			union = typ.Kind
		case isNumeric(typ.Kind) && isNumeric(union):
			union = catalog.Number
		default:
			return &catalog.Type{Kind: catalog.Any}
		}
	}
	return &catalog.Type{Kind: union}
}

// headOf reads a type of several words: what stands before the words that
// qualify it, or else its last word, as in "non-empty string".
func headOf(text string) (catalog.Kind, bool) {
	bare := text
	if at := qualifiers.FindStringIndex(text); at != nil && at[0] > 0 {
		bare = text[:at[0]]
	}
	for _, word := range []string{bare, lastWord(bare), lastWord(text)} {
		if kind, ok := lookupTypeWord(word); ok {
			return kind, true
		}
	}
	return catalog.Any, false
}

func lastWord(text string) string { return text[strings.LastIndexByte(text, ' ')+1:] }

// wholeType reads a type without anything around it.
func wholeType(text string) (typ *catalog.Type, unknown string) {
	if kind, ok := lookupTypeWord(text); ok {
		return &catalog.Type{Kind: kind, Word: text}, ""
	}
	for _, form := range []*lazyregexp.Regexp{arraySuffix, arrayPrefix, arrayOf} {
		if m := form.FindStringSubmatch(text); m != nil {
			elem, unknown := typeOf(m[1])
			if elem == nil {
				return nil, unknown
			}
			return &catalog.Type{Kind: catalog.Array, Word: text, Elem: elem}, ""
		}
	}
	if mapOf.MatchString(text) {
		return &catalog.Type{Kind: catalog.Object, Word: text}, ""
	}
	return nil, text
}

// completeArray takes an array's element type from a description such as
// "An array of strings, …".
func completeArray(typ *catalog.Type, description string) {
	if typ.Kind != catalog.Array || typ.Elem != nil {
		return
	}
	m := describedArray.FindStringSubmatch(description)
	if m == nil {
		return
	}
	for _, word := range m[1:] {
		if kind, ok := lookupTypeWord(word); ok && word != "" {
			typ.Elem = &catalog.Type{Kind: kind}
			return
		}
	}
}

// The ways in which descriptions say that a member may be absent.
var (
	optionalInProse = lazyregexp.New(`(?i)\b(?:` + strings.Join([]string{
		`optional(?:ly)?`,
		`(?:if|when|where)\s+(?:available|present|known|any|applicable|possible|provided|given|set|specified|supplied|relevant)`,
		`(?:if|when|where)\s+there\s+(?:is|are|was|were)\s+(?:one|any|some)`,
		`(?:may|can|might)\s+(?:also\s+)?be\s+(?:absent|omitted|missing|left\s+out|unset|null)`,
		`(?:may|might)\s+not\s+be\s+(?:present|included|set|available|sent|returned|provided|known)`,
		`(?:or|is)\s+null`,
		`not\s+always\s+(?:present|included|set|available|sent|returned|provided)`,
		`only\s+(?:present|included|sent|set|given|available|returned|provided)`,
		`(?:absent|omitted|missing|left\s+out)\s+(?:if|when|where|for|unless)`,
		`(?:present|included)\s+(?:if|when|where)`,
		`(?:present|included|sent|set|returned)\s+only`,
	}, "|") + `)\b`)
	notOptional = lazyregexp.New(`(?i)\b(?:not|never|non)[\s-]+(?:optional|null|be\s+(?:absent|omitted|missing|null))|\bnever\s+(?:absent|omitted|missing)`)
)

// saysOptional reports whether a description tells that the member may be absent.
func saysOptional(description string) bool {
	return mayTellAbsence(description) && optionalInProse.MatchString(description) && !notOptional.MatchString(description)
}

// mayTellAbsence reports whether a description has a word for what can be said
// of a member and one that makes it a condition: each way in optionalInProse has
// both. Most descriptions have not, and a look at their words is cheaper than
// that expression.
func mayTellAbsence(description string) bool {
	said, conditional := false, false
	for start, end := nextRun(description, 0); start < end; start, end = nextRun(description, end) {
		switch strings.ToLower(description[start:end]) {
		case "optional", "optionally":
			return true
		case "null", "unset", "absent", "omitted", "missing", "out", "there", "available", "present", "known", "any", "applicable", "possible",
			"provided", "given", "set", "specified", "supplied", "relevant", "included", "sent", "returned":
			said = true
		case "if", "when", "where", "for", "unless", "may", "can", "might", "or", "is", "not", "only":
			conditional = true
		}
		if said && conditional {
			return true
		}
	}
	return false
}

// nextRun returns where the next run of ASCII letters begins and ends; both are
// the text's end where there is none.
func nextRun(text string, at int) (start, end int) {
	for start = at; start < len(text) && !isLetter(text[start]); start++ {
	}
	for end = start; end < len(text) && isLetter(text[end]); end++ {
	}
	return start, end
}

// parseRequired reads a Required cell: by its first word, behind which the
// condition may follow.
func parseRequired(text string) (required, known bool) {
	text = strings.ToLower(strings.Trim(text, " `*."))
	if lower, _, isRange := strings.Cut(text, ".."); isRange {
		text = lower // of a cardinality
	}
	word, _, _ := strings.Cut(strings.Map(wordOrSpace, text), " ")
	switch word {
	case "yes", "y", "true", "required", "always", "mandatory", "m", "✓", "✔", "✅", "☑", "x", "must", "1":
		return true, true
	case "no", "n", "false", "optional", "o", "sometimes", "conditional", "conditionally", "c", "✗", "✘", "❌", "may", "0":
		return false, true
	}
	return false, false
}

// wordOrSpace makes a space of what ends a word.
func wordOrSpace(r rune) rune {
	if strings.ContainsRune(",;:(-–—/\u00a0\ufe0f", r) {
		return ' '
	}
	return r
}
