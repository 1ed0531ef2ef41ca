package resolve

import (
	"math"
	"net/http"
	"net/textproto"
	"slices"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// servedHeaders are the fields that serving a problem sets itself or leaves
// to the server; pages may speak of them, but they are no one's to fill in.
var servedHeaders = []string{
	"Connection", "Content-Encoding", "Content-Length", "Content-Type", "Date", "Keep-Alive", "Trailer",
	"Transfer-Encoding", "Upgrade", "Vary", "X-Content-Type-Options",
}

// headers returns the response header fields that the page's tables document.
func (r *resolver) headers() []*catalog.Header {
	var headers []*catalog.Header
	for i := range r.page.Tables {
		table := &r.page.Tables[i]
		if table.Kind != catalog.HeaderTable {
			continue
		}
		for j := range table.Rows {
			if h := r.header(table, &table.Rows[j], headers); h != nil {
				headers = append(headers, h)
			}
		}
	}
	return headers
}

func (r *resolver) header(table *catalog.Table, row *catalog.Row, before []*catalog.Header) *catalog.Header {
	cell, _ := table.Cell(*row, catalog.NameColumn)
	written, at := strings.TrimSuffix(memberName(cell), ":"), nameSpan(cell)
	name := textproto.CanonicalMIMEHeaderKey(written)
	same := slices.IndexFunc(before, func(h *catalog.Header) bool { return h.Name == name })
	switch {
	case name == "":
		return nil
	case !isToken(name):
		r.add(diag.At(at, ruleHeaderType, "%q is no name of a header field", name).WithHelp("use letters, digits and hyphens (RFC 9110, section 5.1)"))
		return nil
	case slices.Contains(servedHeaders, name):
		r.add(diag.At(at, ruleServedHeader, "%s is set when a problem is served, and gets no field", name).
			WithHelp("leave the row out, or keep it as information for readers"))
		return nil
	case same >= 0:
		r.add(diag.At(at, ruleDupHeader, "document %s once: it has a row already", name).
			WithNote(before[same].At, "it is documented here first").WithHelp("keep one of the two rows").About(name))
		return nil
	}
	description, _ := table.Cell(*row, catalog.DescriptionColumn)
	word := parseTypeWord(cellText(table, row, catalog.TypeColumn), description.Text)
	required, _ := catalog.Presence(cellText(table, row, catalog.RequiredColumn))
	kind := headerKind(word)
	if kind == catalog.String && word.unknown != "" {
		r.reportHeaderType(table, row, name, word.unknown)
	}
	return &catalog.Header{
		Name:     name,
		GoName:   r.names.exported(written),
		Kind:     kind,
		Required: required,
		Doc:      description.Inlines,
		At:       at,
	}
}

// httpDate matches the words for a date as header fields have it.
var httpDate = lazyregexp.New(`(?i)^(?:http[\s-]*)?date$`)

func (r *resolver) reportHeaderType(table *catalog.Table, row *catalog.Row, name, unknown string) {
	cell, _ := table.Cell(*row, catalog.TypeColumn)
	d := diag.At(cell.At, ruleHeaderType, "%s has the type “%s”, which is no type word; it is taken for a String", name, unknown).
		WithHelp("write String, Integer, Number, Boolean, Date or Array of strings").About(name)
	if near := diag.Nearest(unknown, KnownTypeWords()); near != "" {
		d = d.WithLabel("did you mean “%s”?", near)
	}
	r.add(d)
}

// headerKind returns how a field's value is read: Go has no type of its own
// for what lies outside these.
func headerKind(word typeWord) catalog.Kind {
	if httpDate.MatchString(word.unknown) || word.typ != nil && httpDate.MatchString(word.typ.Word) {
		return catalog.Time
	}
	if word.typ == nil {
		return catalog.String
	}
	switch kind := word.typ.Kind; {
	case kind.IsWhole():
		return catalog.Integer
	case kind.IsNumber():
		return catalog.Number
	case kind == catalog.Boolean, kind == catalog.Time, kind == catalog.Array:
		return kind
	}
	return catalog.String
}

// isToken reports whether the text is a token (RFC 9110, section 5.6.2).
func isToken(text string) bool {
	return text != "" && strings.IndexFunc(text, func(r rune) bool {
		return r > 0x7e || !isLetter(byte(r)) && !isDigit(byte(r)) && !strings.ContainsRune("!#$%&'*+-.^_`|~", r)
	}) < 0
}

// headerValues returns the documented fields that an http example shows.
func (r *resolver) headerValues(headers []*catalog.Header, s *catalog.Sample) []catalog.HeaderValue {
	if s.Response == nil {
		return nil
	}
	var values []catalog.HeaderValue
	for _, h := range headers {
		for _, f := range s.Response.Fields {
			if !strings.EqualFold(f.Name.Value, h.Name) {
				continue
			}
			if !headerFits(h.Kind, f.Value.Value) {
				r.add(diag.At(f.Value.At, ruleHeaderValue, "%s is %q here, the table documents %s", h.Name, f.Value.Value, headerKinds[h.Kind]).
					WithNote(h.At, "the table documents it here").WithHelp("make the example and the Type column agree").About(h.Name))
				continue
			}
			values = append(values, catalog.HeaderValue{Header: h, Value: f.Value.Value, At: f.Value.At})
			break
		}
	}
	return values
}

var headerKinds = map[catalog.Kind]string{
	catalog.Integer: "a whole number", catalog.Number: "a number", catalog.Boolean: "true or false",
	catalog.Time: "a date such as Sun, 06 Nov 1994 08:49:37 GMT",
}

func headerFits(kind catalog.Kind, value string) bool {
	var err error
	switch kind {
	case catalog.Integer:
		_, err = strconv.ParseInt(value, 10, 64)
	case catalog.Number:
		f, err := strconv.ParseFloat(value, 64)
		return err == nil && !math.IsNaN(f) && !math.IsInf(f, 0)
	case catalog.Boolean:
		_, err = strconv.ParseBool(value)
	case catalog.Time:
		_, err = http.ParseTime(value)
	}
	return err == nil
}
