package resolve

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// A wordMeaning is what a word of a type column means.
type wordMeaning struct {
	kind catalog.Kind
	// format narrows a string.
	format string
}

func (m wordMeaning) typ(word string) *catalog.Type {
	return &catalog.Type{Kind: m.kind, Format: m.format, Word: word}
}

// typeWords are the words of type columns, in small letters and without
// spaces, hyphens and underscores.
var typeWords = sync.OnceValue(func() map[string]wordMeaning {
	words := map[string]wordMeaning{}
	for _, form := range catalog.Kinds() {
		for _, word := range form.Words {
			words[word] = wordMeaning{kind: form.Kind}
		}
	}
	for _, format := range catalog.Formats() {
		for _, word := range format.Words {
			words[word] = wordMeaning{catalog.String, format.Name}
		}
	}
	return words
})

// KnownTypeWords returns the words that a Type column may have, sorted.
func KnownTypeWords() []string { return slices.Sorted(maps.Keys(typeWords())) }

func lookupTypeWord(word string) (wordMeaning, bool) {
	if !isASCII(word) {
		word = strings.ToLower(word)
	}
	bare := make([]byte, 0, 64)
	for i := range len(word) {
		if c := word[i]; strings.IndexByte(" -_`", c) < 0 {
			bare = append(bare, lower(c))
		}
	}
	if meaning, ok := typeWords()[string(bare)]; ok {
		return meaning, true
	}
	if meaning, ok := typeWords()[string(bytes.TrimSuffix(bare, []byte("s")))]; ok {
		return meaning, true
	}
	meaning, ok := typeWords()[string(bytes.TrimSuffix(bare, []byte("es")))] // "e-mail addresses"
	return meaning, ok
}

var (
	optionalInType = lazyregexp.New(`(?i)[\s,;(\[]*\b(?:optional|nullable)\b[)\]]?|\s*(?:\||\bor\b)\s*null\b|^null\s*(?:\||\bor\b)\s*|\?$|^\?`)
	nullInType     = lazyregexp.New(`(?i)\bnullable\b|(?:[|/,]|\bor\b)\s*null\b|\bnull\s*(?:[|/]|or\b)|\?$|^\?`)
	// nullInside matches null among what a map or an array holds.
	nullInside     = lazyregexp.New(`(?i)[<{][^<>{}]*(?:\bnull\b[^<>{}]*|\?)[>}]`)
	requiredInType = lazyregexp.New(`(?i)[\s,;(\[]+required\b[)\]]?`)
	// alternatives divide the words of a type that has several, qualifiers begin
	// what is said of a type behind its word.
	alternatives   = lazyregexp.New(`(?i)\s*[|/]\s*|\s+or\s+(?:an?\s+)?`)
	qualifiers     = lazyregexp.New(`(?i)\s*[,;:(<>=≤≥]|\s+(?:(?:of|with|in|between|from|up|matching|that|which|as|max|min)\b|v?[0-9])`)
	timeFormat     = lazyregexp.New(`(?i)^(?:string|text)\b.*\b(?:date-?time|rfc\s?3339)\b`)
	noteInType     = lazyregexp.New(`\s*\([^()]*\)\s*$`)
	arraySuffix    = lazyregexp.New(`^(.+?)\s*\[\s*\]$`)
	arrayPrefix    = lazyregexp.New(`^\[\s*\]\s*(.+)$`)
	arrayOf        = lazyregexp.New(`(?i)^(?:array|liste?|sequence|tableau|lista|arreglo)s?\s*(?:(?:of|von|de|di)\s+|d['’]|<\s*|\[\s*|\(\s*)(?:an?\s+|the\s+)?(.+?)\s*[>\])]?$`)
	arrayBehind    = lazyregexp.New(`^(.+?)(?:の配列|のリスト|数组|列表)$`)
	mapOf          = lazyregexp.New(`(?i)^(?:map|dictionary|hash|object|record)s?\s*(?:of\b|from\b|<|\[|\().*$`)
	mapWord        = lazyregexp.New(`(?i)^(?:map|dictionary|hash)`)
	describedArray = lazyregexp.New(`(?i)\b(?:array|list)s?\s+of\s+([a-z0-9-]+)(?:\s+([a-z0-9-]+))?`)
)

// A typeWord is what a Type column says.
type typeWord struct {
	typ *catalog.Type
	// optional and required tell that the word itself says so, and nullable that
	// it has null beside the type.
	optional, required, nullable bool
	// unknown is the word that is none; typ is nil then.
	unknown string
}

