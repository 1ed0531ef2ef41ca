// Package manypages makes folders of ordinary problem pages, as many as
// wanted and always the same ones, with every form that a page can have and
// members of every type. Tests and benchmarks share them.
package manypages

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
)

// Base is what the type URIs begin with.
const Base = "https://api.example.com/problems/"

// A Spec is a problem type before it takes the form of a page.
type Spec struct {
	Index   int
	Name    string
	Title   string
	Status  int
	Members []Member
}

// A Member is an extension member of a Spec.
type Member struct {
	Name string
	// Word is the type as tables have it.
	Word string
	// Schema is the type as OpenAPI has it.
	Schema map[string]any
	// Values are JSON texts, the first for a page's first example.
	Values   [2]string
	Optional bool
	About    string
}

func scalar(kind string) map[string]any { return map[string]any{"type": kind} }

// kinds are members of every type; a page takes some of them in turn.
var kinds = []Member{
	{Name: "account_id", Word: "String", Schema: scalar("string"), Values: [2]string{`"GA7QYNF7"`, `"GBVZKLMN"`}, About: "The account that was asked for."},
	{Name: "balance", Word: "Number", Schema: scalar("number"), Values: [2]string{`30.25`, `0`}, About: "What is left on the account."},
	{Name: "ledger", Word: "Integer", Schema: scalar("integer"), Values: [2]string{`482910`, `-3`}, About: "The sequence number of the ledger."},
	{Name: "retryable", Word: "Boolean", Schema: scalar("boolean"), Values: [2]string{`false`, `true`}, About: "Whether another attempt can succeed."},
	{Name: "closed_at", Word: "Date-time", Schema: map[string]any{"type": "string", "format": "date-time"}, Values: [2]string{`"2026-03-01T12:30:00Z"`, `"2026-03-02T00:00:00.5+02:00"`}, About: "When the ledger closed."},
	{Name: "request_uuid", Word: "UUID", Schema: scalar("string"), Values: [2]string{`"d3465740-ec3a-4a0b-9d4a-c9ea734ce58a"`, `"00000000-0000-4000-8000-000000000000"`}, About: "The request's own identifier."},
	{Name: "codes", Word: "Array of strings", Schema: map[string]any{"type": "array", "items": scalar("string")}, Values: [2]string{`["op_bad_auth", "op_success"]`, `[]`}, About: "One result code for each operation."},
	{Name: "weights", Word: "Number[]", Schema: map[string]any{"type": "array", "items": scalar("number")}, Values: [2]string{`[1, 2.5]`, `[0.125]`}, About: "The weight of each signer."},
	{Name: "reason", Word: "String", Schema: map[string]any{"type": "string", "enum": []string{"expired", "revoked", "unknown"}}, Values: [2]string{`"expired"`, `"unknown"`}, About: "One of `expired`, `revoked` or `unknown`."},
	{Name: "hint", Word: "String", Schema: scalar("string"), Values: [2]string{`"Ask the owner."`, ``}, Optional: true, About: "What to try next, if known."},
	{Name: "limit", Word: "Integer", Schema: scalar("integer"), Values: [2]string{`0`, ``}, Optional: true, About: "The limit that was passed. Optional."},
	{Name: "labels", Word: "Object", Schema: scalar("object"), Values: [2]string{`{}`, `{}`}, About: "Labels that the client had set."},
	{Name: "context", Word: "Any", Schema: map[string]any{}, Values: [2]string{`"text"`, `[1, {"a": true}]`}, About: "What the server knew at the time."},
}

// standard are the members of RFC 9457.
var standard = []struct{ name, word, about string }{
	{"type", "URL", "The identifier of the problem type."},
	{"title", "String", "What the problem type is called."},
	{"status", "Integer", "The HTTP status code."},
	{"detail", "String", "What was wrong this time."},
	{"instance", "String", "This occurrence's own identifier."},
}

// described returns a schema with a description.
func described(schema map[string]any, about string) map[string]any {
	schema = maps.Clone(schema)
	schema["description"] = about
	return schema
}

var statuses = []int{400, 401, 403, 404, 406, 409, 410, 422, 429, 500, 501, 503}

// adjectives and nouns make the names; their product is the number of names
// without a number behind them.
var (
	adjectives = strings.Fields("stale missing broken duplicate expired rejected locked unknown closed invalid hidden partial")
	nouns      = strings.Fields("account ledger payment offer signer trustline operation transaction sequence asset memo path")
)

// New returns the i-th problem type.
func New(i int) Spec {
	adjective, noun := adjectives[i%len(adjectives)], nouns[i/len(adjectives)%len(nouns)]
	s := Spec{Index: i, Name: adjective + "_" + noun, Title: capital(adjective) + " " + capital(noun), Status: statuses[i%len(statuses)]}
	if round := i / (len(adjectives) * len(nouns)); round > 0 {
		s.Name += fmt.Sprintf("_v%d", round+1)
		s.Title += fmt.Sprintf(" v%d", round+1)
	}
	// Five to twelve members with the RFC's five, which every page has.
	for n := range i % 8 {
		s.Members = append(s.Members, kinds[(i*5+n*3)%len(kinds)])
	}
	s.Members = distinct(s.Members)
	return s
}

