package site

import (
	"encoding/json"
	"errors"
	"html"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

const base = "https://example.com/problems/"

// A folder of everything: a page whose type URI is elsewhere, one with a path,
// one with a fragment, former type URIs, pictures, links of all kinds.
const everything = `
-- README.md --
# The problems of Example

See [the missing one](missing.md), [a part of it](missing.md#members), [the guide](../guide.md), ![a picture](img/a.png).

## More

Text.
-- missing.md --
---
title: Missing
problem:
  type: https://example.com/problems/missing
  status: 404
  aliases: [https://example.com/problems/gone, https://example.com/problems/old/gone/, "https://example.com/problems/#lost", urn:gone]
---

Nothing is here. See [others](./orders/late.md#members) and [itself](#members), ![again](img/a.png), ![not at hand](img/b.png).

## Members

| Member | Type | Description |
|---|---|---|
| ''id'' | String | What was asked for, see https://example.com/problems/late. |
-- orders/late.md --
---
title: Too Late
problem: {name: late, type: "https://example.com/problems/orders/too%20late", status: 409, deprecated: Use nothing.}
---

Too late, ![as shown](../img/a.png). [Back](../missing.md). [The code](../../src/late.go).

## Members
-- elsewhere.md --
---
title: Elsewhere
problem: {type: "urn:example:elsewhere", status: 503}
---

Elsewhere, see https://example.com/problems/missing.
-- part.md --
---
title: A Part
problem: {type: "https://example.com/problems/parts#one", status: 400}
---

One.
-- part-two.md --
---
title: Another Part
problem: {type: "https://example.com/problems/parts#two", status: 400}
---

Two.
-- query.md --
---
title: Asked
problem: {type: "https://example.com/problems/?code=7", status: 400}
---

Seven.
-- img/a.png --
` + "\x89PNG\r\n\x1a\nrest" + `
-- img/b.png --
<html><script>
`

func schema(p *catalog.Problem) (catalog.File, error) {
	return catalog.File{Data: []byte("{\"title\": \"" + p.Name + "\"}\n")}, nil
}

func schemaName(name string) string { return name + ".schema.json" }

var address = regexp.MustCompile(`\s(?:href|src|content)="(?:0; url=)?([^"]*)"`)

// Every address of the site leads to a file of it, and to a place in that file,
// or to where a page is allowed to lead.
func TestAddresses(t *testing.T) {
	for name, o := range map[string]Options{
		"folders": {Base: base, Schema: schema, SchemaName: schemaName},
		"files":   {Base: base, Schema: schema, SchemaName: schemaName, Files: true},
		"served":  {Base: base, Schema: schema, SchemaName: schemaName, Served: "problemsite/site"},
		"no base": {Schema: schema, SchemaName: schemaName},
		"edit":    {Base: base, Edit: "https://code.example/edit/docs/problems/"},
	} {
		t.Run(name, func(t *testing.T) {
			made := archive(base, everything).make(t, o)
			checkAddresses(t, made)
		})
	}
	checkAddresses(t, aurora(t).make(t, Options{Base: "https://hcnet.org/aurora-errors/", Schema: schema, SchemaName: schemaName}))
}

func checkAddresses(t *testing.T, made map[string]string) {
	t.Helper()
	for name, data := range made {
		if path.Ext(name) != ".html" {
			continue
		}
		for _, match := range address.FindAllStringSubmatch(data, -1) {
			to := html.UnescapeString(match[1])
			u, err := url.Parse(to)
			if err != nil || u.Scheme != "" || strings.Contains(match[0], "content=") && !strings.Contains(match[0], "url=") {
				continue
			}
			file := path.Join(path.Dir(name), u.Path)
			if u.Path == "" {
				file = name
			}
			there, known := made[file]
			if !known {
				t.Errorf("%s leads to %s, which is not there", name, to)
			}
			if u.Fragment != "" && !strings.Contains(there, ` id="`+html.EscapeString(u.Fragment)+`"`) {
				t.Errorf("%s leads to %s, which has no such place", name, to)
			}
		}
	}
}

func TestFiles(t *testing.T) {
	made := archive(base, everything).make(t, Options{Base: base})
	want := strings.Fields(".nojekyll elsewhere.md elsewhere/index.html gone/index.html icon.svg index.html index/img/a.png missing.md missing/img/a.png missing/index.html " +
		"old/gone/index.html orders/too_late.md part.md part/index.html part_two.md part_two/index.html parts/index.html " +
		"problems.json query.md query/index.html site.css site.js")
	want = append(want, "orders/too late/img/a.png", "orders/too late/index.html")
	want[slices.Index(want, "orders/too_late.md")] = "orders/too late.md"
	slices.Sort(want)
	if got := slices.Sorted(maps.Keys(made)); !slices.Equal(got, want) {
		t.Errorf("the files are %q, want %q", got, want)
	}
	for file, texts := range map[string][]string{
		// Indexes have the fragments and queries of type URIs.
		"index.html":         {`id="lost"`, `data-query="code=7"`, `href="orders/too%20late/index.html"`, "The problems of Example", `<img src="index/img/a.png"`, ", the guide, "},
		"parts/index.html":   {`id="one"`, `id="two"`, `href="../part/index.html"`},
		"gone/index.html":    {`content="0; url=../missing/index.html"`, `<link rel="canonical" href="https://example.com/problems/missing">`},
		"missing/index.html": {`<a href="../orders/too%20late/index.html#members">others</a>`, "not at hand.", "<code>urn:gone</code>", `<a href="#members">itself</a>`},
		"missing.md":         {"# Missing\n\nNothing is here. See [others](orders/too%20late.md#members)", "![again](missing/img/a.png)"},
		"orders/too late/index.html": {
			`<img src="img/a.png"`, `<a href="../../missing/index.html">Back</a>`, ". The code.", "deprecated", "Use nothing.",
		},
		"elsewhere/index.html": {"urn:example:elsewhere"},
	} {
		for _, text := range texts {
			if !strings.Contains(made[file], text) {
				t.Errorf("%s has no %s:\n%s", file, text, made[file])
			}
		}
	}
	if strings.Contains(made["elsewhere/index.html"], "canonical") {
		t.Error("a page says that its type URI leads there, which is elsewhere")
	}
}

// Links to the sources lead where they are, if anybody is to know.
func TestEdit(t *testing.T) {
	made := archive(base, everything).make(t, Options{Base: base, Edit: "https://code.example/edit/docs/problems"})
	for _, text := range []string{
		`<a href="https://code.example/edit/docs/problems/orders/late.md" rel="external noopener noreferrer">Edit this page</a>`,
		`<a href="https://code.example/edit/docs/src/late.go" rel="external noopener noreferrer">The code</a>`,
	} {
		if page := made["orders/too late/index.html"]; !strings.Contains(page, text) {
			t.Errorf("the page has no %s:\n%s", text, page)
		}
	}
}

func TestList(t *testing.T) {
	made := archive(base, everything).make(t, Options{Base: base, Files: true})
	var list []map[string]any
	if err := json.Unmarshal([]byte(made["problems.json"]), &list); err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list, func(m map[string]any) bool { return m["name"] == "late" })
	want := map[string]any{
		"type": "https://example.com/problems/orders/too%20late", "name": "late", "title": "Too Late", "status": 409.0,
		"summary": list[i]["summary"], "path": "orders/too late.html", "deprecated": "Use nothing.",
	}
	if len(list) != 6 || !maps.Equal(list[i], want) {
		t.Errorf("the list has %v", list)
	}
}

