package site

import (
	"encoding/json"
	"html"
	"path"
	"regexp"
	"strings"
	"testing"
)

// What a page may say to become more than text.
var payloads = []string{
	`<script>alert(1)</script>`,
	`<img src=x onerror=alert(1)>`,
	`"><svg onload=alert(1)>`,
	`'><body onload='alert(1)`,
	`[a](javascript:alert(1)) [b](data:text/html,<script>alert(1)</script>) [c](intent:x) [d](//evil.example) [e](ms-msdt:x) [f](vbscript:x) [g](\\evil.example)`,
	"[a](java&#10;script:alert(1)) <javascript:alert(1)> [b](https://user:pass@evil.example) [c](https:evil.example)",
	`![a](javascript:alert(1)) ![b](data:image/svg+xml;base64,AAAA) ![c](https://evil.example/pixel.png) ![d](evil.svg) ![e](evil.png)`,
	`<a href="javascript:alert(1)">a</a> <a href=https://ok.example onclick=alert(1)>b</a>`,
	`<style>*{display:none}</style><link rel=stylesheet href=https://evil.example><iframe src=https://evil.example></iframe>`,
	`<form action=https://evil.example><input name=q></form><base href=https://evil.example>`,
	`<meta http-equiv=refresh content="0; url=https://evil.example">`,
	`<details open ontoggle=alert(1)><summary style="x">a</summary></details>`,
	"| a | b |\n|:-|-:|\n| <b onmouseover=alert(1)>c</b> | `<script>` |",
	"<!-- --><script>alert(1)</script><!-- -->",
	"{{.}} {{template \"x\"}} ${alert(1)} <%= x %>",
	`</code></pre></figure></article><script>alert(1)</script>`,
}

var tag = regexp.MustCompile(`<[a-zA-Z!/][^>]*>`)

// Whatever pages say is text in all files: nothing runs, nothing is asked of
// others, and nothing leads where a page must not lead.
func TestHostilePages(t *testing.T) {
	files := map[string][]byte{
		"evil.svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`),
		"evil.png": []byte(`<script>alert(1)</script>`),
	}
	example := "```json\n{\"type\": \"https://example.com/problems/p\", \"title\": \"T\", \"status\": 400, \"x\": \"</script><script>alert(1)</script>\"}\n```\n"
	for i, payload := range payloads {
		name := "p" + string(rune('a'+i))
		files[name+".md"] = []byte("---\ntitle: " + quoted(payload) + "\nproblem: {status: 400, deprecated: " + quoted(payload) + "}\n---\n\n" +
			payload + "\n\nText " + payload + "\n\n## " + payload + "\n\n" + strings.ReplaceAll(example, "/p\"", "/"+name+"\""))
	}
	files["README.md"] = []byte("# " + payloads[0] + "\n\n" + strings.Join(payloads, "\n\n"))
	f := readFolder(base, files)
	for i, h := range f.heads {
		f.heads[i].Summary = payloads[0]
		f.heads[i].Retired = payloads[1]
		f.problems[i].Summary = h.Title
	}
	made := f.make(t, Options{Base: base, Title: payloads[0], Edit: "https://code.example/edit/"})
	for name, data := range made {
		if path.Ext(name) == ".html" {
			checkHarmless(t, name, data)
		}
	}
	if strings.ContainsAny(made["problems.json"], "<>&") || !json.Valid([]byte(made["problems.json"])) {
		t.Errorf("problems.json could be taken for HTML:\n%s", made["problems.json"])
	}
	for _, name := range []string{"evil.svg", "evil.png"} {
		if _, there := made[name]; there {
			t.Errorf("%s is published", name)
		}
	}
}

func quoted(text string) string {
	data, _ := json.Marshal(text)
	return string(data)
}

var (
	handler = regexp.MustCompile(`(?i)\s(on[a-z]+|style|srcset|action|formaction)\s*=`)
	dest    = regexp.MustCompile(`\s(href|src)="([^"]*)"`)
)

func checkHarmless(t *testing.T, name, page string) {
	t.Helper()
	if n := strings.Count(page, `<meta http-equiv="Content-Security-Policy" content="`+html.EscapeString(Policy)+`">`); n != 1 {
		t.Errorf("%s has %d policies", name, n)
	}
	for _, tag := range tag.FindAllString(page, -1) {
		bare := regexp.MustCompile(`"[^"]*"`).ReplaceAllString(tag, `""`)
		if handler.MatchString(bare) {
			t.Errorf("%s has %s", name, tag)
		}
		element := strings.ToLower(strings.Trim(strings.Fields(tag)[0], "</>"))
		switch element {
		case "script", "link":
			if !strings.Contains(tag, `src="`) && !strings.Contains(tag, `href="`) && tag != "</script>" {
				t.Errorf("%s has %s", name, tag)
			}
		case "svg", "style", "iframe", "form", "base", "object", "embed", "body/", "video", "math":
			t.Errorf("%s has %s", name, tag)
		}
		for _, d := range dest.FindAllStringSubmatch(tag, -1) {
			checkDest(t, name, element, html.UnescapeString(d[2]))
		}
	}
}

func checkDest(t *testing.T, name, element, to string) {
	t.Helper()
	scheme, _, absolute := strings.Cut(to, ":")
	switch {
	case strings.HasPrefix(to, "//"), strings.HasPrefix(to, "\\"), strings.Contains(to, "@"):
	case !absolute, element == "a" && (strings.HasPrefix(to, "https://") || scheme == "mailto"), element == "link" && strings.HasPrefix(to, base):
		return
	}
	t.Errorf("%s: %s leads to %s", name, element, to)
}

// Characters that turn a text around or hide in it are not shown.
func TestInvisible(t *testing.T) {
	f := archive(base, "-- a.md --\n---\ntitle: T\nproblem: {status: 400}\n---\n\nText.\n")
	f.heads[0].Title, f.heads[0].Summary, f.heads[0].Deprecated = "a\u202eb\x00c\nd", "e\u2067f", "\ufeffg\x1b[31m"
	made := f.make(t, Options{Base: base})
	for name, data := range made {
		if path.Ext(name) == ".html" && strings.ContainsFunc(data, func(r rune) bool { return r != '\n' && r != '\t' && isInvisible(r) }) {
			t.Errorf("%s has characters that are not seen:\n%q", name, data)
		}
	}
	if !strings.Contains(made["a/index.html"], "<bdi>abc d</bdi>") {
		t.Errorf("the title is lost:\n%s", made["a/index.html"])
	}
}

// The same pages make the same bytes, in whatever order they are made.
func TestDeterminism(t *testing.T) {
	f := archive(base, everything)
	first := f.make(t, Options{Base: base})
	for range 3 {
		for name, data := range f.make(t, Options{Base: base}) {
			if data != first[name] {
				t.Errorf("%s differs from run to run", name)
			}
		}
	}
}

// A page's edit changes that page's files, and of the shared ones those that
// name what has changed.
func TestOnePageChanges(t *testing.T) {
	o := Options{Base: base, Schema: schema, SchemaName: schemaName}
	before := archive(base, everything).make(t, o)
	after := archive(base, strings.Replace(everything, "Nothing is here.", "Nothing is here. Look elsewhere.", 1)).make(t, o)
	for name, data := range after {
		if changed := before[name] != data; changed != (name == "missing.md" || name == "missing/index.html") {
			t.Errorf("%s: changed %v", name, changed)
		}
	}
}
