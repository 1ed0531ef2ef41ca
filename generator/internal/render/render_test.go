package render

import (
	"bytes"
	"html/template"
	"regexp"
	"strings"
	"testing"
)

// newPage returns a page whose links lead to the web and to files that exist.
func newPage(text string) Page {
	return Page{
		Text: []byte(text),
		Link: func(dest string) Target {
			switch {
			case strings.HasPrefix(dest, "https://"):
				return Target{Href: dest, External: true}
			case strings.HasSuffix(dest, ".md"):
				return Target{Href: strings.TrimSuffix(dest, ".md") + "/index.html"}
			}
			return Target{}
		},
		Image: func(dest string) string {
			if dest == "here.png" {
				return "here.png"
			}
			return ""
		},
	}
}

func TestRender(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"text", "a *b* **c** `d` & <", "<p>a <em>b</em> <strong>c</strong> <code>d</code> &amp; &lt;</p>\n"},
		{"front matter", "---\ntitle: T\n---\nx\n", "<p>x</p>\n"},
		{"own title", "# T\n\nx\n", "<p>x</p>\n"},
		{"link", "[a](https://x.example) [b](b.md) [c](javascript:alert(1)) <https://x.example>",
			`<p><a href="https://x.example" rel="external noopener noreferrer">a</a> <a href="b/index.html">b</a> c <a href="https://x.example" rel="external noopener noreferrer">https://x.example</a></p>` + "\n"},
		{"link with markup", "[`a` *b*](b.md)", `<p><a href="b/index.html"><code>a</code> <em>b</em></a></p>` + "\n"},
		{"picture", "![a \"b\"](here.png) ![c](there.png) ![](https://x.example/p.png)",
			`<p><img src="here.png" alt="a &#34;b&#34;" loading="lazy"> c <a href="https://x.example/p.png" rel="external noopener noreferrer">picture</a></p>` + "\n"},
		{"script", "<script>alert(1)</script>\n", "<pre class=\"raw\" tabindex=\"0\"><code>&lt;script&gt;alert(1)&lt;/script&gt;</code></pre>\n"},
		{"script in a text", "a <script>b</script>", "<p>a &lt;script&gt;b&lt;/script&gt;</p>\n"},
		{"event handler", "a <b onclick=\"x()\">b</b> <img src=x onerror=alert(1)>", "<p>a <b>b</b> picture</p>\n"},
		{"raw link", `<a href="javascript:x()">a</a> <a href='https://x.example' target=_blank>b</a>`,
			`<p>a <a href="https://x.example" rel="external noopener noreferrer">b</a></p>` + "\n"},
		{"left open", "a <b>b\n\nc </i>\n", "<p>a <b>b</b></p>\n<p>c </p>\n"},
		{"left open in an item", "- a <em>b\n- c\n", "<ul>\n<li>a <em>b</em></li>\n<li>c</li>\n</ul>\n"},
		{"details", "<details>\n<summary>S &amp; T</summary>\n\n*x*\n\n</details>\n\ny\n", "<details>\n<summary>S &amp; T</summary>\n<p><em>x</em></p>\n</details>\n<p>y</p>\n"},
		{"comments", "a <!-- b --> c\n\n<!-- d\n<b>e -->\n", "<p>a  c</p>\n\n"},
		{"note", "> [!WARNING]\n> Careful.\n", "<div class=\"note warning\" role=\"note\">\n<p class=\"note-title\">Warning</p>\n<p>Careful.</p>\n</div>\n"},
		{"directive", ":::warning[Mind *this*]\na\n\n- b\n:::\n\nc\n",
			"<div class=\"note warning\" role=\"note\">\n<p class=\"note-title\">Mind *this*</p>\n<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n</div>\n<p>c</p>\n"},
		{"shortcode", "{{< note >}}\na\n{{< /note >}}\n\n{% hint style=\"danger\" %}\nb\n{% endhint %}\n",
			"<div class=\"note\" role=\"note\">\n<p class=\"note-title\">Note</p>\n<p>a</p>\n</div>\n<div class=\"note warning\" role=\"note\">\n<p class=\"note-title\">Danger</p>\n<p>b</p>\n</div>\n"},
		{"shortcode that arranges", "{{% tabs %}}\n{{% tab \"A\" %}}\na\n{{% /tab %}}\n{{% /tabs %}}\n", "<p>a</p>\n"},
		{"shortcode without an end", "{{< toc >}}\n\na\n", "<p>a</p>\n"},
		{"attributes", "{: .note }\na\n", "<p>a</p>\n"},
		{"tab", "=== \"A <b>\"\n\n    a\n\nb\n", "<div class=\"note\" role=\"note\">\n<p class=\"note-title\">A &lt;b&gt;</p>\n<p>a</p>\n</div>\n<p>b</p>\n"},
		{"admonition", "!!! note \"<b>\"\n    a\n\n    b\n\nc\n", "<div class=\"note\" role=\"note\">\n<p class=\"note-title\">&lt;b&gt;</p>\n<p>a</p>\n<p>b</p>\n</div>\n<p>c</p>\n"},
		{"component", "<Tab title={x}>\n\n*a*\n\n</Tab>\n\n<Card a=\"b\" /> c\n", "\n<p><em>a</em></p>\n\n<p> c</p>\n"},
		{"quote", "> [!HOAX]\n> a\n", "<blockquote>\n<p>[!HOAX]\na</p>\n</blockquote>\n"},
		{"JSON", "```json\n{\"a\": [\"b\\\"\", -1.5e3, true], // c\n  \"<\": null}\n```\n",
			"<figure class=\"code\"><figcaption>JSON</figcaption>\n<pre tabindex=\"0\"><code>" +
				"{<span class=\"k\">\"a\"</span>: [<span class=\"s\">\"b\\\"\"</span>, <span class=\"n\">-1.5e3</span>, <span class=\"w\">true</span>], <span class=\"c\">// c</span>\n" +
				"  <span class=\"k\">\"&lt;\"</span>: <span class=\"w\">null</span>}\n</code></pre></figure>\n"},
		{"end of a script in JSON", "```json\n{\"a\": \"</script></code>\"}\n```\n",
			"<figure class=\"code\"><figcaption>JSON</figcaption>\n<pre tabindex=\"0\"><code>{<span class=\"k\">\"a\"</span>: <span class=\"s\">\"&lt;/script&gt;&lt;/code&gt;\"</span>}\n</code></pre></figure>\n"},
		{"message", "```http\nHTTP/1.1 404 Not Found\nA: b\n\n{}\n```\n",
			"<figure class=\"code\"><figcaption>HTTP</figcaption>\n<pre tabindex=\"0\"><code><span class=\"w\">HTTP/1.1 404 Not Found</span>\n<span class=\"k\">A</span>: b\n\n{}\n</code></pre></figure>\n"},
		{"session", "```sh\n$ curl \"x\"\n{\n\"a\": 1\n}\n$ x 1\n```\n",
			"<figure class=\"code\"><figcaption>Shell</figcaption>\n<pre tabindex=\"0\"><code>$ curl \"x\"\n{\n<span class=\"k\">\"a\"</span>: <span class=\"n\">1</span>\n}\n$ x 1\n</code></pre></figure>\n"},
		{"escaped pipe", "a | b\n--- | :-:\n`x\\|y` | \\|z\n",
			"<table class=\"plain\" role=\"table\">\n<thead role=\"rowgroup\"><tr role=\"row\"><th scope=\"col\" role=\"columnheader\">a</th><th scope=\"col\" role=\"columnheader\" align=\"center\">b</th></tr></thead>\n" +
				"<tbody role=\"rowgroup\">\n<tr role=\"row\"><td role=\"cell\" data-label=\"a\"><code>x|y</code></td><td role=\"cell\" data-label=\"b\" align=\"center\">|z</td></tr>\n</tbody>\n</table>\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, err := Render(newPage(test.text))
			if err != nil {
				t.Fatal(err)
			}
			if got := string(d.Lead + d.Body); got != test.want {
				t.Errorf("\n got %q\nwant %q", got, test.want)
			}
		})
	}
}

