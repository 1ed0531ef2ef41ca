package page

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

func readBody(t *testing.T, body string) *catalog.Page {
	t.Helper()
	p, found := Read("page.md", diag.NewSource("page.md", []byte("---\ntitle: Page\n---\n"+body)))
	if len(found) > 0 {
		t.Fatalf("found %v", found)
	}
	return p
}

// TestPassageLeadsBack finds words of running text where they stand, markup
// left out.
func TestPassageLeadsBack(t *testing.T) {
	p := readBody(t, "   One *two* [three](x.md)\n`four` &amp; five.\n\n> - six seven\n")
	if len(p.Passages) != 2 {
		t.Fatalf("%d passages, want 2: %v", len(p.Passages), p.Passages)
	}
	if got := p.Passages[0].Text; got != "One two three four & five." {
		t.Errorf("the first says %q", got)
	}
	for _, passage := range p.Passages {
		for word := range strings.FieldsSeq("One two three four five seven") {
			at := strings.Index(passage.Text, word)
			if at < 0 {
				continue
			}
			if got := passage.Span(at, at+len(word)).Text(); got != word {
				t.Errorf("%q leads to %q", word, got)
			}
			if passage.IsCode(at) != (word == "four") {
				t.Errorf("%q is code: %t", word, passage.IsCode(at))
			}
		}
	}
}

func TestBareHeadings(t *testing.T) {
	p := readBody(t, "# Title\n\n## Empty\n\n<!-- nothing -->\n\n---\n\n## Group\n\n### Inner\n\ntext\n\n## Coded\n\n    code\n\n## Last\n")
	var bare []string
	for _, h := range p.Headings {
		if h.Bare {
			bare = append(bare, h.Text)
		}
	}
	if diff := cmp.Diff([]string{"Empty", "Last"}, bare); diff != "" {
		t.Error(diff)
	}
}

func TestHeadingStatuses(t *testing.T) {
	tests := []struct{ body, want string }{
		{"## Response (HTTP 409)", "409"},
		{"## 409 Seat taken", "409"},
		{"## Seat taken (409)", "409"},
		{"## Error response: 451", "451"},
		{"**Answer 503**", "503"},
		{"<h3>409 Conflict</h3>", "409"},
		{"<details>\n<summary>Example, HTTP 410</summary>\n\n</details>", "410"},
		{"## 500 books burnt", ""},
		{"## Shelf 404", ""},
		{"## In 2004 (or 2005)", ""},
		{"<img src=\"409.png\" alt=\"HTTP 409\">", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, s := range readBody(t, tt.body+"\n\ntext\n").HeadingStatuses {
			got = append(got, s.At.Text())
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%q names %q, want %q", tt.body, got, tt.want)
		}
	}
}

func TestRequests(t *testing.T) {
	tests := []struct{ info, code, want string }{
		{"http", "POST /orders HTTP/1.1\nContent-Type: application/json\nHost: api.example.org\n\n{}", "POST /orders api.example.org"},
		{"http", "DELETE https://api.example.org:8443/orders/1", "DELETE https://api.example.org:8443/orders/1 api.example.org:8443"},
		{"text", "GET /orders", "GET /orders "},
		{"text", "GET your books back in time", ""},
		{"bash", "$ curl https://api.example.org/orders", "GET https://api.example.org/orders api.example.org"},
		{"sh", "curl -s -XPUT \\\n  'https://api.example.org/orders/1' \\\n  -d '{}'", "PUT https://api.example.org/orders/1 api.example.org"},
		{"sh", "curl --data @order.json https://api.example.org/orders", "POST https://api.example.org/orders api.example.org"},
		{"sh", "curl --request \"PATCH\" https://api.example.org/o --json '{}'", "PATCH https://api.example.org/o api.example.org"},
		{"json", "{\"a\": \"curl https://api.example.org/\"}", ""},
	}
	for _, tt := range tests {
		got := ""
		for _, r := range readBody(t, "```"+tt.info+"\n"+tt.code+"\n```\n").Requests {
			got += fmt.Sprintf("%s %s %s", r.Method.Value, r.Target.Value, r.Host.Value)
			if at := r.Host.At; r.Host.Set() && at.Text() != r.Host.Value {
				t.Errorf("the host of %q is at %q", tt.code, at.Text())
			}
		}
		if got != tt.want {
			t.Errorf("%q shows %q, want %q", tt.code, got, tt.want)
		}
	}
}
