package catalog

import (
	"encoding/base64"
	"encoding/json"
	"net/mail"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A KindForm is what holds for every type of a kind. A kind has one row in
// [Kinds], and one in the tables of the outputs, which their tests hold against
// this one.
type KindForm struct {
	Kind Kind
	// Name is a value of the kind as messages name it.
	Name string
	// Exactly is what a value has to be, as who validates is told; it is empty
	// where Name says it.
	Exactly string
	// JSON is the form of its values in JSON; where Free is set, they have any.
	JSON ValueKind
	Free bool
	// Whole numbers have no fraction. Format is how schemas narrow the values: the
	// size of a number, the form of a string.
	Whole  bool
	Format string
	// Min and Max bound the numbers where schemas have to say so; they are empty
	// where there is no bound.
	Min, Max string
	// Fits reports whether a text that has the form in JSON is a value, as the
	// generated package writes one; it is nil where all are, or where what is
	// inside of the value decides.
	Fits func(text string) bool
	// Zero is the text of the value of which nothing was said.
	Zero string
	// Word is the word of a Type column that findings propose.
	Word string
	// Words are the words for it in small letters, without spaces, hyphens and
	// underscores. Those for a form of strings are in [Formats].
	Words []string
}

// Kinds returns the kinds of types, in the order of their numbers. The table is
// not to be changed.
func Kinds() []KindForm { return kinds() }

var kinds = sync.OnceValue(func() []KindForm {
	return []KindForm{
		{Kind: Any, Name: "any value", Free: true, Word: "Any",
			Words: []string{"any", "mixed", "json", "value", "anything"}},
		{Kind: String, Name: "a string", JSON: StringValue, Word: "String",
			Words: []string{"string", "str", "text", "char", "urn", "link", "id", "languagetag", "hex", "token", "enum", "jsonpath",
				"zeichenkette", "zeichenketten", "zeichenfolge", "zeichenfolgen", "chaîne", "chaine", "texte", "cadena", "texto", "文字列", "字符串", "문자열"}},
		{Kind: Number, Name: "a number", JSON: NumberValue, Format: "double", Fits: isFinite, Zero: "0", Word: "Number",
			Words: []string{"number", "float", "float64", "float32", "double",
				"zahl", "zahlen", "gleitkommazahl", "dezimalzahl", "nombre", "número", "numero", "数値", "数字"}},
		{Kind: Integer, Name: "a whole number", Exactly: "a whole number of 64 bits", JSON: NumberValue, Whole: true,
			Format: "int64", Fits: isInteger, Zero: "0", Word: "Integer",
			Words: []string{"integer", "int", "int64", "int32", "long", "uint", "uint32",
				"ganzzahl", "ganzzahlen", "entier", "entero", "inteiro", "整数", "정수"}},
		{Kind: Boolean, Name: "a boolean", Exactly: "true or false", JSON: BoolValue, Fits: isBoolean, Zero: "false", Word: "Boolean",
			Words: []string{"boolean", "bool", "flag",
				"wahrheitswert", "wahrheitswerte", "booléen", "booleano", "真偽値", "論理値", "ブール", "布尔"}},
		{Kind: Time, Name: "a time", Exactly: "a point in time as RFC 3339 has it", JSON: StringValue,
			Format: "date-time", Fits: IsTimestamp, Zero: "0001-01-01T00:00:00Z", Word: "Date-time",
			Words: []string{"datetime", "timestamp", "rfc3339", "iso8601", "rfc3339timestamp", "rfc3339datetime", "iso8601timestamp", "instant",
				"zeitstempel", "horodatage", "日時"}},
		{Kind: Array, Name: "an array", JSON: ArrayValue, Word: "Array",
			Words: []string{"array", "list", "sequence",
				"liste", "listen", "tableau", "tableaux", "lista", "arreglo", "配列", "リスト", "数组", "배열"}},
		{Kind: Object, Name: "an object", JSON: ObjectValue, Word: "Object",
			Words: []string{"object", "map", "dictionary", "dict", "hash", "struct", "jsonobject", "record",
				"objekt", "objekte", "objekten", "objet", "objeto", "オブジェクト", "对象", "객체"}},
		{Kind: Enum, Name: "one of a set of strings", Exactly: "a string", JSON: StringValue, Word: "String"},
		{Kind: Unsigned, Name: "a whole number from 0", Exactly: "a whole number of 64 bits that is not negative", JSON: NumberValue, Whole: true,
			Format: "uint64", Min: "0", Fits: isUnsigned, Zero: "0", Word: "Uint64",
			Words: []string{"uint64", "unsignedlong", "ulong"}},
		{Kind: Map, Name: "an object", JSON: ObjectValue, Word: "Map"},
	}
})

// FormOf returns the kind's row.
func FormOf(k Kind) KindForm { return Kinds()[k] }

// Scalar returns the type of a value without parts in the words of JSON Schema.
func (f KindForm) Scalar() string {
	switch {
	case f.Whole:
		return "integer"
	case f.JSON == NumberValue:
		return "number"
	case f.JSON == BoolValue:
		return "boolean"
	}
	return "string"
}

// Holds reports whether a value of the kind can be the JSON value.
func (k Kind) Holds(v ValueKind) bool {
	form := &kinds()[k]
	return form.Free || form.JSON == v
}

// IsNumber reports whether the kind's values are numbers, and IsWhole whether
// they are whole ones.
func (k Kind) IsNumber() bool { return !kinds()[k].Free && kinds()[k].JSON == NumberValue }
func (k Kind) IsWhole() bool  { return kinds()[k].Whole }

// IsText reports whether the kind's values are strings.
func (k Kind) IsText() bool { return !kinds()[k].Free && kinds()[k].JSON == StringValue }

// Fits reports whether a text that has the form of the kind's values in JSON is
// one of them.
func (k Kind) Fits(text string) bool {
	fits := kinds()[k].Fits
	return fits == nil || fits(text)
}

func isFinite(text string) bool {
	_, err := strconv.ParseFloat(text, 64)
	return err == nil && json.Valid([]byte(text))
}

func isInteger(text string) bool {
	n, err := strconv.ParseInt(text, 10, 64)
	return err == nil && strconv.FormatInt(n, 10) == text
}

func isUnsigned(text string) bool {
	n, err := strconv.ParseUint(text, 10, 64)
	return err == nil && strconv.FormatUint(n, 10) == text
}

func isBoolean(text string) bool { return text == "true" || text == "false" }

// IsTimestamp reports whether a text is a time that is read and can be written
// again, which is not true of one with an offset of a day.
func IsTimestamp(text string) bool {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return false
	}
	_, err = t.MarshalText()
	return err == nil
}