// Headings go down one step at a time, have anchors of their own, and lead the
// reader.
func TestHeadings(t *testing.T) {
	d, err := Render(newPage("# T\n\nlead\n\n# A\n\n#### B & `c`\n\n## A\n\n> ## Q\n"))
	if err != nil {
		t.Fatal(err)
	}
	if d.Lead != "<p>lead</p>\n" {
		t.Errorf("the lead is %q", d.Lead)
	}
	got := regexp.MustCompile(`<h\d id="[^"]*">`).FindAllString(string(d.Body), -1)
	if want := `<h2 id="a"> <h3 id="b--c"> <h2 id="a-1"> <h2 id="q">`; strings.Join(got, " ") != want {
		t.Errorf("the headings are %q, want %q", got, want)
	}
	if len(d.Contents) != 2 || d.Contents[0] != (Heading{"a", "A"}) || d.Contents[1] != (Heading{"a-1", "A"}) {
		t.Errorf("the contents are %v", d.Contents)
	}
}

// What MDX has for the program that draws it is no text.
func TestMDX(t *testing.T) {
	p := newPage("import { A } from \"@a\";\nimport B from \"b\";\n\nexport const c = 1;\n\nImport duties apply.\n\n{/* d */}\n\n<A x={1}>\n\ne\n\n</A>\n")
	p.MDX = true
	d, err := Render(p)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(strings.Fields(string(d.Lead)), " "); got != "<p>Import duties apply.</p> <p>e</p>" {
		t.Errorf("the page is drawn as %q", got)
	}
	if bytes.Contains(d.Markdown, []byte("@a")) || bytes.Contains(d.Markdown, []byte("/* d")) {
		t.Errorf("the source is %q", d.Markdown)
	}
}

