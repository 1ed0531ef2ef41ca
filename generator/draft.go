package generator

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/templates"
)

// A draft is a page that is made from an example.
type draft struct {
	NewPage
	// sample is the example; nil where there is none.
	sample  *catalog.Sample
	members []*catalog.Member
}

// read takes over what the example says and the caller does not.
func (d *draft) read() error {
	head := "## Examples\n\n" + d.fence() + d.language() + "\n"
	sample, problem, found := load.Example(head + string(bytes.TrimSpace(d.From)) + "\n" + d.fence() + "\n")
	for _, f := range found {
		return fmt.Errorf("the example, line %d: %s", max(1, f.At.Position().Line-strings.Count(head, "\n")), f.Message)
	}
	if sample == nil {
		return errors.New("the example is no problem details object: give one as JSON, or a response as `curl -i` prints it")
	}
	d.sample = sample
	d.Type, d.Title = cmp.Or(d.Type, d.shown(catalog.MemberType)), cmp.Or(d.Title, d.shown(catalog.MemberTitle))
	d.Status = cmp.Or(d.Status, d.shownStatus())
	d.members = problem.Members
	return nil
}

// shown returns what the example has as one of the RFC's members.
func (d *draft) shown(member string) string {
	v := d.sample.Body.Get(member)
	if v == nil || v.Kind != catalog.StringValue || v.Text == "about:blank" {
		return ""
	}
	return v.Text
}

// shownStatus returns the status of the example, 0 where it has none.
func (d *draft) shownStatus() int {
	if v := d.sample.Body.Get(catalog.MemberStatus); v != nil {
		status, _ := strconv.Atoi(v.Text)
		return status
	}
	if d.sample.Response != nil {
		return d.sample.Response.Status.Value
	}
	return 0
}

// settings are the facts that the example does not give, or gives otherwise.
func (d *draft) settings() []string {
	var lines []string
	if d.shown(catalog.MemberType) != d.Type {
		lines = append(lines, "type: "+d.Type)
	}
	if title := d.shown(catalog.MemberTitle); title != "" && title != d.Title {
		lines = append(lines, "title: "+yamlScalar(d.Title))
	}
	if d.shownStatus() != d.Status {
		lines = append(lines, "status: "+strconv.Itoa(d.Status))
	}
	return lines
}

// language returns that of the code block which shows the example.
func (d *draft) language() string {
	if bytes.HasPrefix(bytes.TrimSpace(d.From), []byte("HTTP/")) {
		return "http"
	}
	return "json"
}

// fence returns a fence that the example does not have inside.
func (d *draft) fence() string {
	fence := "```"
	for bytes.Contains(d.From, []byte(fence)) {
		fence += "`"
	}
	return fence
}

// scaffold returns the page's parts. An example that the caller gave stays as
// it is, byte for byte.
func (d *draft) scaffold() (templates.Scaffold, error) {
	s := templates.Scaffold{Name: d.Name, Title: yamlScalar(d.Title), Fence: d.fence(), Language: d.language()}
	if strings.ContainsAny(d.Title+d.Type, "\n\r") {
		return s, errors.New("a title or type has one line")
	}
	if len(d.From) == 0 {
		s.Example = fmt.Sprintf("{\n  \"type\": %s,\n  \"title\": %s,\n  \"status\": %d,\n  \"detail\": \"Say here what was wrong, as the server would.\",\n  \"instance\": \"d3465740-ec3a-4a0b-9d4a-c9ea734ce58a\"\n}",
			strconv.Quote(d.Type), strconv.Quote(d.Title), d.Status)
		s.Detail, s.Instance = true, true
		return s, nil
	}
	s.Settings = d.settings()
	s.Detail, s.Instance = d.sample.Body.Get(catalog.MemberDetail) != nil, d.sample.Body.Get(catalog.MemberInstance) != nil
	s.Example = strings.ReplaceAll(string(bytes.TrimSpace(d.From)), "\r\n", "\n")
	s.Members = memberRows(d.members, "")
	if d.sample.Response == nil {
		return s, nil
	}
	for _, f := range d.sample.Response.Fields {
		if row, ok := headerRow(f); ok {
			s.Headers = append(s.Headers, row)
		}
	}
	return s, nil
}

// yamlScalar writes a text as YAML has it.
func yamlScalar(text string) string {
	if text == "" || strings.ContainsAny(text, ":#'\"{}[],&*!|>%@\\`") || strings.ContainsAny(text[:1], "-? ") {
		return strconv.Quote(text)
	}
	return text
}

// memberRows returns the rows that document members and what is inside them.
func memberRows(members []*catalog.Member, prefix string) []templates.ScaffoldRow {
	var rows []templates.ScaffoldRow
	for _, m := range members {
		if strings.ContainsAny(m.Name, "|`\n") {
			continue
		}
		name := prefix + m.Name
		rows = append(rows, templates.ScaffoldRow{Name: name, Type: typeName(m.Type)})
		inner := m.Type
		for inner != nil && inner.Kind == catalog.Array {
			name, inner = name+"[]", inner.Elem
		}
		if inner != nil {
			rows = append(rows, memberRows(inner.Members, name+".")...)
		}
	}
	return rows
}

// typeName returns a type as a table has it.
func typeName(t *catalog.Type) string {
	if t.Kind == catalog.Array && t.Elem != nil && t.Elem.Kind != catalog.Any && t.Elem.Kind != catalog.Array {
		return "Array of " + strings.ToLower(typeName(t.Elem)) + "s"
	}
	return catalog.FormOf(t.Kind).Word
}

// headerRow returns the row of a header field that is about the problem; those
// of every response are none.
func headerRow(f catalog.Field) (templates.ScaffoldRow, bool) {
	switch strings.ToLower(f.Name.Value) {
	case "content-type", "content-length", "date", "server", "connection", "transfer-encoding", "vary", "via", "etag", "cache-control",
		"content-encoding", "strict-transport-security", "alt-svc", "set-cookie", "keep-alive", "expires", "last-modified", "age":
		return templates.ScaffoldRow{}, false
	}
	row := templates.ScaffoldRow{Name: f.Name.Value, Type: "String"}
	if _, err := strconv.ParseInt(f.Value.Value, 10, 64); err == nil {
		row.Type = "Integer"
	}
	return row, !strings.ContainsAny(row.Name, "|`")
}
