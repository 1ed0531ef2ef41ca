package resolve

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// members turns a node's children into the model's members.
func (r *resolver) members(n *node) []*catalog.Member {
	members := make([]*catalog.Member, 0, len(n.children))
	for _, c := range n.children {
		m := &catalog.Member{
			Name:     c.name,
			Path:     c.path,
			Type:     r.typeFor(c),
			Required: r.isRequired(c),
			Nullable: c.nullable,
			Doc:      c.doc,
			Example:  c.example,
			Default:  c.preset,
			Fixed:    c.fixed,
			At:       c.at,
			InTable:  c.row != nil || c.documented || c.listed,
			Row:      c.row,
			Settled:  c.settled || r.listed(c, r.page.Front.Problem.Required) || r.listed(c, r.page.Front.Problem.Optional),
			Demanded: r.isDemanded(c),
			Seen:     c.seen,
			Missing:  c.missing,
		}
		members = append(members, m)
	}
	return members
}

// isRequired decides whether a member is in every occurrence: the front
// matter first, an example that lacks it next, then the table.
func (r *resolver) isRequired(n *node) bool {
	switch {
	case len(n.missing) > 0:
		return false
	case r.listed(n, r.page.Front.Problem.Optional):
		return false
	case r.listed(n, r.page.Front.Problem.Required):
		return true
	}
	return n.required || !n.settled || n.isAlwaysShown()
}

// isDemanded reports whether the page calls the member required: the front
// matter first, then the table.
func (r *resolver) isDemanded(n *node) bool {
	if r.listed(n, r.page.Front.Problem.Optional) {
		return false
	}
	return n.required || r.listed(n, r.page.Front.Problem.Required)
}

func (r *resolver) listed(n *node, paths []catalog.Text) bool {
	return slices.ContainsFunc(paths, func(t catalog.Text) bool { return samePath(t.Value, n.path) })
}

// samePath compares two paths; "[]" behind an array's name may be left out.
func samePath(a, b string) bool {
	return strings.ReplaceAll(a, "[]", "") == strings.ReplaceAll(b, "[]", "")
}

// typeFor settles a member's type: the table's where it has one, completed by
// the examples; a value that it cannot hold is an error at that value.
func (r *resolver) typeFor(n *node) *catalog.Type {
	if !n.documented { // that is said of the page that has the word
		r.checkTypeWord(n)
	}
	typ := r.documentedType(n)
	if typ == nil {
		typ = r.inferredType(n)
	}
	r.checkValues(n, typ)
	r.limit(n, typ)
	return typ
}

// documentedType returns what the Type column and the rows below the member
// say, or nil where they leave it to the examples.
func (r *resolver) documentedType(n *node) *catalog.Type {
	if n.word.typ == nil {
		return nil
	}
	if countsSeconds(n) {
		return nil
	}
	typ := *n.word.typ
	switch typ.Kind {
	case catalog.Array:
		return r.arrayType(n, &typ)
	case catalog.Map:
		return r.mapType(n, &typ)
	case catalog.Object:
		if !holdsData(n) {
			typ.Members = r.members(n)
		}
	case catalog.String:
		r.stringType(n, &typ)
	case catalog.Time:
		r.checkTimes(n, &typ)
	}
	return &typ
}

// stringType completes a string: with its values, or its format as far as the
// examples have it. A decimal number is one by its words; only where the
// examples show it as a string it is one in JSON.
func (r *resolver) stringType(n *node, typ *catalog.Type) {
	isString := func(v *catalog.Value) bool { return v.Kind == catalog.StringValue }
	format, known := catalog.FormatOf(typ.Format)
	switch {
	case len(n.values) > 0:
		typ.Kind, typ.Values, typ.Format = catalog.Enum, enumValues(n.values), ""
	case typ.Format == "decimal" && !slices.ContainsFunc(n.seen, isString):
		typ.Kind, typ.Format = catalog.Number, ""
	case known:
		misses := func(v *catalog.Value) bool { return isString(v) && !format.Fits(v.Text) }
		if !slices.ContainsFunc(n.seen, misses) {
			return
		}
		typ.Format = ""
		if format.Name == "uri" && !slices.ContainsFunc(n.seen, func(v *catalog.Value) bool { return isString(v) && !catalog.IsURIReference(v.Text) }) {
			typ.Format = "uri-reference"
		}
	}
}

