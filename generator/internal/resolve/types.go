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
			Doc:      c.doc,
			Example:  c.example,
			Default:  c.preset,
			At:       c.at,
			InTable:  c.row != nil,
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
	return n.required || !n.settled
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
	r.checkTypeWord(n)
	typ := r.documentedType(n)
	if typ == nil {
		typ = r.inferredType(n)
	}
	r.checkValues(n, typ)
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
	case catalog.Object:
		if !holdsData(n) {
			typ.Members = r.members(n)
		}
	case catalog.String:
		if len(n.values) > 0 {
			typ.Kind, typ.Values = catalog.Enum, enumValues(n.values)
		}
	case catalog.Time:
		r.checkTimes(n, &typ)
	}
	return &typ
}

// holdsData reports whether the table has the member as a map, without a row
// for what is inside: its keys are data then, and no members.
func holdsData(n *node) bool {
	return mapWord.MatchString(n.word.typ.Word) && !slices.ContainsFunc(n.children, func(c *node) bool { return c.row != nil })
}

// maxArrays is how many arrays stand directly inside one another before their
// elements are any values. The Go compiler gives up at about forty.
const maxArrays = 16

func (r *resolver) arrayType(n *node, typ *catalog.Type) *catalog.Type {
	if strings.HasSuffix(n.path, strings.Repeat("[]", maxArrays-1)) {
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

// checkTimes leaves a time as a string where an example would not come back
// from a time.Time as it is.
func (r *resolver) checkTimes(n *node, typ *catalog.Type) {
	for _, v := range n.seen {
		if v.Kind != catalog.StringValue || survivesTime(v.Text) {
			continue
		}
		typ.Kind = catalog.String
		r.add(diag.At(v.At, ruleInexactTime, "`%s` stays a string in Go: %q is no RFC 3339 time that Go would write the same way", n.path, v.Text).
			WithHelp("write it like 2006-01-02T15:04:05Z, without zeros at the end of a fraction").About(n.path))
		return
	}
}

func survivesTime(text string) bool {
	t, err := time.Parse(time.RFC3339Nano, text)
	return err == nil && t.Format(time.RFC3339Nano) == text
}

// inferredType settles a type by the examples, and by the rows below the
// member where there are no examples.
func (r *resolver) inferredType(n *node) *catalog.Type {
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

func (r *resolver) noteMixed(n *node) {
	first := n.seen[0]
	for _, v := range n.seen[1:] {
		if v.Kind != first.Kind {
			r.add(diag.At(v.At, ruleMixedTypes, "`%s` is %s here and %s elsewhere", n.path, v.Kind, first.Kind).
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
		case isNumeric(k) && isNumeric(kind):
			kind = catalog.Number
		default:
			return catalog.Any
		}
	}
	return kind
}

func isNumeric(k catalog.Kind) bool { return k == catalog.Integer || k == catalog.Number }

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
		case !holds(typ.Kind, v.Kind):
			r.conflict(n, typ, v)
		case v.Kind == catalog.NumberValue && !isExact(typ.Kind, v.Text):
			r.reportUnheld(n, typ, v)
		case typ.Kind == catalog.Enum && !slices.ContainsFunc(typ.Values, func(e catalog.EnumValue) bool { return e.Value == v.Text }):
			r.foreignValue(n, typ, v)
		}
	}
}

func (r *resolver) conflict(n *node, typ *catalog.Type, v *catalog.Value) {
	d := diag.At(v.At, ruleTypeConflict, "`%s` is %s here, the table documents %s", n.path, v.Kind, kindNames[typ.Kind]).
		WithHelp("show %s in the example, or write %s into the Type column", kindNames[typ.Kind], typeWordOf[v.Kind]).About(n.path)
	if n.row != nil {
		d = d.WithNote(n.at, "the table documents it here")
	}
	r.add(d)
}

// maxShown is how many documented values a finding shows.
const maxShown = 20

func (r *resolver) foreignValue(n *node, typ *catalog.Type, v *catalog.Value) {
	values := make([]string, len(typ.Values))
	for i, e := range typ.Values {
		values[i] = e.Value
	}
	d := diag.At(v.At, ruleEnumValue, "`%s` is %q here, which is not among its documented values", n.path, v.Text).
		WithNote(n.at, "the values are documented here: %s", strings.Join(values[:min(len(values), maxShown)], ", ")).
		WithHelp("use a documented value, or document this one too").About(n.path)
	if r.comparisons += len(values); r.comparisons <= maxComparisons {
		d = d.Suggest(v.Text, diag.Nearest(v.Text, values))
	}
	r.add(d)
}

// kindNames are the kinds as messages name them.
var kindNames = [...]string{
	catalog.Any: "any value", catalog.String: "a string", catalog.Number: "a number", catalog.Integer: "a whole number",
	catalog.Boolean: "a boolean", catalog.Time: "a time", catalog.Array: "an array", catalog.Object: "an object", catalog.Enum: "one of a set of strings",
}

// typeWordOf has the word of the Type column for each kind of value.
var typeWordOf = [...]string{
	catalog.NullValue: "Any", catalog.BoolValue: "Boolean", catalog.NumberValue: "Number", catalog.StringValue: "String",
	catalog.ArrayValue: "Array", catalog.ObjectValue: "Object",
}

// reportUnheld reports a number that has no place in the member's Go type.
func (r *resolver) reportUnheld(n *node, typ *catalog.Type, v *catalog.Value) {
	message, help := "`%s` is %s here, more digits than a Number keeps (64-bit floating point)",
		"show a number of at most 15 digits, or show and document the member as a String"
	switch {
	case typ.Kind == catalog.Integer && strings.ContainsAny(v.Text, ".eE-") && !isExact(catalog.Integer, strings.TrimPrefix(v.Text, "-")):
		message, help = "`%s` is %s here, the table documents a whole number", "show a whole number without a point, or write Number into the Type column"
	case typ.Kind == catalog.Integer:
		message, help = "`%s` is %s here, which no 64-bit integer can be", "show a smaller number, or show and document the member as a String"
	case isExact(catalog.Integer, v.Text):
		help = "write Integer into the Type column, or show and document the member as a String"
	}
	d := diag.At(v.At, ruleUnheld, message, n.path, v.Text).WithHelp("%s", help).About(n.path)
	if n.row != nil {
		d = d.WithNote(n.at, "the table documents it here")
	}
	r.add(d)
}

// holds reports whether a Go value of the kind can hold the JSON value.
func holds(k catalog.Kind, v catalog.ValueKind) bool {
	switch k {
	case catalog.String, catalog.Time, catalog.Enum:
		return v == catalog.StringValue
	case catalog.Number, catalog.Integer:
		return v == catalog.NumberValue
	case catalog.Boolean:
		return v == catalog.BoolValue
	case catalog.Array:
		return v == catalog.ArrayValue
	case catalog.Object:
		return v == catalog.ObjectValue
	}
	return true
}

// maxExponent bounds the work that comparing a number exactly may take; no
// float64 has a larger decimal exponent.
const maxExponent = 400

// exactDigits is how many decimal digits every float64 keeps.
const exactDigits = 15

// isExact reports whether int64 or float64 holds the number exactly as
// written: the shortest text that Go writes for it means the same number.
func isExact(k catalog.Kind, text string) bool {
	switch k {
	case catalog.Integer:
		_, err := strconv.ParseInt(text, 10, 64)
		return err == nil && text != "-0"
	case catalog.Number:
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
	return true
}

// tooSmall reports whether a number that is not zero became zero; its exponent
// may be of any size, so it is not compared.
func tooSmall(text string, f float64) bool {
	mantissa, _, _ := strings.Cut(strings.ToLower(text), "e")
	return f == 0 && strings.ContainsAny(mantissa, "123456789")
}
