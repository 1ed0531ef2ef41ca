package emittest

import (
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// Hostile is text that tries to be something else wherever it lands.
const Hostile = "*/ // <script>alert(1)</script> ${x} `y` \\ \" ' {@link z} @deprecated\u2028--> ]]> {{a}} # b: c"

// Everything returns problems that together say everything that a page can say.
func Everything() *catalog.Catalog {
	return &catalog.Catalog{
		Intro:    catalog.Intro{Page: "README.md", Title: "Everything: all of it", Doc: text(Hostile)},
		Problems: []*catalog.Problem{everyKind(), hostile(), retired(), severalStatuses()},
	}
}

func fact[T any](v T) catalog.Fact[T] { return catalog.Fact[T]{Value: v} }

func text(s string) []catalog.Block {
	return []catalog.Block{{Inlines: []catalog.Inline{{Text: s}}}}
}

func problem(name, goName, title string, status int) *catalog.Problem {
	return &catalog.Problem{
		Page: name + ".md", Name: name, GoName: goName, Type: fact("https://example.com/problems/" + name), Title: fact(title), Status: fact(status),
		Summary: "It is " + name + ".", Doc: text("It is `" + name + "`."),
	}
}

// A Str, Num and so on are values of examples.
func str(s string) *catalog.Value { return &catalog.Value{Kind: catalog.StringValue, Text: s} }
func num(s string) *catalog.Value { return &catalog.Value{Kind: catalog.NumberValue, Text: s} }
func yes() *catalog.Value         { return &catalog.Value{Kind: catalog.BoolValue, Text: "true"} }
func null() *catalog.Value        { return &catalog.Value{Kind: catalog.NullValue} }
func list(elems ...*catalog.Value) *catalog.Value {
	return &catalog.Value{Kind: catalog.ArrayValue, Elems: elems}
}

func obj(members ...catalog.ValueMember) *catalog.Value {
	return &catalog.Value{Kind: catalog.ObjectValue, Members: members}
}

func with(name string, v *catalog.Value) catalog.ValueMember {
	return catalog.ValueMember{Name: name, Value: v}
}

// kinds are one type of each kind, and a value of it.
var kinds = []struct {
	name, goName string
	typ          *catalog.Type
	value        *catalog.Value
}{
	{"any", "Any", &catalog.Type{Kind: catalog.Any}, list(null(), yes())},
	{"string", "String", &catalog.Type{Kind: catalog.String, Limits: &catalog.Limits{MinLength: 1, MaxLength: 80}}, str("a")},
	{"uri", "URI", &catalog.Type{Kind: catalog.String, Format: "uri"}, str("https://example.com/a")},
	{"link", "Link", &catalog.Type{Kind: catalog.String, Format: "uri"}, str("/a?b#c")},
	{"uuid", "UUID", &catalog.Type{Kind: catalog.String, Format: "uuid"}, str("0a6f1e52-7c1b-4d0e-9d53-8f1f6f0f7a11")},
	{"no_uuid", "NoUUID", &catalog.Type{Kind: catalog.String, Format: "uuid"}, str("<uuid>")},
	{"email", "Email", &catalog.Type{Kind: catalog.String, Format: "email"}, str("ann@example.com")},
	{"date", "Date", &catalog.Type{Kind: catalog.String, Format: "date"}, str("2026-11-25")},
	{"clock", "Clock", &catalog.Type{Kind: catalog.String, Format: "time"}, str("12:30:00Z")},
	{"duration", "Duration", &catalog.Type{Kind: catalog.String, Format: "duration"}, str("PT30S")},
	{"host", "Host", &catalog.Type{Kind: catalog.String, Format: "hostname"}, str("a.example.com")},
	{"ipv4", "IPv4", &catalog.Type{Kind: catalog.String, Format: "ipv4"}, str("192.0.2.1")},
	{"ipv6", "IPv6", &catalog.Type{Kind: catalog.String, Format: "ipv6"}, str("2001:db8::1")},
	{"ip", "IP", &catalog.Type{Kind: catalog.String, Format: "ip"}, str("192.0.2.1")},
	{"pointer", "Pointer", &catalog.Type{Kind: catalog.String, Format: "json-pointer"}, str("/a/0")},
	{"pattern", "Pattern", &catalog.Type{Kind: catalog.String, Format: "regex"}, str("^a+$")},
	{"bytes", "Bytes", &catalog.Type{Kind: catalog.String, Format: "byte"}, str("aGVsbG8=")},
	{"amount", "Amount", &catalog.Type{Kind: catalog.String, Format: "decimal"}, str("12.50")},
	{"number", "Number", &catalog.Type{Kind: catalog.Number, Limits: &catalog.Limits{Min: "-0.5", Max: "99.5"}}, num("1.5")},
	{"integer", "Integer", &catalog.Type{Kind: catalog.Integer, Limits: &catalog.Limits{Min: "1", Max: "9007199254740993"}}, num("9007199254740993")},
	{"whole", "Whole", &catalog.Type{Kind: catalog.Integer}, num("3e1")},
	{"unsigned", "Unsigned", &catalog.Type{Kind: catalog.Unsigned}, num("18446744073709551615")},
	{"boolean", "Boolean", &catalog.Type{Kind: catalog.Boolean}, yes()},
	{"time", "Time", &catalog.Type{Kind: catalog.Time}, str("2026-11-25T07:30:00Z")},
	{"object", "Object", &catalog.Type{Kind: catalog.Object}, obj(with("a", num("1")), with("b", null()))},
	{"strings", "Strings", &catalog.Type{Kind: catalog.Array, Elem: &catalog.Type{Kind: catalog.String}, Limits: &catalog.Limits{MinLength: 1, MaxLength: 3}}, list(str("a"), str("b"))},
	{"grid", "Grid", &catalog.Type{Kind: catalog.Array, Elem: &catalog.Type{Kind: catalog.Array, Elem: &catalog.Type{Kind: catalog.Integer}}}, list(list(num("1"), num("2")), list())},
	{"counts", "Counts", &catalog.Type{Kind: catalog.Map, Elem: &catalog.Type{Kind: catalog.Integer}}, obj(with("a b", num("1")), with("constructor", num("2")))},
	{"names", "Names", &catalog.Type{Kind: catalog.Map, Elem: &catalog.Type{Kind: catalog.Array, Elem: &catalog.Type{Kind: catalog.String}}}, obj(with("a", list(str("b"))))},
}

// everyKind has a member of each kind, required and optional, nullable or not.
func everyKind() *catalog.Problem {
	p := problem("every_kind", "EveryKind", "Every Kind", 409)
	p.Aliases = []string{"https://example.com/old/every-kind", "urn:example:every-kind"}
	full, least := obj(with("type", str(p.Type.Value)), with("detail", str("All are there.")), with("instance", str("/a/b?c"))), obj()
	add := func(m *catalog.Member, v *catalog.Value) {
		p.Members = append(p.Members, m)
		full.Members = append(full.Members, with(m.Name, v))
		switch {
		case m.Required && m.Nullable:
			least.Members = append(least.Members, with(m.Name, null()))
		case m.Required:
			least.Members = append(least.Members, with(m.Name, v))
		}
	}
	for _, k := range append(kinds, structs()...) {
		for i, suffix := range []string{"", "_optional", "_or_null", "_maybe"} {
			typ := rename(k.typ, p.GoName+k.goName+[]string{"", "Optional", "OrNull", "Maybe"}[i])
			add(&catalog.Member{
				Name: k.name + suffix, GoName: k.goName + []string{"", "Optional", "OrNull", "Maybe"}[i], Path: k.name + suffix, Type: typ,
				Required: i%2 == 0, Nullable: i >= 2, Doc: []catalog.Inline{{Text: "The "}, {Text: k.name, Code: true}, {Text: " of it."}},
			}, k.value)
		}
	}
	p.Examples = []*catalog.Example{{Name: "full", GoName: "Full", Title: "All: of them", Body: full}, {Name: "least", GoName: "Least", Title: "As few as can be", Body: least}}
	return p
}

// structs are the kinds that have names of their own.
func structs() []struct {
	name, goName string
	typ          *catalog.Type
	value        *catalog.Value
} {
	one := kinds[:0:0]
	inner := &catalog.Type{Kind: catalog.Object, GoName: "X", Members: []*catalog.Member{
		{Name: "id", GoName: "ID", Path: "id", Type: &catalog.Type{Kind: catalog.Integer}, Required: true},
		{Name: "note", GoName: "Note", Path: "note", Type: &catalog.Type{Kind: catalog.String}, Example: "\"hello\"", Default: "none"},
	}}
	enum := &catalog.Type{Kind: catalog.Enum, GoName: "X", Values: []catalog.EnumValue{{Value: "low", GoName: "XLow"}, {Value: "high", GoName: "XHigh"}}}
	odd := &catalog.Type{Kind: catalog.Enum, GoName: "X", Values: []catalog.EnumValue{{Value: "404", GoName: "XN404"}, {Value: "a/b", GoName: "XAB"}, {Value: "it's", GoName: "XIts"}}}
	value := obj(with("id", num("1")), with("note", str("n")), with("unknown", yes()))
	one = append(one, kinds[0], kinds[0], kinds[0], kinds[0], kinds[0])
	one[0].name, one[0].goName, one[0].typ, one[0].value = "inner", "Inner", inner, value
	one[1].name, one[1].goName, one[1].typ, one[1].value = "level", "Level", enum, str("low")
	one[2].name, one[2].goName, one[2].typ, one[2].value = "odd", "Odd", odd, str("a/b")
	one[3].name, one[3].goName, one[3].typ, one[3].value = "items", "Items", &catalog.Type{Kind: catalog.Array, Elem: inner}, list(value, obj(with("id", num("2"))))
	one[4].name, one[4].goName, one[4].typ, one[4].value = "by_name", "ByName", &catalog.Type{Kind: catalog.Map, Elem: inner}, obj(with("a", value))
	return one
}

// rename returns a copy of a type with Go names that begin with the name.
func rename(t *catalog.Type, name string) *catalog.Type {
	c := *t
	if c.GoName != "" {
		c.GoName = name
	}
	if c.Elem != nil {
		c.Elem = rename(c.Elem, name+"Item")
	}
	c.Values = nil
	for _, v := range t.Values {
		c.Values = append(c.Values, catalog.EnumValue{Value: v.Value, GoName: name + v.GoName[1:]})
	}
	c.Members = nil
	for _, m := range t.Members {
		member := *m
		member.Type = rename(m.Type, name+m.GoName)
		c.Members = append(c.Members, &member)
	}
	return &c
}

// hostile has text everywhere that tries to be something else, members whose
// names are no names, and headers.
func hostile() *catalog.Problem {
	p := problem("hostile", "Hostile", Hostile, 409)
	p.Doc = append(text(Hostile), catalog.Block{Kind: catalog.CodeBlock, Text: "*/ ```\n@see x\n"},
		catalog.Block{Kind: catalog.ListBlock, Items: [][]catalog.Inline{{{Text: Hostile, Code: true}}, {{Text: "- x", URL: "https://example.com/*/)"}}}})
	p.Summary = Hostile
	p.Deprecated = "use something else */"
	body := obj(with("detail", str(Hostile)))
	names := []string{"foo_bar", "fooBar", "foo-bar", "a b", "1st", "constructor", "toString", "ключ", "*/", "\"", "\\", "`${x}`", "</script>", "type ", "problem"}
	for i, name := range names {
		m := &catalog.Member{Name: name, GoName: "Member" + string(rune('A'+i)), Path: name, Type: &catalog.Type{Kind: catalog.String}, Required: i%2 == 0, Doc: []catalog.Inline{{Text: Hostile}}}
		p.Members = append(p.Members, m)
		body.Members = append(body.Members, with(name, str(Hostile)))
	}
	p.Members[len(names)-1].Type = &catalog.Type{Kind: catalog.Object, GoName: "HostileProblem", Members: []*catalog.Member{{Name: "a", GoName: "A", Path: "problem.a", Type: &catalog.Type{Kind: catalog.String}}}}
	body.Members[len(names)].Value = obj(with("a", str("\u0000\u2028")))
	p.Headers = []*catalog.Header{
		{Name: "Retry-After", GoName: "RetryAfter", Kind: catalog.Integer, Required: true, Doc: []catalog.Inline{{Text: Hostile}}},
		{Name: "X-Names", GoName: "XNames", Kind: catalog.Array},
		{Name: "Sunset", GoName: "Sunset", Kind: catalog.Time},
		{Name: "X-Ratio", GoName: "XRatio", Kind: catalog.Number},
		{Name: "X-Flag", GoName: "XFlag", Kind: catalog.Boolean},
	}
	p.Examples = []*catalog.Example{{Title: Hostile, Body: body}}
	return p
}

// retired is served no more, and has no example.
func retired() *catalog.Problem {
	p := problem("retired", "Retired", "Retired", 410)
	p.Retired = "nobody asks for it"
	return p
}

// severalStatuses has a set of statuses.
func severalStatuses() *catalog.Problem {
	p := problem("several_statuses", "SeveralStatuses", "Several Statuses", 409)
	p.Statuses = []catalog.Fact[int]{fact(202), fact(409), fact(425)}
	p.DefaultDetail = "Not yet."
	p.Examples = []*catalog.Example{
		{Name: "accepted", GoName: "Accepted", Title: "Accepted", Body: obj(with("status", num("202")))},
		{Name: "early", GoName: "Early", Title: "Too early", Body: obj(with("status", num("425")), with("undocumented", num("1")))},
	}
	return p
}
