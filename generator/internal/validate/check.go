package validate

import (
	"cmp"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A checker names what is wrong with one document.
type checker struct {
	*Validator
	source *diag.Source
	schema *schema
	found  diag.List
}

// document judges a document.
func (c *checker) document(src *diag.Source) Verdict {
	c.source = src
	root, err := read(src)
	if broken, ok := errors.AsType[*brokenError](err); ok {
		c.found.Add(diag.At(broken.at, ruleBroken, "%s", broken.message).WithHelp("%s", broken.help))
		return Verdict{Findings: c.found}
	}
	typ, known := c.typeOf(root)
	v := Verdict{Type: typ}
	if known {
		v.Problem = c.schema.name
		c.standard(root)
		c.members(root, &c.schema.object, true)
	}
	c.found.Sort()
	v.Findings = c.found
	return v
}

// report adds a finding about the document.
func (c *checker) report(at diag.Span, rule, subject, format string, args ...any) *diag.Diagnostic {
	name := ""
	if c.schema != nil {
		name = c.schema.name + " "
	}
	c.found.Add(diag.At(at, rule, format, args...).About(strings.TrimSpace(name + subject)))
	return &c.found[len(c.found)-1]
}

// typeOf finds the schema of the document, and returns its type URI.
func (c *checker) typeOf(root *catalog.Value) (uri string, known bool) {
	value := root.Get(catalog.MemberType)
	if value == nil || value.Kind == catalog.NullValue {
		c.blank(firstByte(root))
		return aboutBlank, false
	}
	if value.Kind != catalog.StringValue {
		c.report(value.At, ruleKind, catalog.MemberType, "`type` is %s, and stands for a URI in a string", value.Kind)
		return "", false
	}
	if c.schema = c.byType[value.Text]; c.schema != nil {
		return value.Text, true
	}
	if value.Text == aboutBlank {
		c.blank(value.At)
		return aboutBlank, false
	}
	d := c.report(value.At, ruleType, value.Text, "no page has the type %s", value.Text)
	if near := c.nearest(value.Text); near != "" {
		d.Label = diag.Visible(fmt.Sprintf("did you mean %q?", near))
	} else {
		*d = d.WithHelp("write a page for it, or correct who sends it")
	}
	return value.Text, false
}

func (c *checker) blank(at diag.Span) {
	d := c.report(at, ruleBlank, aboutBlank, "the type is about:blank: the document says no more than its status does")
	*d = d.WithHelp("no page documents such a problem; a type of its own would tell clients more")
}

// firstByte is where an object begins.
func firstByte(root *catalog.Value) diag.Span {
	at := root.At
	at.End = at.Start + 1
	return at
}

// nearest returns the type URI that was probably meant: the one with nearly the
// same last part, or with nearly the same text.
func (c *checker) nearest(uri string) string {
	names, byName := []string{}, map[string]string{}
	for _, known := range c.types {
		name := lastPart(known)
		names = append(names, name)
		byName[name] = known
	}
	if near := diag.Nearest(lastPart(uri), names); near != "" {
		return byName[near]
	}
	return diag.Nearest(uri, c.types)
}

func lastPart(uri string) string {
	uri = strings.TrimRight(uri, "/")
	return uri[strings.LastIndexAny(uri, "/#:")+1:]
}

// standard judges the RFC's members. What they hold of another type, readers pass
// over (RFC 9457, section 3.1): it is not what the page says, though.
func (c *checker) standard(root *catalog.Value) {
	for _, name := range []string{catalog.MemberTitle, catalog.MemberDetail, catalog.MemberInstance} {
		if v := root.Get(name); v != nil && v.Kind != catalog.StringValue && v.Kind != catalog.NullValue {
			c.report(v.At, ruleKind, name, "`%s` is %s, and stands for a string", name, v.Kind)
		}
	}
	if v := root.Get(catalog.MemberTitle); v != nil && v.Kind == catalog.StringValue && v.Text != c.schema.title {
		d := c.report(v.At, ruleTitle, catalog.MemberTitle, "the title is %q, and that of `%s` is %q", v.Text, c.schema.name, c.schema.title)
		*d = d.WithHelp("another title is right only where titles are translated")
	}
	if v := root.Get(catalog.MemberStatus); v != nil && v.Kind != catalog.NullValue {
		c.status(v)
	}
}

func (c *checker) status(v *catalog.Value) {
	n, whole := wholeNumber(v)
	switch {
	case !whole:
		c.report(v.At, ruleKind, catalog.MemberStatus, "`status` is %s, and stands for a whole number", described(v))
	case !slices.ContainsFunc(c.schema.statuses, func(s int) bool { return n.IsInt64() && n.Int64() == int64(s) }):
		c.report(v.At, ruleStatus, catalog.MemberStatus, "the status is %s, and that of `%s` is %s", v.Text, c.schema.name, statuses(c.schema.statuses))
	}
}

func statuses(all []int) string {
	var words []string
	for _, s := range all {
		if word := strconv.Itoa(s); !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return strings.Join(words, " or ")
}

// members judges the members of an object: those of the problem's own, at the
// top, or those inside of one.
func (c *checker) members(v *catalog.Value, o *object, top bool) {
	for _, m := range v.Members {
		if top && catalog.IsStandardMember(m.Name) {
			continue
		}
		_, documented := o.find(m.Name)
		if documented == nil {
			c.unknown(m, o)
			continue
		}
		c.value(m.Value, documented.kind, documented.path, documented.nullable || !documented.required)
	}
	for i := range o.members {
		m := &o.members[i]
		if value := v.Get(m.name); m.required && (value == nil || value.Kind == catalog.NullValue && !m.nullable) {
			at := firstByte(v)
			if value != nil {
				at = value.At
			}
			c.report(at, ruleAbsent, m.path, "the required member `%s` of `%s` is absent", m.path, c.schema.name)
		}
	}
}

// unknown reports a member that is not documented.
func (c *checker) unknown(m catalog.ValueMember, o *object) {
	var names []string
	for i := range o.members {
		names = append(names, o.members[i].name)
	}
	d := c.report(m.NameAt, ruleUnknown, m.Name, "`%s` is not documented", m.Name)
	if near := diag.Nearest(m.Name, names); near != "" {
		d.Label = diag.Visible(fmt.Sprintf("did you mean %q?", near))
	}
}

// value judges a value; where null is no value, it is reported as absent.
func (c *checker) value(v *catalog.Value, k *kind, path string, nullable bool) {
	if v.Kind == catalog.NullValue {
		return // absent, which the object's own check has seen where it matters
	}
	if want := k.mismatch(v); want != "" {
		c.report(v.At, ruleKind, path, "`%s` is %s, and stands for %s", path, described(v), want)
		return
	}
	switch k.Kind {
	case catalog.Enum:
		if !slices.Contains(k.values, v.Text) {
			d := c.report(v.At, ruleEnum, path, "%q is not one of the values of `%s`", v.Text, path)
			*d = d.WithHelp("the page lists %s", strings.Join(k.values, ", "))
			if near := diag.Nearest(v.Text, k.values); near != "" {
				d.Label = diag.Visible(fmt.Sprintf("did you mean %q?", near))
			}
		}
	case catalog.Array:
		if k.elem != nil {
			for i, e := range v.Elems {
				c.element(e, k.elem, fmt.Sprintf("%s[%d]", path, i))
			}
		}
	case catalog.Map:
		if k.elem != nil {
			for _, m := range v.Members {
				c.element(m.Value, k.elem, path+"."+m.Name)
			}
		}
	case catalog.Object:
		if len(k.members) > 0 {
			c.members(v, &k.object, false)
		}
	}
}

// element judges an element of an array, or a value of a map: null is none.
func (c *checker) element(v *catalog.Value, k *kind, path string) {
	if v.Kind == catalog.NullValue && k.Kind != catalog.Any {
		c.report(v.At, ruleKind, path, "`%s` is null, and stands for %s", path, k.noun())
		return
	}
	c.value(v, k, path, false)
}

// noun names what a value of the kind is.
func (k *kind) noun() string {
	form := catalog.FormOf(k.Kind)
	return cmp.Or(form.Exactly, form.Name)
}

// mismatch returns what a value of the kind is, where v is none; else "".
func (k *kind) mismatch(v *catalog.Value) string {
	if !k.Holds(v.Kind) || !k.fits(v) {
		return k.noun()
	}
	return ""
}

// fits reports whether what has the form of a value is one. A whole number is
// one however it is written: 30, 30.0, 3e1.
func (k *kind) fits(v *catalog.Value) bool {
	if !k.IsWhole() {
		return k.Fits(v.Text)
	}
	n, whole := wholeNumber(v)
	return whole && k.Fits(n.String())
}

// described names a value; of numbers and texts it shows what they are.
func described(v *catalog.Value) string {
	switch v.Kind {
	case catalog.NumberValue:
		return "the number " + shortened(v.Text)
	case catalog.StringValue:
		return "the string " + strconv.Quote(shortened(v.Text))
	}
	return v.Kind.String()
}

func shortened(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// wholeNumber returns the value of a number that is whole, however it is written:
// 30, 30.0, 3e1. Beyond what 64 bits hold it does not count.
func wholeNumber(v *catalog.Value) (*big.Int, bool) {
	if v.Kind != catalog.NumberValue {
		return nil, false
	}
	if f, err := strconv.ParseFloat(v.Text, 64); err != nil || f > 1e20 || f < -1e20 || len(v.Text) > 400 {
		return nil, false
	}
	r, ok := new(big.Rat).SetString(v.Text)
	if !ok || !r.IsInt() {
		return nil, false
	}
	return r.Num(), true
}
