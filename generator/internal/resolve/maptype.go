package resolve

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// mapForms are the ways in which type columns write a map. The last group of
// each has the type of the values.
var mapForms = []*lazyregexp.Regexp{
	// Map<string, T>, Record[string, T], dict(string, T)
	lazyregexp.New(`(?i)^(?:hash)?(?:map|dict(?:ionary)?|hash|record|object)\s*[<\[(]\s*\w+\s*,\s*(.+?)\s*[>\])]$`),
	// map[string]T
	lazyregexp.New(`(?i)^map\s*\[\s*\w+\s*\]\s*(.+)$`),
	// Map<T>
	lazyregexp.New(`(?i)^(?:map|dictionary)\s*<\s*([^,<>]+?)\s*>$`),
	// {[name: string]: T}
	lazyregexp.New(`(?i)^\{\s*\[\s*\w+\s*:\s*\w+\s*\]\s*:\s*(.+?)\s*;?\s*\}$`),
	// map from names to T, object mapping names to T, map of names → T
	lazyregexp.New(`(?i)^(?:an?\s+)?(?:map|dictionary|hash|object|record)s?\s+(?:of|from|mapping|that\s+maps|which\s+maps)\s+.*?(?:\s+to|\s*(?:->|→|=>))\s+(.+)$`),
	// map of T, keyed by name
	lazyregexp.New(`(?i)^(?:map|dictionary|hash|object)s?\s+(?:of|with)\s+(.+?)(?:\s+values?)?,?\s+(?:keyed|indexed|grouped)\s+by\b.*$`),
	// T keyed by name
	lazyregexp.New(`(?i)^(.+?),?\s+keyed\s+by\b.*$`),
	// map of T
	lazyregexp.New(`(?i)^(?:map|dictionary|hash)s?\s+of\s+(.+)$`),
	// object of T, object with T values
	lazyregexp.New(`(?i)^object\s+of\s+([\w-]+)$`),
	lazyregexp.New(`(?i)^object\s+with\s+([\w-]+)\s+values?$`),
}

// saysMap matches an object's words that make it a map, whatever its values.
var saysMap = lazyregexp.New(`(?i)^(?:map|dictionary|hash)s?\s+of\b|\b(?:keyed|indexed)\s+by\b|\b(?:mapping|maps)\b.*\bto\b|^(?:map|record)\s*[<\[]|^\{\s*\[`)

// mapType returns the map that a text is, or nil. Values of a type that is not
// known are what the examples show.
func mapType(text string) *catalog.Type {
	if len(text) > maxTypeWord || !mayBeMap(text) {
		return nil
	}
	for _, form := range mapForms {
		m := form.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		elem := valueType(m[len(m)-1])
		if elem != nil || saysMap.MatchString(text) {
			return &catalog.Type{Kind: catalog.Map, Word: text, Elem: elem}
		}
	}
	return nil
}

// maxTypeWord bounds the work of reading types inside types; longer texts are
// prose.
const maxTypeWord = 300

// mayBeMap reports whether a text has one of the words that make a map.
func mayBeMap(text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc([]string{"map", "dict", "hash", "record", "object", "keyed", "{"}, func(word string) bool { return strings.Contains(text, word) })
}

// valueType returns the type of a map's values; nil where it is not known.
func valueType(text string) *catalog.Type {
	text = article.ReplaceAllString(strings.Trim(text, "`*. "), "")
	if m := arrayOf.FindStringSubmatch(text); m != nil {
		elem, _ := elementType(m[1])
		return &catalog.Type{Kind: catalog.Array, Word: text, Elem: elem}
	}
	if isBareMap(text) {
		return nil
	}
	typ, _ := elementType(text)
	return typ
}

var article = lazyregexp.New(`(?i)^(?:an?|the|its|their|one)\s+`)

// isBareMap reports whether a word says again that there is a map, as in
// "object keyed by name".
func isBareMap(word string) bool {
	meaning, ok := lookupTypeWord(word)
	return ok && meaning.kind == catalog.Object
}

// elementType returns the type of what is inside an array or map. What may be
// null there has no Go type but raw JSON.
func elementType(text string) (typ *catalog.Type, unknown string) {
	bare := strings.TrimSpace(optionalInType.ReplaceAllString(text, ""))
	if bare != text && nullInType.MatchString(text) && bare != "" {
		if typ, unknown = typeOf(bare); typ != nil {
			return &catalog.Type{Kind: catalog.Any, Word: text}, ""
		}
		return nil, unknown
	}
	return typeOf(text)
}

// describedMap finds the values' type in a description of an object that says
// that it is a map: "Object mapping field names to arrays of messages."
var describedMap = lazyregexp.New(`(?i)^(?:an?\s+|the\s+)?(?:json\s+)?(?:(?:object|map|dictionary|hash)\b[^.;]*?\b(?:mapping|maps)|(?:map|dictionary|hash|mapping)\s+(?:of|from)|(?:maps|mapping))\s+[^.;]*?(?:\bto\b|->|→)\s*([^.;,]+)|^[^.;]*\b(?:keyed|indexed)\s+by\b`)

// completeMap makes a map of an object whose description says that its names
// are data.
func completeMap(typ *catalog.Type, description string) {
	if typ.Kind != catalog.Object || !strings.Contains(description, " ") {
		return
	}
	m := describedMap.FindStringSubmatch(description)
	if m == nil {
		return
	}
	typ.Kind, typ.Elem = catalog.Map, nil
	if values := strings.TrimSpace(m[1]); values != "" {
		typ.Elem = valueType(values)
	}
}

// mapOfDescription returns the map that a description without a type word says
// that there is, or nil.
func mapOfDescription(description string) *catalog.Type {
	typ := &catalog.Type{Kind: catalog.Object}
	completeMap(typ, description)
	if typ.Kind != catalog.Map {
		return nil
	}
	return typ
}