func capital(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

func distinct(members []Member) []Member {
	var kept []Member
	seen := map[string]bool{}
	for _, m := range members {
		if !seen[m.Name] {
			kept = append(kept, m)
		}
		seen[m.Name] = true
	}
	return kept
}

// Path returns the page's path in its folder.
func (s Spec) Path() string { return strings.ReplaceAll(s.Name, "_", "-") + ".md" }

// Type returns the type URI.
func (s Spec) Type() string { return Base + s.Name }

// nested tells that the page has its members in an object.
func (s Spec) nested() bool { return s.Index%3 == 2 && len(s.Members) > 0 }

// examples returns how many examples the page shows.
func (s Spec) examples() int { return 1 + s.Index%2 }

// Markdown returns the page.
func (s Spec) Markdown() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s\n---\n\n", s.Title)
	fmt.Fprintf(&b, "The server answers `%s` when the %s of a request cannot be served. See the\n[HTTP %d Error](https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/%d) for what that means in general.\n\n", s.Name, strings.ToLower(s.Title), s.Status, s.Status)
	b.WriteString("Before you try again:\n\n- look at the `detail`, which tells what was wrong;\n- read the [guide](https://docs.example.com/errors), which has more.\n\n")
	s.tables(&b)
	b.WriteString("## Examples\n\n")
	for n := range s.examples() {
		s.example(&b, n)
	}
	fmt.Fprintf(&b, "## Related\n\n- [Another one](./%s)\n", New(s.Index^1).Path())
	return []byte(b.String())
}

func (s Spec) tables(b *strings.Builder) {
	b.WriteString("## Attributes\n\n| Attribute | Type | Description |\n| --- | --- | --- |\n")
	for _, m := range standard {
		name := m.name
		if s.Index%5 == 4 {
			name = capital(name)
		} else {
			name = "`" + name + "`"
		}
		fmt.Fprintf(b, "| %s | %s | %s |\n", name, m.word, m.about)
	}
	if s.nested() {
		b.WriteString("| `extras` | Object | More about this occurrence. |\n\nThe following is provided in the `extras` field of the error:\n\n| Attribute | Type | Description |\n| --- | --- | --- |\n")
	}
	for _, m := range s.Members {
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", m.Name, m.Word, m.About)
	}
	b.WriteString("\n")
}

func (s Spec) example(b *strings.Builder, n int) {
	if s.examples() > 1 {
		fmt.Fprintf(b, "### %s\n\n", [...]string{"First Try", "Second Try"}[n])
	}
	object := s.object(n)
	switch s.Index % 4 {
	case 1:
		fmt.Fprintf(b, "```shell\n$ curl https://api.example.com/%s\n%s\n```\n\n", s.Name, object)
	case 3:
		fmt.Fprintf(b, "```http\nHTTP/1.1 %d\nContent-Type: application/problem+json\n\n%s\n```\n\n", s.Status, object)
	default:
		fmt.Fprintf(b, "```json\n%s\n```\n\n", object)
	}
}

func (s Spec) object(n int) string {
	lines := []string{
		fmt.Sprintf("  %q: %q", "type", s.Type()),
		fmt.Sprintf("  %q: %q", "title", s.Title),
		fmt.Sprintf("  %q: %d", "status", s.Status),
		fmt.Sprintf("  %q: %q", "detail", fmt.Sprintf("This is what went wrong in case %d.", n+1)),
		fmt.Sprintf("  %q: %q", "instance", fmt.Sprintf("/requests/%d", s.Index*2+n)),
	}
	indent, members := "  ", []string(nil)
	if s.nested() {
		indent = "    "
	}
	for _, m := range s.Members {
		if value := m.Values[n]; value != "" {
			members = append(members, fmt.Sprintf("%s%q: %s", indent, m.Name, value))
		}
	}
	if s.nested() {
		members = []string{"  \"extras\": {\n" + strings.Join(members, ",\n") + "\n  }"}
	}
	return "{\n" + strings.Join(append(lines, members...), ",\n") + "\n}"
}

// Write makes a folder of n pages.
func Write(dir string, n int) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for i := range n {
		s := New(i)
		if err := os.WriteFile(filepath.Join(dir, s.Path()), s.Markdown(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// OpenAPI returns an OpenAPI document that has the first n problem types as
// schemas, with the same members and
// descriptions, for generators that start from one.
func OpenAPI(n int) ([]byte, error) {
	schemas := map[string]any{}
	for i := range n {
		s := New(i)
		schemas[s.Name] = s.schema()
	}
	return json.MarshalIndent(map[string]any{
		"openapi":    "3.0.3",
		"info":       map[string]any{"title": "Problems", "version": "1"},
		"paths":      map[string]any{},
		"components": map[string]any{"schemas": schemas},
	}, "", "  ")
}

func (s Spec) schema() map[string]any {
	properties := map[string]any{}
	for _, m := range standard {
		properties[m.name] = described(scalar(strings.ToLower(strings.Replace(m.word, "URL", "String", 1))), m.about)
	}
	required := []string{"type", "title", "status"}
	members, needed := properties, &required
	var nested []string
	if s.nested() {
		members, needed = map[string]any{}, &nested
	}
	for _, m := range s.Members {
		members[m.Name] = described(m.Schema, m.About)
		if !m.Optional {
			*needed = append(*needed, m.Name)
		}
	}
	if s.nested() {
		extras := map[string]any{"type": "object", "properties": members}
		if len(nested) > 0 {
			extras["required"] = nested
		}
		properties["extras"] = extras
		required = append(required, "extras")
	}
	return map[string]any{"type": "object", "properties": properties, "required": required, "description": s.Title}
}