// mapType completes a map with the type of its values. Where rows document
// what is inside, it is an object all the same.
func (r *resolver) mapType(n *node, typ *catalog.Type) *catalog.Type {
	if !n.isMap() {
		return &catalog.Type{Kind: catalog.Object, Word: typ.Word, Members: r.members(n)}
	}
	if isTooDeep(n) {
		typ.Elem = &catalog.Type{Kind: catalog.Any}
		return typ
	}
	elem := n.elements()
	if elem.word.typ == nil {
		elem.word.typ = typ.Elem
	}
	typ.Elem = r.typeFor(elem)
	return typ
}

// holdsData reports whether the table has the member as a map, without a row
// for what is inside: its keys are data then, and no members.
func holdsData(n *node) bool {
	return mapWord.MatchString(n.word.typ.Word) && !slices.ContainsFunc(n.children, func(c *node) bool { return c.row != nil })
}

// maxArrays is how many arrays and maps stand directly inside one another before
// what they hold are any values. The Go compiler gives up at about forty.
const maxArrays = 16

func isTooDeep(n *node) bool {
	depth := 0
	for path := n.path; strings.HasSuffix(path, "[]") || strings.HasSuffix(path, ".*"); depth++ {
		path = path[:len(path)-2]
	}
	return depth >= maxArrays-1
}

func (r *resolver) arrayType(n *node, typ *catalog.Type) *catalog.Type {
	if isTooDeep(n) {
		typ.Elem = &catalog.Type{Kind: catalog.Any}
		return typ
	}
	elem := n.elements()
	if elem.word.typ == nil {
		elem.word.typ = typ.Elem
	}
	if len(n.values) > 0 && (typ.Elem == nil || typ.Elem.Kind == catalog.String) {
		elem.word.typ, elem.values = &catalog.Type{Kind: catalog.String}, n.values
	}
	typ.Elem = r.typeFor(elem)
	return typ
}

// countsSeconds reports whether the examples show a timestamp as a number, as
// Unix counts time.
func countsSeconds(n *node) bool {
	return len(n.seen) > 0 &&
		!slices.ContainsFunc(n.seen, func(v *catalog.Value) bool { return v.Kind != catalog.NumberValue }) &&
		unixTime.MatchString(n.word.typ.Word)
}

var unixTime = lazyregexp.New(`(?i)\b(?:unix|epoch|posix|timestamp|instant)\b`)

func enumValues(words []enumWord) []catalog.EnumValue {
	var values []catalog.EnumValue
	seen := make(map[string]bool, len(words))
	for _, w := range words {
		if !seen[w.value] {
			seen[w.value] = true
			values = append(values, catalog.EnumValue{Value: w.value, At: w.at})
		}
	}
	return values
}

// checkTimes reports a time that no clock shows, and leaves one as a string
// where an example would not come back from a time.Time as it is.
func (r *resolver) checkTimes(n *node, typ *catalog.Type) {
	for _, v := range n.seen {
		if v.Kind != catalog.StringValue || survivesTime(v.Text) {
			continue
		}
		typ.Kind, typ.Format = catalog.String, ""
		if t, err := time.Parse(time.RFC3339Nano, v.Text); err == nil && !isWritable(t) {
			r.add(diag.At(v.At, ruleUnheld, "`%s` is %q here, which is no time: RFC 3339 has offsets up to 23:59", n.path, v.Text).
				WithHelp("write it like 2006-01-02T15:04:05Z, or with an offset such as +02:00").About(n.path))
			continue
		}
		t, err := time.Parse(time.RFC3339Nano, v.Text)
		if err != nil {
			continue // that is the rule's that judges forms of strings
		}
		typ.Format = "date-time"
		r.add(diag.At(v.At, ruleInexactTime, "write %s here, as Go writes times: with %s, `%s` stays a string in Go", t.Format(time.RFC3339Nano), v.Text, n.path).
			WithHelp("Go writes no zeros at the end of a fraction, a capital T and Z, and Z rather than +00:00").About(n.path))
		return
	}
}

// survivesTime reports whether Go reads a time and writes it in the same way,
// as the generated package does: it refuses more than it reads.
func survivesTime(text string) bool {
	t, err := time.Parse(time.RFC3339Nano, text)
	return err == nil && isWritable(t) && t.Format(time.RFC3339Nano) == text
}

func isWritable(t time.Time) bool {
	_, err := t.MarshalText()
	return err == nil
}

