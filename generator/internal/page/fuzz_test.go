package page

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// pagesFolder has the running example's pages, which seed the fuzzing.
const pagesFolder = "../../../docs/problems"

func seedPages(f *testing.F) {
	files, err := filepath.Glob(filepath.Join(pagesFolder, "*.md"))
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add(ordinaryPage)
	f.Add(crlf(ordinaryPage))
}

// readFuzzed reads a page and checks that all that was found is in its text.
func readFuzzed(t *testing.T, text string) (*catalog.Page, diag.List) {
	src := diag.NewSource("page.md", []byte(text))
	page, found := Read("folder/page.md", src)
	checkSpans(t, src, page)
	checkSpans(t, src, found)
	mdx, inMDX := Read("folder/page.mdx", src)
	checkSpans(t, src, mdx)
	checkSpans(t, src, inMDX)
	for _, d := range found {
		if d.Rule == "" || d.Message == "" || len(d.Help) == 0 || strings.Contains(d.Message, "\n") {
			t.Fatalf("incomplete finding %+v", d)
		}
		if d.Fix != nil {
			src.Apply(d.Fix.Edits)
		}
	}
	return page, found
}

func FuzzRead(f *testing.F) {
	seedPages(f)
	for _, text := range []string{
		front + "- a\n\n  > b\n  > ```json\n  > {\"type\": \"a:b\"}\n", front + "**a**\n\n[b]: c.md\n[b]\n", "---\n", "+++\n+++",
		front + "<!-- problemgen:ignore a -->\n- [x](y.md) `z`\n", front + "a\n---\n\tb\n", front + "|a|b|\n|-|-|\n|`\\|`|", "\xff\xfe",
		"# A\n\n:::note\n**Status:** 404\n:::\n\n!!! a \"b\"\n    - Type: `c:d`\n", "<A b={1}>\n  ```json\n  {\"type\": \"a:b\"}\n  ```\n</A>\n{{< a >}}\nx\n{{< /a >}}\n",
		"import a\n\n{/* b */}\n<A\n c\n/>\n<table><tr><th>Type<td><code>a:b</code>\n\n</table>", "> HTTP `404` \u00b7 `application/problem+json`\n\n## Status\n\n404\n",
		front + "## Members\n\n- `a` (integer, optional): b `c`\n  - **d** — string, one of\n    - `e`: f\n- g?: array of strings. h\n\n  i\n",
		front + "## Fields\n\n### `a.b` (uuid)\n\n- **Type:** string\n- Optional: yes\n\nRequired: no<br>c\n\n### d_e\n\n(map of strings) f\n\n|a|\n|-|\n",
		front + "```json\n{\"type\": \"a:b\", \"c\": {\"d\": 1}}\n```\n\n`c` **object** _optional_ \u2014 e\n`c.d` (integer): f\n: g\n\nh\n\n- `i`: j\n",
		"# A\n\nIt carries:\n\n- `b` (string): c\n\n<dl>\n<dt><code>d</code> <em>integer</em>\n\n<dd>e<br>&amp; f</dl>\n\n<table><tr><th>Field<td>g\n",
		"# A\n\n<B>\n<CField\n name='d'\n type={`string`} required={false}\n>\nf\n\n<CField name=\"g\" type=\"h\">i</CField>\n</CField>\n</B>\n",
		"# A\n\n```js\n{type: 'a:b', $c: 'd\\'e\"', status: 404, f: [<g>,], ...}\n```\n\n|H\uff08i\uff09|\u578b|\u5fc5\u9808|\n|-|-|-|\n|`$c`|string|\u25cb|\n",
		"# A\n\n## `b_c`\n\nHTTP 404. D\n\n## E_F\n\n**\u30b9\u30c6\u30fc\u30bf\u30b9**\uff1a409\n",
		"[a](b.md)\n\n***\n\n## page\n\n`404` | `Not Found` \u2014 c:d { .e }\n\n> f\n\n### g?\n\n> `optional` **g**: `h`\n\n<I>HTTP **409** \u2014 `j:k`</I>\n\nl (m)\n",
		"# [404 a](b:c/page) (HTTP 409)\n\n## 409 Conflict\n\nType URI:\n\n    d:e\n\n|Code|Status|\n|-|-|\n|f|404|\n\n<dl><dt>Type<dd><code>g:h</code></dl>\n\n```yaml\ntype: i:j\nstatus: 404\n```\n\n```xml\n<p xmlns=\"urn:ietf:rfc:7807\">\n <type>k:l</type>\n```\n",
		"# A\n\n<pre><code>{\"type\": \"a:b\", \"c\": 1}</code></pre>\n\n{{< highlight json >}}\n{\"type\": \"a:b\"\n,\"c\": 1}\n\n{{< / highlight >}}\n\n{% highlight %}\n{\"type\": 1,}\n",
		front + "a\\\\\\*b &amp; HTTP &#52; HTTP 503 &lt; 404 Not Found\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		page, found := readFuzzed(t, text)
		for _, code := range page.Codes {
			if !strings.Contains(code.At.Text(), strings.Fields(code.Text + " x")[0]) && code.Text != "" && strings.TrimSpace(code.Text) != "" {
				t.Errorf("code span %q at %s", code.Text, place(code.At))
			}
		}
		for _, m := range page.Statuses {
			written := m.At.Text() // which may have markup between its digits
			if n, ok := statusCode([]byte(written)); (!ok || n != m.Code) && !strings.ContainsAny(written, "`*_\\&[]()<>!~") {
				t.Errorf("status %d at %s", m.Code, place(m.At))
			}
		}
		for _, l := range page.Links {
			if !strings.HasSuffix(l.Dest.Value, l.Dest.At.Text()) {
				t.Errorf("destination %q at %s", l.Dest.Value, place(l.Dest.At))
			}
		}
		if page.Partial && len(found) == 0 {
			t.Error("partial without a finding")
		}
		intro, found := ReadIntro("folder/README.md", page.Source)
		checkSpans(t, page.Source, intro)
		checkSpans(t, page.Source, found)
	})
}

