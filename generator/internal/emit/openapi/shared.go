package openapi

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/document"
	"github.com/hcnet/problemgen/generator/internal/prose"
)

// schemaHeads are the schemas that are made of the heads alone.
func (m *Maker) schemaHeads() document.Object {
	o := document.Object{{Name: openProblem, Value: problemSchema()}}
	if len(m.heads) > 0 {
		o.Add(knownProblem, union("A problem that a page documents.", m.heads))
	}
	for _, s := range m.shared() {
		text := fmt.Sprintf("A problem that a page documents for the status %d.", s.status)
		o.Add(schemaName(sharedName(s.status)), union(text, s.heads))
	}
	return o
}

// problemSchema is the schema of any problem. Its type has no default, which
// tools would take for the promise that it is always there.
func problemSchema() document.Object {
	member := func(name, typ, format, text string) document.Member {
		s := document.Object{{Name: "type", Value: typ}}
		s.AddText("format", format)
		s.Add("description", text)
		return document.Member{Name: name, Value: s}
	}
	return document.Object{
		{Name: "title", Value: "Problem"},
		{Name: "description", Value: "A problem details object (RFC 9457), whatever its type. Members that nothing documents are allowed."},
		{Name: "type", Value: "object"},
		{Name: "properties", Value: document.Object{
			member(catalog.MemberType, "string", "uri-reference", "Names the problem type; about:blank where it is absent."),
			member(catalog.MemberTitle, "string", "", "The problem type in a few words."),
			member(catalog.MemberStatus, "integer", "", "The HTTP status code."),
			member(catalog.MemberDetail, "string", "", "What happened, for a person to read."),
			member(catalog.MemberInstance, "string", "uri-reference", "Names this occurrence of the problem."),
		}},
		{Name: "additionalProperties", Value: true},
	}
}

// union returns the schema of one of several problems, told apart by type.
func union(text string, heads []catalog.Head) document.Object {
	var refs document.List
	var mapping document.Object
	for _, h := range heads {
		refs = append(refs, ref(schemaName(h.GoName)))
		mapping.Add(h.Type, schemaRef+schemaName(h.GoName))
	}
	return document.Object{
		{Name: "description", Value: text},
		{Name: "oneOf", Value: refs},
		{Name: "discriminator", Value: document.Object{{Name: "propertyName", Value: catalog.MemberType}, {Name: "mapping", Value: mapping}}},
	}
}

// A sharedStatus is a status with which several problems are served.
type sharedStatus struct {
	status int
	heads  []catalog.Head
}

// shared returns the statuses that several problems share, in order. An
// operation has one response for a status, so that it needs one for all of them.
func (m *Maker) shared() []sharedStatus {
	heads := map[int][]catalog.Head{}
	for _, h := range m.heads {
		if h.Retired != "" {
			continue
		}
		for _, status := range statusesOf(h) {
			heads[status] = append(heads[status], h)
		}
	}
	var all []sharedStatus
	for _, status := range slices.Sorted(maps.Keys(heads)) {
		if len(heads[status]) > 1 {
			all = append(all, sharedStatus{status, heads[status]})
		}
	}
	return all
}

func statusesOf(h catalog.Head) []int {
	if len(h.Statuses) > 0 {
		return h.Statuses
	}
	return []int{h.Status}
}

func sharedName(status int) string { return fmt.Sprintf("Status%d", status) }

// responseHeads are the responses that are made of the heads alone.
func (m *Maker) responseHeads() document.Object {
	o := document.Object{{Name: openProblem, Value: response("Any problem, documented or not.", openProblem)}}
	for _, s := range m.shared() {
		r := response(m.sharedText(s), schemaName(sharedName(s.status)))
		if headers := m.sharedHeaders(s); len(headers) > 0 {
			r = slices.Insert(r, 1, document.Member{Name: "headers", Value: headers})
		}
		o.Add(sharedName(s.status), r)
	}
	return o
}

// sharedText says which problems share a status: "404 Not Found: …".
func (m *Maker) sharedText(s sharedStatus) string {
	titles := make([]string, len(s.heads))
	for i, h := range s.heads {
		titles[i] = prose.Text(h.Title)
	}
	return strings.TrimSpace(fmt.Sprintf("%d %s", s.status, http.StatusText(s.status))) + ": " + strings.Join(titles, ", ") + "."
}

// sharedHeaders returns the header fields of all problems that share a status.
// One is required where all of them require it, and a text where they differ.
func (m *Maker) sharedHeaders(s sharedStatus) document.Object {
	required, kinds := map[string]int{}, map[string]catalog.Kind{}
	var names []string
	for _, head := range s.heads {
		for _, h := range head.Headers {
			kind, known := kinds[h.Name]
			switch {
			case !known:
				kinds[h.Name] = h.Kind
				names = append(names, h.Name)
			case kind != h.Kind:
				kinds[h.Name] = catalog.String
			}
			if h.Required {
				required[h.Name]++
			}
		}
	}
	var all document.Object
	for _, name := range names {
		all.Add(name, m.header(&catalog.Header{Kind: kinds[name], Required: required[name] == len(s.heads)}))
	}
	return all
}

// response returns a response with nothing but the schema of its content.
func response(text, name string) document.Object {
	return document.Object{{Name: "description", Value: text}, {Name: "content", Value: content(document.Object{{Name: "schema", Value: ref(name)}})}}
}

func content(media document.Object) document.Object {
	return document.Object{{Name: "application/problem+json", Value: media}}
}