func TestConflicts(t *testing.T) {
	head := func(name, uri string, aliases ...string) catalog.Head {
		return catalog.Head{Name: name, Type: uri, Page: name + ".md", Aliases: aliases}
	}
	tests := []struct {
		name  string
		heads []catalog.Head
		want  string
	}{
		{"fine", []catalog.Head{head("a", base+"a"), head("b", base+"A/b")}, ""},
		{"index", []catalog.Head{head("a", base+"Index")}, "is that of the index"},
		{"the base", []catalog.Head{head("a", base)}, "address of the index itself"},
		{"the base without its slash", []catalog.Head{head("a", strings.TrimSuffix(base, "/"))}, "address of the index itself"},
		{"dots", []catalog.Head{head("a", base+"../a")}, "none that files can have"},
		{"encoded dots", []catalog.Head{head("a", base+"%2e%2e/a")}, "none that files can have"},
		{"encoded slash", []catalog.Head{head("a", base+"b%2Fa")}, "hides a separator"},
		{"encoded backslash", []catalog.Head{head("a", base+"b%5ca")}, "hides a separator"},
		{"control", []catalog.Head{head("a", base+"a%0a")}, "none that files can have"},
		{"not decoded", []catalog.Head{head("a", base+"a%zz")}, "cannot be decoded"},
		{"device", []catalog.Head{head("a", base+"con")}, "none that files can have"},
		{"colon", []catalog.Head{head("a", base+"a:b")}, "none that files can have"},
		{"quote", []catalog.Head{head("a", base+"a'b")}, "none that files can have"},
		{"hidden", []catalog.Head{head("a", base+".well-known")}, "none that files can have"},
		{"empty part", []catalog.Head{head("a", base+"a//b")}, "none that files can have"},
		{"case", []catalog.Head{head("a", base+"a"), head("b", base+"A")}, "two files of the name A/index.html"},
		{"a name and a path", []catalog.Head{head("a", base+"b"), head("b", "urn:b")}, "two files of the name b/index.html"},
		{"former and present", []catalog.Head{head("a", base+"a", base+"b"), head("b", base+"b")}, "two files of the name b/index.html"},
		{"a shared file", []catalog.Head{head("a", base+"site.css/")}, ""},
		{"an index and a page", []catalog.Head{head("a", base+"b#a"), head("b", base+"b")}, "two files of the name b/index.html"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, c := range Conflicts(test.heads, Options{Base: base}) {
				got = append(got, c.Message)
			}
			if text := strings.Join(got, "\n"); !strings.Contains(text, test.want) || (test.want == "") != (text == "") {
				t.Errorf("the conflicts are %q, want %q", got, test.want)
			}
		})
	}
}