func FuzzFrontMatter(f *testing.F) {
	for _, text := range []string{
		"title: T\nproblem:\n  name: a\n  status: 404\n", "title: \"a\\\"b\"\n", "title: 'a''b'\n", "title: >-\n  a\n  b\n",
		"title: T\nproblem: {aliases: [a, 'b'], members: {c: {go: D}}}\n", "title: &a T\n", "? a\n: b\n", "- a\n", "{title: T}",
		"title: T\n...\nb: c\n", "%YAML 1.2\n", "title = 'T'\n[problem]\nname = \"a\"\n", "a.b.c = [1, {d = 2}]\n[[e]]\n", "# é\ntitle: é # c\n",
	} {
		f.Add(text, true)
		f.Add(text, false)
	}
	f.Fuzz(func(t *testing.T, text string, isTOML bool) {
		fence := "---\n"
		if isTOML {
			fence = "+++\n"
		}
		page, found := readFuzzed(t, fence+text+"\n"+fence)
		if len(found) > 0 {
			return
		}
		s := page.Front.Problem
		for _, text := range []catalog.Text{page.Front.Title, s.Name, s.Type, s.Go} {
			if written := text.At.Text(); text.Value != "" && !strings.ContainsAny(written, "\"'|>\n") && written != text.Value {
				t.Errorf("%q at %s", text.Value, place(text.At))
			}
		}
		if !s.Insert.IsZero() && s.Insert.Start != len(page.Source.Text) && page.Source.Text[s.Insert.Start-1] != '\n' {
			t.Errorf("insert at %s", place(s.Insert))
		}
	})
}

func FuzzTable(f *testing.F) {
	for _, text := range []string{
		"|a|b|\n|-|-|\n|c|d|\n", "a|b\n-|-\nc\nd|e|f\n", "|a\\|b|`c\\|d`|\n|:-:|-|\n||\n|\n|\\|\n", "Type URI | Title\n-|-\na:b | `C`\n",
		"> |a|\n> |-|\n> |b|\n", "- |a|\n  |-|\n\t|b|\n", "|é|\n|-|\n| [x](y) |\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		page, _ := readFuzzed(t, front+text)
		for _, table := range page.Tables {
			if len(table.Roles) != len(table.Header) {
				t.Errorf("%d roles for %d columns", len(table.Roles), len(table.Header))
			}
			for _, row := range table.Rows {
				if !table.List { // whose cells are pieces of a text
					checkRow(t, row, page.Partial)
				}
			}
		}
	})
}

// checkRow checks that a row's cells follow one another inside it, and that
// each has its text where it stands.
func checkRow(t *testing.T, row catalog.Row, partial bool) {
	end := row.At.Start
	for _, cell := range row.Cells {
		if cell.At.Start < end || cell.At.End > row.At.End {
			t.Errorf("cell %s in row %s", place(cell.At), place(row.At))
		}
		end = cell.At.End
		if written := cell.At.Text(); !partial && !strings.ContainsAny(written, "\\`*_[]<>&!\t") && written != cell.Text {
			t.Errorf("cell %q at %s", cell.Text, place(cell.At))
		}
	}
}