// A Format is a form that the strings of a type have, beyond being strings.
type Format struct {
	// Name is what Type.Format has.
	Name string
	// Words are the type words for it, as those of a [KindForm].
	Words []string
	// Fits reports whether a text has the form; Example does.
	Fits    func(string) bool
	Example string
	// Judged formats have one form that everybody means: an example that has
	// another one is a finding. Of others, people write several.
	Judged bool
}

// Formats returns the formats that type words know. The table is not to be
// changed.
func Formats() []Format { return formats() }

var formats = sync.OnceValue(func() []Format {
	return []Format{
		{Name: "uri", Words: []string{"url", "uri", "iri"}, Fits: isURI, Example: "https://example.com/orders/1"},
		{Name: "uri-reference", Words: []string{"urireference"}, Fits: IsURIReference, Example: "https://example.com/orders/1", Judged: true},
		{Name: "uuid", Words: []string{"uuid", "guid"}, Fits: isUUID, Example: "0a6f1e52-7c1b-4d0e-9d53-8f1f6f0f7a11", Judged: true},
		{Name: "email", Words: []string{"email", "emailaddress"}, Fits: isEmail, Example: "ada@example.com", Judged: true},
		{Name: "date", Words: []string{"date", "datum", "fecha", "日付"}, Fits: isDate, Example: "2006-01-02", Judged: true},
		{Name: "time", Words: []string{"time"}, Fits: isTime, Example: "15:04:05Z"},
		{Name: "duration", Words: []string{"duration", "period"}, Fits: isDuration, Example: "PT1H30M"},
		{Name: "hostname", Words: []string{"hostname", "fqdn"}, Fits: isHostname, Example: "api.example.com"},
		{Name: "ipv4", Words: []string{"ipv4", "ipv4address"}, Fits: isIPv4, Example: "192.0.2.1", Judged: true},
		{Name: "ipv6", Words: []string{"ipv6", "ipv6address"}, Fits: isIPv6, Example: "2001:db8::1", Judged: true},
		{Name: "ip", Words: []string{"ip", "ipaddress"}, Fits: func(s string) bool { return isIPv4(s) || isIPv6(s) }, Example: "192.0.2.1", Judged: true},
		{Name: "json-pointer", Words: []string{"jsonpointer"}, Fits: isJSONPointer, Example: "/orders/0"},
		{Name: "regex", Words: []string{"regex", "regexp", "regularexpression"}, Fits: func(string) bool { return true }, Example: "^[a-z]+$"},
		{Name: "byte", Words: []string{"base64", "bytes"}, Fits: isBase64, Example: "aGVsbG8=", Judged: true},
		{Name: "decimal", Words: []string{"decimal", "bigdecimal"}, Fits: isDecimal, Example: "19.99", Judged: true},
	}
})

