package page

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

func TestIsPage(t *testing.T) {
	for path, want := range map[string]bool{
		"not-found.md":         true,
		"a/b/not-found.md":     true,
		"readme-first.md":      true,
		"README.md":            false,
		"readme.md":            false,
		"a/README.md":          false,
		"index.md":             false,
		"_index.md":            false,
		"_draft.md":            false,
		"_drafts/not-found.md": false,
		".hidden.md":           false,
		".git/not-found.md":    false,
		"a/.b/c.md":            false,
		"not-found.txt":        false,
		"not-found.md.bak":     false,
		"md":                   false,
		".md":                  false,
		"":                     false,
	} {
		if got := IsPage(path); got != want {
			t.Errorf("IsPage(%q) = %v", path, got)
		}
	}
}

func TestReadIntro(t *testing.T) {
	for name, test := range map[string]struct{ text, title string }{
		"printed title":          {"# The *errors*\n\nAll of them.\n\n## More\n\n- [one](one.md)\n", "The errors"},
		"front matter":           {"---\ntitle: The errors\n---\n# Other\n\nAll of them.\n\n## More\n\n- [one](one.md)\n", "The errors"},
		"table and quote inside": {"# The errors\n\nAll of them.\n\n|a|\n|-|\n\n> no\n\n## More\n\n- [one](one.md)\n", "The errors"},
	} {
		t.Run(name, func(t *testing.T) {
			page, found := ReadIntro("README.md", diag.NewSource("README.md", []byte(test.text)))
			equal(t, "title", page.Front.Title.Value, test.title)
			equal(t, "doc", page.Doc, []catalog.Block{
				{Inlines: []catalog.Inline{{Text: "All of them."}}},
				{Kind: catalog.HeadingBlock, Inlines: []catalog.Inline{{Text: "More"}}},
				{Kind: catalog.ListBlock, Items: [][]catalog.Inline{{{Text: "one", Page: "one.md"}}}},
			})
			equal(t, "findings", len(found), 0)
		})
	}
}

func TestReadIntroNeedsNoFrontMatter(t *testing.T) {
	page, found := ReadIntro("README.md", diag.NewSource("README.md", []byte("```json\n{\"type\": \"a:b\",}\n```\n")))
	equal(t, "title", page.Front.Title.Value, "")
	equal(t, "doc", page.Doc, []catalog.Block{{Kind: catalog.CodeBlock, Text: "{\"type\": \"a:b\",}\n"}})
	equal(t, "findings", len(found), 0)
}

// TestReadConcurrently reads one page on many goroutines, all through the one
// parser; the race detector watches.
func TestReadConcurrently(t *testing.T) {
	read := func() *catalog.Page {
		page, _ := Read("page.md", diag.NewSource("page.md", []byte(ordinaryPage)))
		return page
	}
	want := read()
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 20 {
				if diff := cmp.Diff(want, read(), ignoreSource); diff != "" {
					t.Errorf("pages differ:\n%s", diff)
				}
			}
		})
	}
	group.Wait()
}

func TestReadCarriageReturns(t *testing.T) {
	unix := diag.NewSource("page.md", []byte(ordinaryPage))
	dos := diag.NewSource("page.md", []byte("\xef\xbb\xbf"+crlf(ordinaryPage)))
	want, _ := Read("page.md", unix)
	got, found := Read("page.md", dos)
	equal(t, "findings", len(found), 0)
	if diff := cmp.Diff(want, got, ignoreSource); diff != "" {
		t.Errorf("with CRLF the page reads differently:\n%s", diff)
	}
}

// ignoreSource compares pages without their sources, which every span has.
var ignoreSource = cmpopts.IgnoreTypes(&diag.Source{})

func BenchmarkRead(b *testing.B) {
	text := []byte(ordinaryPage)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Read("page.md", diag.NewSource("page.md", text))
	}
}

func crlf(text string) string {
	var out []byte
	for _, b := range []byte(text) {
		if b == '\n' {
			out = append(out, '\r')
		}
		out = append(out, b)
	}
	return string(out)
}

// ordinaryPage is a page as people write them.
const ordinaryPage = `---
title: Account Locked
weight: 30
problem:
  name: account_locked
  members:
    locked_until: {go: Until}
---

An account that is ` + "`account_locked`" + ` takes no orders. This is an
[HTTP 423 Error](https://example.com/Status/423).

- Wait until the lock ends.
- Ask support to end it, see [Forbidden](./forbidden.md).

## Attributes

As every error of this service, it has these attributes:

| Attribute       | Type      | Required | Description                       |
| --------------- | --------- | -------- | --------------------------------- |
| ` + "`type`" + `          | URL       | yes      | What identifies the problem type. |
| ` + "`title`" + `         | String    | yes      | A short summary.                  |
| ` + "`status`" + `        | Number    | yes      | The status code.                  |
| ` + "`detail`" + `        | String    | no       | What happened here.               |
| ` + "`locked_until`" + `  | Timestamp | yes      | When the lock ends.               |
| ` + "`reasons[].code`" + ` | String    | no       | One of ` + "`fraud`, `dormant`" + `.       |

## Examples

### Locked for fraud

` + "```json" + `
{
  "type": "https://example.com/problems/account_locked",
  "title": "Account Locked",
  "status": 423,
  "detail": "The account is locked.",
  "locked_until": "2026-01-02T03:04:05Z",
  "reasons": [{"code": "fraud"}, {"code": "dormant"}]
}
` + "```" + `

### Locked by its owner

` + "```http" + `
HTTP/1.1 423 Locked
Content-Type: application/problem+json
Retry-After: 60

{"type": "https://example.com/problems/account_locked", "title": "Account Locked", "status": 423, "locked_until": "2026-01-02T03:04:05Z"}
` + "```" + `

## Related

- [Forbidden](./forbidden.md)
`