func FuzzSample(f *testing.F) {
	for _, text := range []string{
		`{"type": "a:b", "status": 400}`, `{"type": "a:b", "x": [1, -0, 1e9, null, {"é": "\u00e9"}]}`, `{"type": "a:b",}`, `{'type': 'a:b'}`,
		"HTTP/1.1 400 Bad Request\nA: b\n\n{\"type\": \"a:b\"}", "$ curl x\n{\"type\": \"a:b\"}\n$", "{\"type\": \"a:b\"\n", `{type: 0777, "status": 1`,
		"{\"type\":\n\n\t\"a:b\"}\n{", `{"type": "\ud800", "title": None // x`, "< HTTP/2 400\n<\n{\"type\": \"a:b\"}}",
	} {
		for container := range containers {
			f.Add(text, container)
		}
	}
	for _, text := range []string{
		"{\"type\": \"a:b\", // x\n\"a\": <b>, \"c\": [...], ...,}", `{"type": "<what it is>", <b>: 1, "c": {d}, "e": number /* f */}`, `{"type": "a:b", "...": "…", "a": …}`,
	} {
		f.Add(text, 0)
		f.Add(text, len(containers)-1)
	}
	f.Fuzz(func(t *testing.T, text string, container int) {
		c := containers[max(container, -container, 0)%len(containers)]
		page, _ := readFuzzed(t, front+"## Examples\n\n"+c.first+strings.ReplaceAll(text, "\n", "\n"+c.rest)+"\n")
		for _, sample := range page.Samples {
			if sample.Body != nil {
				checkValue(t, sample.Body)
			}
		}
	})
}

// containers are what code blocks stand in: what begins their first line and
// all others.
var containers = []struct{ first, rest string }{
	{"```json\n", ""}, {"```sh\n", ""}, {"```http\n", ""}, {"    ", "    "}, {"\t", "\t"},
	{"> ```\n> ", "> "}, {"- a\n\n  ```\n  ", "  "}, {"1. a\n\n\t```\n\t", "\t"}, {"> - ~~~ js\n>   ", ">   "},
}

// checkValue checks that every value is what stands at its place.
func checkValue(t *testing.T, v *catalog.Value) {
	written := v.At.Text()
	switch v.Kind {
	case catalog.StringValue:
		if v.Placeholder && v.Text == written {
			break
		}
		checkText(t, v.Text, written)
	case catalog.NumberValue, catalog.BoolValue:
		if v.Text != written {
			t.Errorf("%s at %s", v.Text, place(v.At))
		}
	case catalog.ObjectValue:
		if written[0] != '{' || written[len(written)-1] != '}' {
			t.Errorf("object at %s", place(v.At))
		}
	}
	for _, m := range v.Members {
		checkText(t, m.Name, m.NameAt.Text())
		checkValue(t, m.Value)
	}
	for _, e := range v.Elems {
		checkValue(t, e)
	}
}

// FuzzRelax holds that a relaxed text has its lines and bytes where they were,
// and that JSON stays as it is.
func FuzzRelax(f *testing.F) {
	for _, text := range []string{
		`{"a": <b>, // c`, `{"a": [1, 2,], ...}`, `{"a": ..., /* b */ "c": {d}, e}`, `{"a":"b","c":[]}`, "{…, <a b>\n,}", `{"a": string, "b": "// c", "d": [int]}`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := relax([]byte(text), 0)
		if len(r.text) != len(text) {
			t.Fatalf("%d bytes of %d", len(r.text), len(text))
		}
		for i := range len(text) {
			if (text[i] == '\n') != (r.text[i] == '\n') {
				t.Errorf("line end at %d of %q", i, r.text)
			}
		}
		if json.Valid([]byte(text)) && (string(r.text) != text || r.template || len(r.dropped) > 0) {
			t.Errorf("JSON becomes %q", r.text)
		}
	})
}

func checkText(t *testing.T, text, written string) {
	var read string
	if written == text || written[0] == '\'' { // names and texts of JSON5
		return
	}
	if err := json.Unmarshal([]byte(written), &read); err != nil || read != text {
		t.Errorf("text %q where %s stands", text, written)
	}
}