// inferredType settles a type by the examples, and by the rows below the
// member where there are no examples.
func (r *resolver) inferredType(n *node) *catalog.Type {
	if n.seen == nil && len(n.places) > 0 && n.elem == nil && n.children == nil {
		return r.placeType(n)
	}
	switch kind := commonKind(n.seen); {
	case kind == catalog.Array, n.seen == nil && n.elem != nil:
		return r.arrayType(n, &catalog.Type{Kind: catalog.Array})
	case kind == catalog.Object, n.seen == nil && n.children != nil:
		return &catalog.Type{Kind: catalog.Object, Members: r.members(n)}
	case kind == catalog.String && len(n.values) > 0, n.seen == nil && len(n.values) > 0:
		return &catalog.Type{Kind: catalog.Enum, Values: enumValues(n.values)}
	case kind == catalog.Any && len(n.seen) > 1:
		r.noteMixed(n)
		return &catalog.Type{Kind: catalog.Any}
	default:
		return &catalog.Type{Kind: kind}
	}
}

// placeType returns the type that a template gives a member: that of the word
// which holds its place, or else a string where that is in quotation marks.
func (r *resolver) placeType(n *node) *catalog.Type {
	place := n.places[0]
	word := strings.Trim(place.Text, "<>{} ")
	word = strings.Trim(optionalPlace.ReplaceAllString(word, ""), " ,:;()")
	if typ, _ := wholeType(word); typ != nil && typ.Kind != catalog.Any {
		n.word = typeWord{typ: typ}
		if documented := r.documentedType(n); documented != nil {
			return documented
		}
	}
	switch {
	case len(n.values) > 0:
		return &catalog.Type{Kind: catalog.Enum, Values: enumValues(n.values)}
	case strings.HasPrefix(place.At.Text(), `"`):
		return &catalog.Type{Kind: catalog.String}
	}
	return &catalog.Type{Kind: catalog.Any}
}

func (r *resolver) noteMixed(n *node) {
	first := n.seen[0]
	for _, v := range n.seen[1:] {
		if v.Kind != first.Kind {
			r.add(diag.At(v.At, ruleMixedTypes, "show one type for `%s`: it is %s here and %s elsewhere", n.path, v.Kind, first.Kind).
				WithNote(first.At, "it is %s here", first.Kind).
				WithHelp("show one type everywhere, or document the member with the type Any in a table; until then Go programs get it as raw JSON").About(n.path))
			return
		}
	}
}

// commonKind returns the kind that holds all the values: Any for none or for
// values of several kinds.
func commonKind(values []*catalog.Value) catalog.Kind {
	kind := catalog.Any
	for i, v := range values {
		k := kindOf(v)
		switch {
		case i == 0 || k == kind:
			kind = k
		case k.IsNumber() && kind.IsNumber():
			kind = catalog.Number
		default:
			return catalog.Any
		}
	}
	return kind
}

func kindOf(v *catalog.Value) catalog.Kind {
	switch v.Kind {
	case catalog.BoolValue:
		return catalog.Boolean
	case catalog.NumberValue:
		if _, err := strconv.ParseInt(v.Text, 10, 64); err == nil && v.Text != "-0" {
			return catalog.Integer
		}
		return catalog.Number
	case catalog.StringValue:
		return catalog.String
	case catalog.ArrayValue:
		return catalog.Array
	case catalog.ObjectValue:
		return catalog.Object
	}
	return catalog.Any
}

// checkValues reports each example value that the type cannot hold.
func (r *resolver) checkValues(n *node, typ *catalog.Type) {
	for _, v := range n.seen {
		switch {
		case !typ.Kind.Holds(v.Kind):
			r.conflict(n, typ, v)
		case v.Kind == catalog.NumberValue && !isExact(typ.Kind, v.Text):
			r.reportUnheld(n, typ, v)
		case typ.Kind == catalog.Enum && !slices.ContainsFunc(typ.Values, func(e catalog.EnumValue) bool { return e.Value == v.Text }):
			r.foreignValue(n, typ, v)
		}
	}
}

func (r *resolver) conflict(n *node, typ *catalog.Type, v *catalog.Value) {
	documented := catalog.FormOf(typ.Kind).Name
	d := diag.At(v.At, ruleTypeConflict, "show one type for `%s`: it is %s here, the table documents %s", n.path, v.Kind, documented).
		WithHelp("show %s in the example, or write %s into the Type column", documented, wordFor(v.Kind)).About(n.path)
	if n.row != nil || n.documented {
		d = d.WithNote(n.origin(), "the table documents it here")
	}
	r.add(d)
}

