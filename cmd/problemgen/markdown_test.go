package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
)

// What a page says is text in the table, whatever it looks like: neither
// markup nor a mention, and it stays in its cell.
func TestMarkdownIsHarmless(t *testing.T) {
	hostile := []string{
		"a | b", "`code`", "``", "` `` `", "<script>alert(1)</script>", "@everyone", "[x](https://example.com)", "![x](https://example.com/x.png)",
		"line\nbreak\r\n\n# heading", "\\", "\\|", "a\\`|b", "*bold* _em_ ~~gone~~", strings.Repeat("long ", 100), "\x1b[31mred\u202e",
	}
	for _, text := range hostile {
		d := generator.Difference{Rule: "title-changed", Problem: "p", Axes: []string{"wire"}, Breaking: true, Before: text, After: "after", Accepted: text, Asks: generator.Major}
		var out, html bytes.Buffer
		all := []compared{{config.Catalog{Pages: "pages"}, &generator.Comparison{Against: text, Notes: []string{text}, Changes: []generator.Difference{d}}}}
		if err := printMarkdown(&out, all, true); err != nil {
			t.Fatal(err)
		}
		if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert(out.Bytes(), &html); err != nil {
			t.Fatal(err)
		}
		for _, markup := range []string{"<script", "<img", "<em>", "<strong>", "<del>", "example.com\"", "<h1"} {
			if strings.Contains(html.String(), markup) {
				t.Errorf("%q becomes markup: %s", text, html.String())
			}
		}
		if n := strings.Count(html.String(), "<td>"); n != 5 {
			t.Errorf("%q makes %d cells of 5:\n%s", text, n, out.String())
		}
		if strings.Contains(html.String(), "@everyone") && !strings.Contains(html.String(), "<code>@everyone</code>") {
			t.Errorf("a mention stands outside of code: %s", html.String())
		}
	}
}
