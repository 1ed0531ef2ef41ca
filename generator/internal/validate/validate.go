// Package validate holds problem documents (RFC 9457, section 3) to the problem
// types of catalogs.
//
// Nearly all documents are as they should be, and there may be millions of
// them: a quick look finds that out in one pass, without memory of its own. Only
// where that is not certain is the document read with its places, and every
// difference named.
package validate

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// The rules about documents.
const (
	ruleBroken  = "document-broken"         // error: it is no JSON object
	ruleType    = "document-type"           // error: no page has the type
	ruleStatus  = "document-status"         // error: the page has another status
	ruleTitle   = "document-title"          // warning: the page has another title
	ruleAbsent  = "document-member-absent"  // error: a required member is not there
	ruleKind    = "document-member-type"    // error: a value has another type
	ruleUnknown = "document-member-unknown" // note: no page documents the member
	ruleEnum    = "document-enum-value"     // note: the page lists other values
	ruleBlank   = "document-blank"          // note: the type is about:blank
)

// MaxSize bounds a document, as a client of the generated package does.
const MaxSize = 1 << 20

// maxDepth is how deep objects and arrays may be nested, as in the generated
// package.
const maxDepth = 64

// aboutBlank is the type of problems that say no more than their status does
// (RFC 9457, section 4.2.1).
const aboutBlank = "about:blank"

// A Validator knows problem types. It is not changed while it validates.
type Validator struct {
	byType map[string]*schema
	types  []string
}

// A schema is what the documents of one problem type look like.
type schema struct {
	name, page string
	typ, title string
	statuses   []int
	object
}

// An object is what is documented inside of an object.
type object struct {
	members []member
	// required has a bit for each member that has to be there, by its place
	// among the members; large tells that there are too many for that.
	required uint64
	large    bool
}

// A member is one documented member.
type member struct {
	name, path         string
	required, nullable bool
	*kind
}

// A kind is the type of a value.
type kind struct {
	catalog.Kind
	elem   *kind
	values []string
	object
}

// New returns a validator that knows no problem type.
func New() *Validator { return &Validator{byType: map[string]*schema{}} }

// Add adds a problem type; of two with one type URI, the first one counts.
func (v *Validator) Add(p *catalog.Problem) {
	s := &schema{name: p.Name, page: p.Page, typ: p.Type.Value, title: p.Title.Value, object: newObject(p.Members)}
	s.statuses = []int{p.Status.Value}
	for _, status := range p.Statuses {
		s.statuses = append(s.statuses, status.Value)
	}
	for _, uri := range append([]string{s.typ}, p.Aliases...) {
		if v.byType[uri] == nil {
			v.byType[uri] = s
			v.types = append(v.types, uri)
		}
	}
	slices.Sort(v.types)
}

func newObject(members []*catalog.Member) object {
	o := object{large: len(members) > 64}
	for i, m := range members {
		o.members = append(o.members, member{
			name: strings.Clone(m.Name), path: strings.Clone(m.Path), required: m.Required, nullable: m.Nullable, kind: newKind(m.Type),
		})
		if m.Required && i < 64 {
			o.required |= 1 << i
		}
	}
	return o
}

func newKind(t *catalog.Type) *kind {
	if t == nil {
		return &kind{Kind: catalog.Any}
	}
	k := &kind{Kind: t.Kind, object: newObject(t.Members)}
	if t.Elem != nil {
		k.elem = newKind(t.Elem)
	}
	for _, value := range t.Values {
		k.values = append(k.values, strings.Clone(value.Value))
	}
	return k
}

// find returns the member of a name and its place, or nil.
func (o *object) find(name string) (int, *member) {
	for i := range o.members {
		if o.members[i].name == name {
			return i, &o.members[i]
		}
	}
	return 0, nil
}

// A Verdict is what is to be said of one document.
type Verdict struct {
	// Problem is the name of its problem type; empty where no page has it.
	Problem string
	// Type is the type URI that it has; about:blank where it has none, and empty
	// where it could not be read.
	Type string
	// Findings are in the order of their places; their severities are left to
	// the table of rules.
	Findings diag.List
}

// Document judges a document. The source is asked for only where something is
// to be said.
func (v *Validator) Document(data []byte, source func() *diag.Source) Verdict {
	if s := v.quick(data); s != nil {
		return Verdict{Problem: s.name, Type: s.typ}
	}
	c := checker{Validator: v}
	return c.document(source())
}