// Without a base that a web server has, and with one that ends in a fragment or
// query, pages have their problems' names.
func TestBases(t *testing.T) {
	for _, test := range []struct{ base, uri, file, anchor string }{
		{"urn:x:", "urn:x:a", "a/index.html", ""},
		{"https://example.com/docs/errors#", "https://example.com/docs/errors#b", "a/index.html", `id="b"`},
		{"https://example.com/docs/errors?code=", "https://example.com/docs/errors?code=b", "a/index.html", `data-query="code=b"`},
		{"https://example.com/docs/err-", "https://example.com/docs/err-b", "err-b/index.html", ""},
		{"https://example.com/docs/", "https://example.com/docs/b.html", "b.html", ""},
	} {
		f := readFolder(test.base, map[string][]byte{"a.md": []byte("---\ntitle: T\nproblem: {type: \"" + test.uri + "\", status: 400}\n---\nText.\n")})
		made := f.make(t, Options{Base: test.base})
		if made[test.file] == "" || !strings.Contains(made["index.html"], test.anchor) {
			t.Errorf("with the base %s there is no %s: %q", test.base, test.file, slices.Sorted(maps.Keys(made)))
		}
	}
}

func TestRelative(t *testing.T) {
	for _, test := range []struct{ from, to, want string }{
		{"a.html", "b.html", "b.html"},
		{"a/index.html", "b/index.html", "../b/index.html"},
		{"a/b/index.html", "a/c.html", "../c.html"},
		{"a/b/index.html", "ab/c d.html", "../../ab/c%20d.html"},
		{"index.html", "a/index.html", "a/index.html"},
	} {
		if got := relative(test.from, test.to); got != test.want {
			t.Errorf("from %s to %s: %s, want %s", test.from, test.to, got, test.want)
		}
	}
}