// FormatOf returns the format of that name; ok is false where there is none.
func FormatOf(name string) (f Format, ok bool) {
	if name == "" {
		return f, false
	}
	for _, f := range Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return f, false
}

func isURI(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.IsAbs() && IsURIReference(text)
}

// IsURIReference reports whether a text is a URI or relative to one.
func IsURIReference(text string) bool {
	_, err := url.Parse(text)
	return err == nil && !strings.ContainsAny(text, " <>\"{}|\\^`")
}

func isUUID(text string) bool {
	const form = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
	if len(text) != len(form) {
		return false
	}
	for i := range len(form) {
		if form[i] == '-' && text[i] != '-' || form[i] == 'x' && !isHex(text[i]) {
			return false
		}
	}
	return true
}

func isHex(b byte) bool {
	return '0' <= b && b <= '9' || 'a' <= b && b <= 'f' || 'A' <= b && b <= 'F'
}

func isEmail(text string) bool {
	address, err := mail.ParseAddress(text)
	return err == nil && address.Address == text
}

func isDate(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

func isTime(text string) bool {
	_, err := time.Parse("15:04:05Z07:00", text)
	return err == nil
}

// isDuration reads a duration as ISO 8601 has it, by the grammar of RFC 3339,
// appendix A.
func isDuration(text string) bool {
	rest, ok := strings.CutPrefix(text, "P")
	if !ok || rest == "" {
		return false
	}
	date, clock, hasTime := strings.Cut(rest, "T")
	if hasTime && clock == "" {
		return false
	}
	return isDesignated(date, "YMWD") && isDesignated(clock, "HMS")
}

// isDesignated reports whether a text is made of digits, each run followed by
// one of the designators in their order.
func isDesignated(text, designators string) bool {
	for text != "" {
		digits := len(text) - len(strings.TrimLeft(text, "0123456789"))
		if digits == 0 || digits == len(text) {
			return false
		}
		at := strings.IndexByte(designators, text[digits])
		if at < 0 {
			return false
		}
		text, designators = text[digits+1:], designators[at+1:]
	}
	return true
}

func isHostname(text string) bool {
	if text == "" || len(text) > 253 {
		return false
	}
	for label := range strings.SplitSeq(text, ".") {
		isOther := func(r rune) bool {
			return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
		}
		if label == "" || len(label) > 63 || strings.Trim(label, "-") != label || strings.ContainsFunc(label, isOther) {
			return false
		}
	}
	return true
}

func isIPv4(text string) bool {
	address, err := netip.ParseAddr(text)
	return err == nil && address.Is4()
}

func isIPv6(text string) bool {
	address, err := netip.ParseAddr(text)
	return err == nil && address.Is6() && address.Zone() == ""
}

func isJSONPointer(text string) bool {
	return text == "" || text[0] == '/' && !strings.Contains(strings.NewReplacer("~0", "", "~1", "").Replace(text), "~")
}

func isBase64(text string) bool {
	text = strings.TrimRight(text, "=")
	encoding := base64.RawStdEncoding
	if strings.ContainsAny(text, "-_") {
		encoding = base64.RawURLEncoding
	}
	_, err := encoding.DecodeString(text)
	return err == nil
}

func isDecimal(text string) bool {
	whole, fraction, hasPoint := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	isDigits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	return isDigits(whole) && (!hasPoint || isDigits(fraction))
}