// Of a page with several sections, one can be rendered by itself.
func TestSection(t *testing.T) {
	p := newPage("---\ntitle: T\n---\n# All\n\nx\n\n## One\n\na [b](b.md)\n\n### More\n\nc\n\n## Two\n\nd\n\n## One\n\ne\n")
	for anchor, want := range map[string][2]string{
		"one":   {"<p>a <a href=\"b/index.html\">b</a></p>\n<h2 id=\"more\">More <a class=\"anchor\" href=\"#more\" aria-label=\"Link to this section: More\">#</a></h2>\n<p>c</p>\n", "a [b](b.md)\n\n### More\n\nc\n"},
		"two":   {"<p>d</p>\n", "d\n"},
		"one-1": {"<p>e</p>\n", "e\n"},
	} {
		p.Anchor = anchor
		d, err := Render(p)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(d.Lead + d.Body); got != want[0] || string(d.Markdown) != want[1] {
			t.Errorf("%s is drawn as %q with the source %q, want %q", anchor, got, d.Markdown, want)
		}
	}
}

// The source that is published has neither front matter nor comments, and its
// links lead where the caller has them lead.
func TestMarkdown(t *testing.T) {
	text := "---\ntitle: T\nsecret: s\n---\n\n<!-- owner: me -->\n\na [b](b.md) <!-- c --> ![d](here.png) [e](../e)\n\n- <!-- f\n  g --> h\n"
	p := newPage(text)
	p.Source = func(dest string) string {
		if dest == "b.md" {
			return "../b2.md"
		}
		return ""
	}
	d, err := Render(p)
	if err != nil {
		t.Fatal(err)
	}
	if want := "a [b](../b2.md)  ![d](here.png) [e](../e)\n\n-  h\n"; string(d.Markdown) != want {
		t.Errorf("\n got %q\nwant %q", d.Markdown, want)
	}
}

// What stands in place of a table is the caller's, who is told where its rows
// stand in the page.
func TestTable(t *testing.T) {
	text := "---\ntitle: T\n---\n| a | b |\n|---|---|\n| `c` | *d* |\n"
	p := newPage(text)
	p.Table = func(table *Table) (template.HTML, bool) {
		r := table.Rows[0]
		if got := text[r.Start:r.End]; got != "| `c` | *d* |" {
			t.Errorf("the row is %q", got)
		}
		if r.Cells[0].Text() != "c" || r.Cells[1].HTML() != "<em>d</em>" {
			t.Errorf("the cells are %q and %q", r.Cells[0].Text(), r.Cells[1].HTML())
		}
		return "<hr>", true
	}
	if d, err := Render(p); err != nil || d.Lead != "<hr>" {
		t.Errorf("the table is %q, %v", d.Lead, err)
	}
}

// What is shown apart is left out, and what stands beside it is not.
func TestTold(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"**Type URI:** `«urn:x»`\n**HTTP status:** «404»\n\nx\n", "<p>x</p>\n"},
		{"> HTTP `«422»` · `application/problem+json`\n\nx\n", "<p>x</p>\n"},
		{"- **status**: «404»\n- **scope**: all\n", "<ul>\n<li><strong>scope</strong>: all</li>\n</ul>\n"},
		{"- **status**: «404»\n", ""},
		{"## Status\n\n«404 Not Found»\n\n## B\n\nx\n", "B x"},
		{"## Status\n\n«404 Not Found»\n\nIt is told by the server, at once, to all who ask.\n", "Status It is told by the server, at once, to all who ask."},
		{"**Status:** «404», which the server sends when it has looked everywhere.\n", "<p><strong>Status:</strong> 404, which the server sends when it has looked everywhere.</p>\n"},
		{"| | |\n|-|-|\n| Status | «404» |\n\nx\n", "<p>x</p>\n"},
		{"| | |\n|-|-|\n| Status | «404» |\n| Scope | All |\n", "Scope All"},
	} {
		text, told := "", []Span(nil)
		for i, part := range strings.Split(strings.ReplaceAll(test.text, "»", "«"), "«") {
			if i%2 == 1 {
				told = append(told, Span{len(text), len(text) + len(part)})
			}
			text += part
		}
		p := newPage(text)
		p.Told = told
		d, err := Render(p)
		if err != nil {
			t.Fatal(err)
		}
		got := string(d.Lead + d.Body)
		if !strings.Contains(test.want, "<") {
			got = regexp.MustCompile(`<a class="anchor".*?</a>|<[^>]*>`).ReplaceAllString(got, " ")
			got = strings.Join(strings.Fields(got), " ")
		}
		if got != test.want {
			t.Errorf("%q is drawn as %q, want %q", test.text, got, test.want)
		}
	}
}

