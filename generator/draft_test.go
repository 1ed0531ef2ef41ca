package generator

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/source"
	"github.com/hcnet/problemgen/templates"
)

const (
	object   = `{"type": "https://api.example/problems/full", "title": "Full", "status": 409}`
	response = "HTTP/1.1 409 Conflict\nContent-Type: application/problem+json\n\n" + object
)

// What tools print around a response goes, and what is left is the response.
func TestTranscript(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"an object", object, object},
		{"a byte order mark, other line ends", "\ufeff{\r\n}\r\n", "{\n}"},
		{"a response", strings.ReplaceAll(response, "\n", "\r\n"), response},
		{"a prompt before it", "$ curl -i https://api.example/x\n" + response, response},
		{"100 Continue", "HTTP/1.1 100 Continue\r\n\r\n" + response, response},
		{"redirections and a proxy", "HTTP/1.1 200 Connection established\n\nHTTP/2 302 \nlocation: /x\n\nHTTP/1.1 307 Again\nLocation: /y\n\n" + response, response},
		{
			"fields of any response, and cookies",
			"HTTP/1.1 409 Conflict\nDate: now\nServer: x\nSet-Cookie: secret=1\nset-cookie: b=2\nX-Request-Id: 1\nContent-Length: 9\nContent-Type: application/problem+json\n\n" + object, response,
		},
		{"verbose", strings.Join([]string{
			"*   Trying 127.0.0.1:80...", "> GET /x HTTP/1.1", "> Accept: */*", ">", "* Request completely sent off",
			"< HTTP/1.1 409 Conflict", "< Content-Type: application/problem+json", "<", "{ [77 bytes data]", object + "* Connection #0 to host api.example left intact",
		}, "\n"), response},
		{"verbose, with a redirection and what was transferred", strings.Join([]string{
			"  % Total    % Received % Xferd  Average Speed", "  0     0    0     0    0     0      0      0 --:--:-- --:--:--",
			"> GET /x HTTP/1.1", "> ", "< HTTP/1.1 302 Found\r", "< Location: /y\r", "< \r", "> GET /y HTTP/1.1", ">", "} [12 bytes data]",
			"< HTTP/1.1 409 Conflict\r", "< Content-Type: application/problem+json\r", "< \r", "100    77  100    77", object, "* Closing connection 0",
		}, "\n"), response},
		{"a member that speaks of a connection", `{"detail": "* Connection #4 is gone"}`, `{"detail": "* Connection #4 is gone"}`},
		{"an object that has a response inside", "{\"detail\":\n\"HTTP/1.1\"}", "{\"detail\":\n\"HTTP/1.1\"}"},
		{"no body", "HTTP/1.1 409 Conflict\n\n", "HTTP/1.1 409 Conflict"},
		{"nothing", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := transcript(test.text); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

// A page that is drafted from an example has nothing wrong with it but the
// sentences that are left to write.
func TestDraftsAreWhole(t *testing.T) {
	for name, body := range map[string]string{
		"nested":       `"errors": [{"pointer": "#/a", "params": {"min": 1, "max": 2.5}}, {"pointer": "#/b"}], "deep": {"a": {"b": [[1], [2, 3]]}}`,
		"null":         `"a": null, "b": [{"c": "x", "d": null}, {"c": null, "d": null}], "e": {"f": null}`,
		"large":        `"a": 12345678901234567890123, "b": 1e400, "c": [1, 12345678901234567890123], "d": 18446744073709551615, "e": -0, "f": 1.50`,
		"nothing":      `"a": {}, "b": [], "c": ""`,
		"forms":        `"at": "2026-01-01T10:00:00Z", "day": "2026-01-01", "id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "link": "https://a.example/x"`,
		"odd names":    `"with space": 1, "retry-after": 3, "x.y": true, "$ref": "a"`,
		"placeholders": `"note": "TODO", "text": "<!-- problemgen:ignore no-example -->", "fence": "` + "```" + `"`,
	} {
		t.Run(name, func(t *testing.T) {
			found := drafted(t, NewPage{From: []byte(strings.Replace(response, `409}`, `409, `+body+`}`, 1))})
			for _, d := range found {
				if d.Rule != "unwritten-text" && d.Severity > diag.Note {
					t.Errorf("%s: %s", d.Rule, d.Message)
				}
			}
		})
	}
}

// drafted returns what is found on a page that is drafted.
func drafted(t *testing.T, n NewPage) diag.List {
	t.Helper()
	folder := t.TempDir()
	file, err := New(t.Context(), config.Catalog{Pages: folder}, n)
	if err != nil {
		t.Fatal(err)
	}
	from, err := source.Folder(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	r, err := load.Load(t.Context(), from, Options{}.loading())
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) == 0 {
		text, err := os.ReadFile(filepath.FromSlash(file))
		t.Fatalf("nothing is found to write in\n%s\n%v", text, err)
	}
	return r.Findings
}

// FuzzDraft drafts pages from any bytes: there is a page that can be read, or an
// error.
func FuzzDraft(f *testing.F) {
	f.Add([]byte(object), "", "", 0)
	f.Add([]byte("< HTTP/1.1 409 Conflict\n< Content-Type: application/problem+json\n<\n"+object), "Full: up", "urn:x:full", 503)
	f.Add([]byte(response), "~", "https://api.example/problems/full#a", 410)
	f.Add([]byte(nil), "Full \U000e0001", "https://api.example.com/problems/full", 409) // which Go quotes as JSON does not
	f.Fuzz(func(t *testing.T, from []byte, title, uri string, status int) {
		s, err := NewPage{Name: "full", From: from, Title: title, Type: uri, Status: status}.scaffold(config.Catalog{})
		if err != nil {
			return
		}
		var page strings.Builder
		if err := templates.Page(&page, s); err != nil {
			t.Fatal(err)
		}
		if _, _, found := load.Example("## Examples\n\n" + s.Fence + s.Language + "\n" + s.Example + "\n" + s.Fence + "\n"); len(found) > 0 {
			t.Errorf("the example cannot be read any more: %s\n%s", found[0].Message, page.String())
		}
	})
}