// parseTypeWord reads a Type cell, and for arrays without an element type the
// description.
func parseTypeWord(text, description string) typeWord {
	text = strings.Trim(strings.TrimSpace(text), "`*")
	if meaning, ok := lookupTypeWord(text); ok { // which most cells are, and nothing else
		typ := meaning.typ(text)
		completeArray(typ, description)
		completeMap(typ, description)
		return typeWord{typ: typ}
	}
	bare, w := text, typeWord{}
	if !nullInside.MatchString(text) {
		bare = optionalInType.ReplaceAllString(text, "")
		w.optional, w.nullable = bare != text, nullInType.MatchString(text)
	}
	text = bare
	bare = requiredInType.ReplaceAllString(text, "")
	w.required = bare != text
	bare = strings.TrimSpace(bare)
	if bare == "" {
		w.typ = mapOfDescription(description)
		return w
	}
	w.typ, w.unknown = typeOf(bare)
	if w.typ != nil {
		w.typ.Word = text
		completeArray(w.typ, description)
		completeMap(w.typ, description)
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
		typ, unknown = typeOf(short)
		return withFormat(typ, text), unknown
	}
	if typ := unionOf(alternatives.Split(text, -1)); typ != nil {
		return typ, ""
	}
	if meaning, ok := headOf(text); ok && unknown == text {
		return withFormat(meaning.typ(text), text), ""
	}
	return nil, unknown
}

// withFormat gives a string the format that a word behind "string" names:
// "string (uuid)", "string<email>", "String, format: date".
func withFormat(typ *catalog.Type, text string) *catalog.Type {
	if typ == nil || typ.Kind != catalog.String || typ.Format != "" {
		return typ
	}
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune("(),;:<> ", r) }) {
		if meaning, ok := lookupTypeWord(word); ok && meaning.format != "" {
			typ.Format = meaning.format
			return typ
		}
	}
	return typ
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
		case typ.Kind.IsNumber() && union.IsNumber():
			union = catalog.Number
		default:
			return &catalog.Type{Kind: catalog.Any}
		}
	}
	return &catalog.Type{Kind: union}
}

// headOf reads a type of several words: what stands before the words that
// qualify it, or else its last word, as in "non-empty string".
func headOf(text string) (wordMeaning, bool) {
	bare := text
	if at := qualifiers.FindStringIndex(text); at != nil && at[0] > 0 {
		bare = text[:at[0]]
	}
	for _, word := range []string{bare, lastWord(bare), lastWord(text)} {
		if meaning, ok := lookupTypeWord(word); ok {
			return meaning, true
		}
	}
	return wordMeaning{}, false
}

func lastWord(text string) string { return text[strings.LastIndexByte(text, ' ')+1:] }

// wholeType reads a type without anything around it.
func wholeType(text string) (typ *catalog.Type, unknown string) {
	if meaning, ok := lookupTypeWord(text); ok {
		return meaning.typ(text), ""
	}
	if typ := mapType(text); typ != nil {
		return typ, ""
	}
	for _, form := range []*lazyregexp.Regexp{arraySuffix, arrayPrefix, arrayOf, arrayBehind} {
		if m := form.FindStringSubmatch(text); m != nil {
			elem, unknown := elementType(m[1])
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
		if meaning, ok := lookupTypeWord(word); ok && word != "" {
			typ.Elem = meaning.typ("")
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

// The ways in which descriptions say that a member may be null.
var (
	nullInProse = lazyregexp.New(`(?i)\bnullable\b|\b(?:may|can|might|will)\s+(?:also\s+)?be\s+null\b|\b(?:or|is)\s+null\b|\bnull\s+(?:if|when|where|for|unless)\b`)
	neverNull   = lazyregexp.New(`(?i)\b(?:not|never|non)[\s-]+(?:be\s+)?(?:nullable|null)\b`)
)

// saysNullable reports whether a description tells that the member may be null.
func saysNullable(description string) bool {
	return strings.Contains(description, "null") && nullInProse.MatchString(description) && !neverNull.MatchString(description)
}

// saysAbsent reports whether a row says that the member may be absent, not only
// that it may be null.
func saysAbsent(name, word, description string) bool {
	return strings.Contains(strings.ToLower(name+" "+word), "optional") || saysOptional(nullInProse.ReplaceAllString(description, ""))
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