// allowed are all the tags that a page can have. No attribute of it has a value
// that a page chooses but addresses, descriptions and names.
var allowed = regexp.MustCompile(`^<(` +
	`/?(p|em|strong|code|ul|li|ol|blockquote|hr|br|b|i|u|s|del|ins|mark|small|sub|sup|kbd|samp|var|q|cite|dfn|abbr|wbr|` +
	`details|summary|dl|dt|dd|pre|table|thead|tbody|tfoot|tr|th|td|caption|a|h[2-6]|figure|figcaption|span|div)` +
	`|ol start="\d+"|h[2-6] id="[^"<>]*"|span class="[ksnwc]"|figure class="code"|pre tabindex="0"|pre class="raw" tabindex="0"` +
	`|a class="anchor" href="#[^"<>]*" aria-label="[^"<>]*"|a href="[^"<>]*"( rel="external noopener noreferrer")?` +
	`|img src="[^"<>]*" alt="[^"<>]*" loading="lazy"|div class="note( warning)?" role="note"|p class="note-title"` +
	`|table class="plain" role="table"|(thead|tbody) role="rowgroup"|tr role="row"|td role="cell"( data-label="[^"<>]*")?( align="[a-z]+")?` +
	`|th scope="col" role="columnheader"( align="[a-z]+")?` +
	`)>`)

// Whatever a page says, it says it as text.
func FuzzRender(f *testing.F) {
	for _, text := range []string{
		"<script>alert(1)</script>", "a <b onclick=x>b</b> <a href=javascript:x>c", "<details><summary>a\n\nb</details>",
		"[a](<javascript:x>) ![b](data:image/svg+xml,x)", "|a|b|\n|-|:-:|\n|`\\|`|<i>|\n", "> [!NOTE]\n> <!-- x", "```json\n{\"</code>\": 1}\n```",
		"<a href=\"https://x\" x=\"y>z\">", "# <i>a\n## b {#\"x}\n", "<img alt='\"><script>' src=here.png>", "1. a\n   <ul>\n2. b",
		"+++\nx\n+++\n<pre>\n\n</pre>", "<table><tr><td>a</td></tr></table>", ":::note <b>\na\n:::", "!!! x\n    - a\n      :::y\n", "<Tab\n", "{{< note >}}\n<b>\n{{< /note >}}", "{% hint style=\"<b>\" %}\na\n{% endhint %}", "=== \"<b>\"\n    a\n", "<Script>x</Script>", "&lt;script&gt; \\<b>", "<svg onload=x>", "[x]: javascript:y\n[x]",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4<<10 {
			return // what costs more is refused before it comes here
		}
		d, err := Render(newPage(text))
		if err != nil {
			t.Fatal(err)
		}
		open := 0
		for _, part := range []template.HTML{d.Lead, d.Body} {
			open += checkHTML(t, string(part))
		}
		if open != 0 {
			t.Errorf("%d elements are left open in %q", open, d.Lead+d.Body)
		}
	})
}

// checkHTML checks that HTML has no tags but allowed ones, and returns how many
// more of them begin than end.
func checkHTML(t *testing.T, html string) (open int) {
	for rest := html; ; {
		at := strings.IndexByte(rest, '<')
		if at < 0 {
			return open
		}
		tag := allowed.FindString(rest[at:])
		switch {
		case tag == "":
			t.Fatalf("a tag that must not be at %q", rest[at:min(len(rest), at+60)])
		case strings.HasPrefix(tag, "</"):
			open--
		case !strings.HasPrefix(tag, "<br") && !strings.HasPrefix(tag, "<hr") && !strings.HasPrefix(tag, "<wbr") && !strings.HasPrefix(tag, "<img"):
			open++
		}
		rest = rest[at+len(tag):]
	}
}