// wordFor returns the word of a Type column for a value.
func wordFor(v catalog.ValueKind) string {
	for _, form := range catalog.Kinds() {
		if form.JSON == v && !form.Free {
			return form.Word
		}
	}
	return catalog.FormOf(catalog.Any).Word
}

// maxShown is how many documented values a finding shows.
const maxShown = 20

func (r *resolver) foreignValue(n *node, typ *catalog.Type, v *catalog.Value) {
	values := make([]string, len(typ.Values))
	for i, e := range typ.Values {
		values[i] = e.Value
	}
	d := diag.At(v.At, ruleEnumValue, "write a documented value for `%s`: %q is none", n.path, v.Text).
		WithNote(n.origin(), "the values are documented here: %s", strings.Join(values[:min(len(values), maxShown)], ", ")).
		WithHelp("use a documented value, or document this one too").About(n.path)
	if r.comparisons += len(values); r.comparisons <= maxComparisons {
		d = d.Suggest(v.Text, diag.Nearest(v.Text, values))
	}
	r.add(d)
}

// reportUnheld reports a number that has no place in the member's Go type.
func (r *resolver) reportUnheld(n *node, typ *catalog.Type, v *catalog.Value) {
	message, help := "`%s` is %s here, more digits than a Number keeps (64-bit floating point)",
		"show a number of at most 15 digits, or show and document the member as a String"
	switch {
	case catalog.FormOf(typ.Kind).Min == "0" && strings.HasPrefix(v.Text, "-"):
		message, help = "`%s` is %s here, the table documents a number that is never negative", "show a number from 0, or write Integer into the Type column"
	case typ.Kind.IsWhole() && strings.ContainsAny(v.Text, ".eE-") && !isExact(typ.Kind, strings.TrimPrefix(v.Text, "-")):
		message, help = "`%s` is %s here, the table documents a whole number", "show a whole number without a point, or write Number into the Type column"
	case typ.Kind.IsWhole() && isExact(catalog.Integer, v.Text):
		message, help = "`%s` is %s here, the table documents "+catalog.FormOf(typ.Kind).Name, "show one, or write Integer into the Type column"
	case typ.Kind.IsWhole():
		message, help = "`%s` is %s here, which no 64-bit integer can be", "show a smaller number, or show and document the member as a String"
	case isExact(catalog.Integer, v.Text):
		help = "write Integer into the Type column, or show and document the member as a String"
	}
	d := diag.At(v.At, ruleUnheld, message, n.path, v.Text).WithHelp("%s", help).About(n.path)
	if n.row != nil || n.documented {
		d = d.WithNote(n.origin(), "the table documents it here")
	}
	r.add(d)
}

// maxExponent bounds the work that comparing a number exactly may take; no
// float64 has a larger decimal exponent.
const maxExponent = 400

// exactDigits is how many decimal digits every float64 keeps.
const exactDigits = 15

// Holds reports whether a number of that kind holds a text exactly as written.
func Holds(kind catalog.Kind, text string) bool { return isExact(kind, text) }

// isExact reports whether a value of the kind holds the number exactly as
// written.
func isExact(k catalog.Kind, text string) bool {
	if k == catalog.Number {
		return isExactFloat(text)
	}
	return !k.IsNumber() || k.Fits(text)
}

// isExactFloat reports whether the shortest text that Go writes for a float64
// means the same number.
func isExactFloat(text string) bool {
	if len(text) <= exactDigits && !strings.ContainsAny(text, "eE") {
		return true
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || len(text) > maxExponent || tooSmall(text, f) {
		return false
	}
	want, ok := new(big.Rat).SetString(text)
	got, ok2 := new(big.Rat).SetString(strconv.FormatFloat(f, 'g', -1, 64))
	return ok && ok2 && want.Cmp(got) == 0
}

// tooSmall reports whether a number that is not zero became zero; its exponent
// may be of any size, so it is not compared.
func tooSmall(text string, f float64) bool {
	mantissa, _, _ := strings.Cut(strings.ToLower(text), "e")
	return f == 0 && strings.ContainsAny(mantissa, "123456789")
}
