package resolve

import (
	"go/token"
	"slices"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// methodsAndFields are the names that every generated problem has already;
// a member of that name gets the suffix Member.
var methodsAndFields = []string{
	"Error", "Type", "TypeURI", "Title", "Status", "AppendJSON", "MarshalJSON", "UnmarshalJSON", "Unwrap", "Is", "As", "LogValue", "IsReceived", "ResponseHeader",
	"Occurrence", "Detail", "Instance", "Extensions", "Cause", "Received", "Headers",
}

// forGo reports whether a Go package may be made. Go names are given all the same,
// as the other outputs take theirs from them: what pages mean does not hang on
// what is made of them.
func (rs *Resolver) forGo() bool { return rs.options.Reserved != nil }

// goNames gives everything on the page its Go name.
func (r *resolver) goNames(p *catalog.Problem) {
	p.GoName = r.problemGoName(p)
	if p.GoName == "" {
		return
	}
	r.memberNames(p.GoName, p.Members, methodsAndFields)
	r.headerNames(p.Headers)
}

func (r *resolver) problemGoName(p *catalog.Problem) string {
	if g := r.page.Front.Problem.Go; g.Set() {
		return r.givenGoName(g)
	}
	name := r.names.exported(p.Name)
	if name == "" && isSnakeCase(p.Name) {
		r.add(diag.At(p.Evidence.Key.At, ruleBadName, "no Go name can be made of %q", p.Name).
			WithHelp("add `go: SomeName` to `problem:` in the front matter"))
	}
	return name
}

// givenGoName returns the author's own choice, or "" where it is no exported
// identifier.
func (r *resolver) givenGoName(g catalog.Text) string {
	if token.IsIdentifier(g.Value) && isASCII(g.Value) && isUpper(g.Value[0]) {
		return g.Value
	}
	r.add(diag.At(g.At, ruleInvalidSetting, "%q is no exported Go identifier", g.Value).
		WithHelp("use letters and digits of ASCII, a capital first"))
	return ""
}

// memberNames names the fields of one struct, and the types below them.
func (r *resolver) memberNames(parent string, members []*catalog.Member, taken []string) {
	fields := map[string]*catalog.Member{}
	for _, m := range members {
		m.GoName = r.fieldName(m, taken)
		if m.GoName == "" {
			continue
		}
		if other := fields[m.GoName]; other != nil {
			r.reportSameField(m, other)
			m.GoName = "" // where Go is not asked for, it has none
			continue
		}
		fields[m.GoName] = m
		r.typeNames(parent+m.GoName, m.Type)
	}
}

func (r *resolver) reportSameField(m, other *catalog.Member) {
	r.add(diag.At(m.At, ruleSameField, "`%s` and `%s` both become the Go field %s", other.Path, m.Path, m.GoName).
		WithNote(other.At, "`%s` is here", other.Path).
		WithHelp("name one of them in the front matter: `problem: {members: {%s: {go: …}}}`", m.Path).About(m.Path))
}

func (r *resolver) fieldName(m *catalog.Member, taken []string) string {
	for _, s := range r.page.Front.Problem.Members {
		if s.Go.Set() && samePath(s.Path.Value, m.Path) {
			return r.givenFieldName(s.Go, taken)
		}
	}
	name := ""
	if isASCII(m.Name) {
		name = r.names.exported(m.Name)
	}
	switch {
	case name == "":
		r.add(diag.At(m.At, ruleBadMember, "no Go name can be made of the member `%s`", m.Path).
			WithHelp("give it one in the front matter: `problem: {members: {%q: {go: SomeName}}}`", m.Path).About(m.Path))
	case slices.Contains(taken, name):
		r.add(diag.At(m.At, ruleMemberRenamed, "`%s` becomes the Go field %sMember, because every problem has something called %s already", m.Path, name, name).
			WithHelp("to choose another name: `problem: {members: {%s: {go: …}}}` in the front matter", m.Path).About(m.Path))
		name += "Member"
	}
	return name
}

func (r *resolver) givenFieldName(g catalog.Text, taken []string) string {
	if slices.Contains(taken, g.Value) {
		r.add(diag.At(g.At, ruleInvalidSetting, "every problem has something called %s already", g.Value).WithHelp("choose another name for the field"))
		return ""
	}
	return r.givenGoName(g)
}

// typeNames names the types that a member needs; name is what it would be
// called itself.
func (r *resolver) typeNames(name string, t *catalog.Type) {
	switch t.Kind {
	case catalog.Object:
		if len(t.Members) > 0 {
			t.GoName = name
			r.memberNames(name, t.Members, nil)
		}
	case catalog.Array:
		r.typeNames(name+"Item", t.Elem)
	case catalog.Map:
		r.typeNames(name+"Value", t.Elem)
	case catalog.Enum:
		r.valueNames(name, t)
	}
}

// maxConstants is how many values of enumerations get constants on one page: a
// page whose tables are full of values has 300,000.
const maxConstants = 2_000

// valueNames names an enumeration and its constants. Where that cannot be done
// it has no names, and in Go the member stays a plain string.
func (r *resolver) valueNames(name string, t *catalog.Type) {
	if r.constants += len(t.Values); r.constants > maxConstants {
		r.add(diag.At(t.Values[0].At, ruleEnumAsString, "the page has more than %d values that would get Go constants, so the member stays a plain string", maxConstants).
			WithHelp("say what the values look like, and document those that clients have to tell apart"))
		*t = catalog.Type{Kind: catalog.String, Word: t.Word}
		return
	}
	seen := map[string]bool{}
	names := make([]string, len(t.Values))
	for i, v := range t.Values {
		part := r.valueName(v.Value)
		if part == "" || seen[part] {
			r.add(diag.At(v.At, ruleEnumAsString, "the value %q gets no Go constant of its own, so the member stays a plain string in Go", v.Value).
				WithHelp("choose values that differ in their letters and digits, or leave the set of values to prose"))
			return
		}
		seen[part] = true
		names[i] = name + part
	}
	t.GoName = name
	for i := range t.Values {
		t.Values[i].GoName = names[i]
	}
}

// valueName returns what a value adds to the name of its type, or "".
func (r *resolver) valueName(value string) string {
	if !isASCII(value) {
		return ""
	}
	return r.names.exported("x_" + value)[1:]
}

func (r *resolver) headerNames(headers []*catalog.Header) {
	seen := map[string]*catalog.Header{}
	for _, h := range headers {
		switch other := seen[h.GoName]; {
		case h.GoName == "":
			r.add(diag.At(h.At, ruleHeaderGoName, "no Go name can be made of the header field %s", h.Name).
				WithHelp("begin its name with a letter"))
		case other != nil:
			r.add(diag.At(h.At, ruleHeaderGoName, "%s and %s both become the Go field %s", other.Name, h.Name, h.GoName).
				WithNote(other.At, "%s is here", other.Name).WithHelp("document one of the two"))
			h.GoName = ""
		default:
			seen[h.GoName] = h
		}
	}
}
