package gopkg

import (
	"fmt"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// The catalogs of these tests. Their examples are there to be built, encoded,
// served and read again.
func catalogs() map[string]*catalog.Catalog {
	return map[string]*catalog.Catalog{
		"standins": standins(),
		"kinds":    {Problems: []*catalog.Problem{everyKind()}},
		"names":    {Problems: []*catalog.Problem{awkwardNames()}},
		"hostile":  hostile(),
		"empty":    {},
	}
}

// newProblem returns a problem with all that a page cannot be without.
func newProblem(name, goName string, status int) *catalog.Problem {
	return &catalog.Problem{
		Page:   name + ".md",
		Source: diag.NewSource(name+".md", []byte("the page of "+name+"\n")),
		Name:   name,
		GoName: goName,
		Type:   fact("https://example.com/problems/" + name),
		Title:  fact(goName),
		Status: fact(status),
	}
}

// A kindOfMember is a type with a value of it.
type kindOfMember struct {
	name  string
	typ   func(prefix string) *catalog.Type
	value string
}

func kindsOfMembers() []kindOfMember {
	plain := func(k catalog.Kind) func(string) *catalog.Type {
		return func(string) *catalog.Type { return scalar(k) }
	}
	arrayOf := func(of func(string) *catalog.Type) func(string) *catalog.Type {
		return func(prefix string) *catalog.Type { return array(of(prefix + "Item")) }
	}
	mapOf := func(of func(string) *catalog.Type) func(string) *catalog.Type {
		return func(prefix string) *catalog.Type {
			return &catalog.Type{Kind: catalog.Map, Elem: of(prefix + "Value")}
		}
	}
	mapping := func(string) *catalog.Type { return object("") }
	unit := func(prefix string) *catalog.Type {
		return enum(prefix, catalog.EnumValue{Value: "a", GoName: prefix + "A"}, catalog.EnumValue{Value: "\"b", GoName: prefix + "B"})
	}
	inner := func(prefix string) *catalog.Type {
		return object(prefix,
			required("x.id", "ID", "The identifier.", scalar(catalog.Integer)),
			optional("x.units", "Units", "", array(unit(prefix+"UnitsItem"))),
			optional("x.deep", "Deep", "", object(prefix+"Deep", optional("x.deep.ratio", "Ratio", "", scalar(catalog.Number)))),
		)
	}
	return []kindOfMember{
		{"any", plain(catalog.Any), `{"b": [1.50, null], "a": "\u2028"}`},
		{"string", plain(catalog.String), `"x \"<&>\u0001é\ud83d\ude00\u2028"`},
		{"number", plain(catalog.Number), `-0`},
		{"integer", plain(catalog.Integer), `-9223372036854775808`},
		{"boolean", plain(catalog.Boolean), `false`},
		{"time", plain(catalog.Time), `"2026-03-01T09:30:04.25+01:00"`},
		{"enum", unit, `"\"b"`},
		{"object", inner, `{"id": 1, "units": ["a", "\"b"], "deep": {"ratio": 1e300}}`},
		{"mapping", mapping, `{"b": 1, "a": {}}`},
		{"strings", arrayOf(plain(catalog.String)), `["a", ""]`},
		{"numbers", arrayOf(plain(catalog.Number)), `[0.1, 1e21, 1]`},
		{"times", arrayOf(plain(catalog.Time)), `["2026-03-01T09:30:00Z"]`},
		{"anys", arrayOf(plain(catalog.Any)), `[1, "a", [true]]`},
		{"enums", arrayOf(unit), `["a", "a"]`},
		{"objects", arrayOf(inner), `[{"id": 1}, {"id": 2, "deep": {}}]`},
		{"mappings", arrayOf(mapping), `[{}, {"a": 1}]`},
		{"table", arrayOf(arrayOf(plain(catalog.Integer))), `[[1, 2], []]`},
		{"tables", arrayOf(arrayOf(inner)), `[[{"id": 3}]]`},
		{"sets", arrayOf(arrayOf(unit)), `[["a"]]`},
		{"nothing", arrayOf(plain(catalog.String)), `[]`},
		{"unsigned", plain(catalog.Unsigned), `18446744073709551615`},
		{"unsigneds", arrayOf(plain(catalog.Unsigned)), `[0, 18446744073709551615]`},
		{"map", mapOf(plain(catalog.String)), `{"b": "x", "": "\u2028", "a": ""}`},
		{"mapnone", mapOf(plain(catalog.Time)), `{}`},
		{"mapany", mapOf(plain(catalog.Any)), `{"b": [1, null], "a": null}`},
		{"mapnumber", mapOf(plain(catalog.Number)), `{"\"<": 0.5}`},
		{"mapenum", mapOf(unit), `{"x": "a", "y": "\"b"}`},
		{"mapobject", mapOf(inner), `{"z": {"id": 1}, "y": {"id": 2, "units": ["a"], "deep": {"ratio": 1}}}`},
		{"maparray", mapOf(arrayOf(plain(catalog.Unsigned))), `{"x": [1, 2], "y": []}`},
		{"mapobjects", mapOf(arrayOf(inner)), `{"x": [{"id": 1}]}`},
		{"mapmap", mapOf(mapOf(plain(catalog.Boolean))), `{"x": {"y": true}, "z": {}}`},
		{"mapmapping", mapOf(mapping), `{"x": {"y": 1}}`},
		{"mapsof", arrayOf(mapOf(inner)), `[{}, {"x": {"id": 1}}]`},
	}
}

// nullable returns a member that is always there and may be null, and
// optionalNullable one that may be absent, too.
func nullable(path, goName, doc string, typ *catalog.Type) *catalog.Member {
	m := required(path, goName, doc, typ)
	m.Nullable = true
	return m
}

func optionalNullable(path, goName, doc string, typ *catalog.Type) *catalog.Member {
	m := optional(path, goName, doc, typ)
	m.Nullable = true
	return m
}

// everyKind has a member of every kind, required, optional and nullable, at the
// top and inside an object.
func everyKind() *catalog.Problem {
	p := newProblem("every_kind", "EveryKind", 409)
	members := func(prefix, goName string) (members []*catalog.Member, body string) {
		var b strings.Builder
		for _, k := range kindsOfMembers() {
			for _, add := range []struct {
				suffix string
				member func(path, goName, doc string, typ *catalog.Type) *catalog.Member
				value  string
			}{{"r", required, k.value}, {"o", optional, k.value}, {"n", nullable, k.value}, {"z", nullable, "null"}, {"q", optionalNullable, "null"}} {
				field := "F" + k.name + strings.ToUpper(add.suffix)
				members = append(members, add.member(prefix+k.name+"_"+add.suffix, field, "", k.typ(goName+field)))
				fmt.Fprintf(&b, ", %q: %s", k.name+"_"+add.suffix, add.value)
			}
		}
		return members, b.String()
	}
	nested, nestedBody := members("inside.", "EveryKindInside")
	top, body := members("", "EveryKind")
	p.Members = append(top, required("inside", "Inside", "", object("EveryKindInside", nested...)))
	full := fmt.Sprintf(`{"status": 409%s, "inside": {"x": 0%s}}`, body, nestedBody)
	p.Examples = []*catalog.Example{
		example("full", "Full", full),
		example("bare", "Bare", `{"status": 409}`),
	}
	return p
}

// awkwardNames has member names that are hard to write in Go, or mean something
// there.
func awkwardNames() *catalog.Problem {
	p := newProblem("con", "Con", 400)
	names := []string{
		`a,b`, `"`, `-`, `\`, "`", "\U0001F600", "a b", "p", "opts", "json", "time", "range", "string", "new", "c", "name", "apply",
		"%s", "//go:generate x", "*/", "\u00e9", "a.b", "<&>",
	}
	var body strings.Builder
	for i, name := range names {
		add := optional
		if i >= 7 && i < 10 {
			add = required
		}
		goName := fmt.Sprintf("F%d", i)
		if i >= 7 && i < 17 {
			goName = strings.ToUpper(name[:1]) + name[1:]
		}
		m := add("x", goName, "", scalar(catalog.String))
		m.Name = name
		p.Members = append(p.Members, m)
		fmt.Fprintf(&body, ", %s: %s", quoteJSON(name), quoteJSON("value of "+name))
	}
	p.Examples = []*catalog.Example{example("", "", `{"status": 400`+body.String()+`}`)}
	return p
}

func quoteJSON(s string) string {
	var w jsonWriter
	w.string(s)
	return string(w.buf)
}

// hostileTexts are what a stranger may write wherever a page has text.
var hostileTexts = []string{
	"*/ func init() { panic(1) } /*",
	"x\n//go:generate touch /tmp/owned\n//go:build ignore\n//go:embed x\n//go:linkname a b\n//line x.go:1\n/*line x.go:1*/\n//export X",
	"+build ignore",
	"// +build ignore",
	"#cgo LDFLAGS: -x\nimport \"C\"",
	"Deprecated: not at all.",
	"Code generated by x. DO NOT EDIT.",
	"``x'' ''' ```` [Error] [Type]: http://example.com",
	"`+os.Args[0]+` %s ${HOME} $(date) \"+x+\"",
	"\x00\x1b\u202e\u2066\ufeff\u2028",
	"Output:\nOutput: x",
	"# Heading\n- item\n1. item",
	"BUG(x): y",
}

// hostile has every hostile text wherever a problem has a text.
func hostile() *catalog.Catalog {
	c := &catalog.Catalog{Intro: catalog.Intro{Title: hostileTexts[1], Page: "README.md", Source: diag.NewSource("README.md", nil)}}
	for i, s := range hostileTexts {
		p := newProblem(fmt.Sprintf("hostile_%d", i), fmt.Sprintf("Hostile%d", i), 400)
		p.Page = s + ".md"
		p.Type, p.Title, p.Detail = fact("https://example.com/"+s), fact(s), fact(s)
		p.DefaultDetail, p.Summary, p.Deprecated, p.Aliases = s, s, s, []string{s}
		p.Doc = []catalog.Block{
			para(s),
			{Kind: catalog.HeadingBlock, Inlines: text(s)},
			{Kind: catalog.CodeBlock, Text: s + "\n"},
			{Kind: catalog.ListBlock, Items: [][]catalog.Inline{text(s), {{Text: s, URL: "https://example.com/" + s}}}},
			{Inlines: []catalog.Inline{{Text: s, URL: s}, {Text: s, Page: s, GoName: "Hostile0"}, {Text: s, Code: true}}},
		}
		goName := p.GoName + "M"
		m := optional("m", "M", s, enum(goName, catalog.EnumValue{Value: s, GoName: goName + "V"}))
		m.Name, m.Path = s, s
		inner := object(p.GoName+"O", optional("o.x", "X", s, scalar(catalog.Any)))
		p.Members = []*catalog.Member{m, required("o", "O", s, inner)}
		p.Headers = []*catalog.Header{{Name: "X-A", GoName: "XA", Kind: catalog.String, Doc: text(s)}}
		body := &catalog.Value{Kind: catalog.ObjectValue}
		add := func(name string, v *catalog.Value) {
			body.Members = append(body.Members, catalog.ValueMember{Name: name, Value: v})
		}
		str := &catalog.Value{Kind: catalog.StringValue, Text: s}
		add("detail", str)
		add("instance", str)
		add(s, str)
		add("o", &catalog.Value{Kind: catalog.ObjectValue, Members: []catalog.ValueMember{{Name: "x", Value: str}}})
		add(s+"2", str)
		p.Examples = []*catalog.Example{{Title: s, Body: body, Headers: []catalog.HeaderValue{{Header: p.Headers[0], Value: "a"}}}}
		c.Problems = append(c.Problems, p)
		c.Intro.Doc = append(c.Intro.Doc, p.Doc...)
	}
	return c
}