// Every kind of member has words.
func TestTypeWords(t *testing.T) {
	for k := catalog.Any; k <= catalog.Map; k++ {
		if typeWords(&catalog.Type{Kind: k, Elem: &catalog.Type{Kind: catalog.Object}}) == "" {
			t.Errorf("the kind %d has no words", k)
		}
	}
	for want, of := range map[string]*catalog.Type{
		"array of strings, date and time": {Kind: catalog.Array, Elem: &catalog.Type{Kind: catalog.Time}},
		"object of arrays of objects":     {Kind: catalog.Map, Elem: &catalog.Type{Kind: catalog.Array, Elem: &catalog.Type{Kind: catalog.Object}}},
		"array of anything":               {Kind: catalog.Array, Elem: &catalog.Type{Kind: catalog.Any}},
		"string, UUID":                    {Kind: catalog.String, Format: "uuid"},
		"string, IPv4":                    {Kind: catalog.String, Format: "ipv4"},
		"string, JSON pointer":            {Kind: catalog.String, Format: "json-pointer"},
		"string, URI reference":           {Kind: catalog.String, Format: "uri-reference"},
	} {
		if got := typeWords(of); got != want {
			t.Errorf("the words are %q, want %q", got, want)
		}
	}
}

// Members and headers are shown as the catalog understands them, nested ones
// below the objects that they are in, and those that no table has as well.
func TestTables(t *testing.T) {
	made := archive(base, `
-- a.md --
---
title: T
problem: {status: 400}
---

Text.

| Member | Type | Description |
|---|---|---|
| Type | URL | Names it. |
| ''extras.codes'' | Array of strings | The codes, ''a\|b''. |
| ''extras.limit'' | Integer | Optional. |

| Header | Type | Description |
|---|---|---|
| X-RateLimit-Limit | Integer | The limit. |

| Code | Meaning |
|---|---|
| ''x'' | *Something* |

'''json
{"type": "https://example.com/problems/a", "title": "T", "status": 400, "extras": {"codes": ["x"]}, "more": {"deep": true}}
'''
`).make(t, Options{Base: base})
	page := made["a/index.html"]
	for _, text := range []string{
		`<code>type</code></th>` + "\n" + `<td role="cell" class="type">string, URI</td>`,
		`<tr role="row" class="d0"><th scope="row" role="rowheader"><code>extras</code> <span class="tag required">required</span></th>`,
		`<tr role="row" class="d1"><th scope="row" role="rowheader"><span class="hidden">extras.</span><code>codes</code> <span class="tag required">required</span></th>` + "\n" +
			`<td role="cell" class="type">array of strings</td>` + "\n" + `<td role="cell">The codes, <code>a|b</code>.</td>`,
		`<code>limit</code> <span class="tag">optional</span>`,
		`<code>X-RateLimit-Limit</code>`,
		`<td role="cell" data-label="Meaning"><em>Something</em></td>`,
		`<h2 id="pg-members">Further members</h2>`,
		`<span class="hidden">more.</span><code>deep</code>`,
		`<figcaption>application/problem+json</figcaption>`,
		"  <span class=\"k\">\"extras\"</span>: {\n", // which was one long line
	} {
		if !strings.Contains(page, text) {
			t.Errorf("the page has no %s:\n%s", text, page)
		}
	}
}

// Members that a list documents are a table, and are not told twice.
func TestLists(t *testing.T) {
	made := archive(base, `
-- a.md --
---
title: T
problem: {status: 400}
---

Text.

- one
- two

## Members

- ''limit'' (integer, required): The *limit*.
- ''unit'' (string, optional): What is counted.

'''json
{"type": "https://example.com/problems/a", "title": "T", "status": 400, "limit": 3}
'''
`).make(t, Options{Base: base})
	page := made["a/index.html"]
	for text, want := range map[string]int{
		"<li>one</li>": 1, `<table class="members"`: 1, "<code>limit</code> <span class=\"tag required\">required</span>": 1, "What is counted.": 1, "pg-members": 0,
	} {
		if got := strings.Count(page, text); got != want {
			t.Errorf("the page has %d times %s:\n%s", got, text, page)
		}
	}
}

// Members that only an example has are told of behind the page's text.
func TestUndocumentedMembers(t *testing.T) {
	made := archive(base, `
-- a.md --
---
title: T
problem: {status: 400}
---

Text.

'''json
{"type": "https://example.com/problems/a", "title": "T", "status": 400, "seat": "B4"}
'''
`).make(t, Options{Base: base})
	if page := made["a/index.html"]; !strings.Contains(page, `<h2 id="pg-members">Members</h2>`) || !strings.Contains(page, "<code>seat</code>") {
		t.Errorf("the page is\n%s", page)
	}
}

func TestSentence(t *testing.T) {
	for reason, want := range map[string]string{
		"": "", "use `late` or <b>": "Use <code>late</code> or &lt;b&gt;", "`late` instead": "<code>late</code> instead", "a `b": "A `b", "über": "Über",
	} {
		if got := string(sentence(reason)); got != want {
			t.Errorf("%q is shown as %q, want %q", reason, got, want)
		}
	}
}

// What the machine cannot read is an error, and no page without its picture.
func TestUnreadable(t *testing.T) {
	f := archive(base, everything)
	broken := errors.New("the disk is broken")
	m, err := New(f.heads, f.intro, Options{Base: base, Image: func(string) ([]byte, error) { return nil, broken }})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range f.problems {
		if _, err := m.Problem(p); p.Name == "missing" && !errors.Is(err, broken) {
			t.Errorf("the error is %v", err)
		}
	}
}

// What package problemsite serves has a table of what leads where, and no pages
// for former type URIs.
func TestServed(t *testing.T) {
	f := archive(base, everything)
	made := f.make(t, Options{Base: base, Schema: schema, SchemaName: schemaName, Served: "problemsite/site"})
	var table servedTable
	if err := json.Unmarshal([]byte(made["problemsite/site/routes.json"]), &table); err != nil {
		t.Fatal(err)
	}
	served := map[string][]string{}
	for _, p := range table.Pages {
		served[p.Path] = p.Files
		for _, file := range p.Files {
			if made["problemsite/site/"+file] == "" {
				t.Errorf("%s is served and not made", file)
			}
		}
	}
	for at, want := range map[string][]string{
		"": {"index.html"}, "parts": {"parts.html"}, "missing": {"missing.html", "missing.schema.json", "missing.md"},
		"orders/too late": {"orders/too late.html", "late.schema.json", "orders/too late.md"},
	} {
		if !slices.Equal(served[at], want) {
			t.Errorf("at %q there is %q, want %q", at, served[at], want)
		}
	}
	if want := []servedMoved{{"gone", "missing"}, {"old/gone/", "../../missing"}}; !slices.Equal(table.Former, want) {
		t.Errorf("former type URIs lead to %v, want %v", table.Former, want)
	}
	for _, file := range []string{".nojekyll", "gone.html", "gone/index.html"} {
		if _, there := made["problemsite/site/"+file]; there {
			t.Errorf("%s is made", file)
		}
	}
	for base, want := range map[string]string{base: "/problems/", "https://example.com/docs/errors#": "/docs/errors/", "urn:x:": "", "https://example.com/a/err-": "/a/"} {
		if got := Path(base); got != want {
			t.Errorf("the path of %s is %q, want %q", base, got, want)
		}
	}
}
