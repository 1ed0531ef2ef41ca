package problem

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"
)

// Parse reads a problem details object. The result has the type that the
// member "type" names, by its URI or by an alias, and is an [*Unknown] where no
// page documents it. Members that the page does not document are kept as they
// are; documented ones that have the wrong type are ignored (RFC 9457, section
// 3.1). Of members with one name the last that has the right type wins.
//
// An error tells that data is not one JSON object.
func Parse(data []byte) (Problem, error) {
	return parse(data, nil)
}

// parse reads a problem whose type URI is relative to base, which may be nil.
func parse(data []byte, base *url.URL) (Problem, error) {
	if p, ok := parseOwn(data); ok {
		return p, nil
	}
	s := validText(data)
	guess := firstType(s)
	p, last, err := parseAs(guess, s, base)
	if err == nil && last != guess {
		p, _, err = parseAs(last, s, base)
	}
	if err != nil {
		return nil, err
	}
	return p, nil
}

// parseOwn reads a problem that begins as this package writes it: with the head
// of its type, which is neither copied nor read member by member. It reports
// false for all others, and for what turns out to be no such problem.
func parseOwn(data []byte) (Problem, bool) {
	rest, _ := bytes.CutPrefix(data, []byte(`{"type":"`))
	uri, _, _ := bytes.Cut(rest, []byte(`"`))
	known := lookupBytes(uri)
	if known == nil {
		return nil, false
	}
	a := aboutOf(known)
	rest, ok := bytes.CutPrefix(data, []byte(a.head))
	if !ok || len(rest) == 0 || rest[0] != ',' { // the status may go on, say
		return nil, false
	}
	p := newOf(known)
	last, err := decode(p, validText(rest), true)
	return p, err == nil && last == a.Type
}

// validText returns data as a string in which every byte that is not UTF-8 is
// replaced. Parts of it become the strings of the problem.
func validText(data []byte) string {
	s := string(data)
	if utf8.ValidString(s) {
		return s
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// firstType returns the first type that the document names; most name it in
// front and once.
func firstType(s string) Type {
	d := decoder{s: s}
	for ok := d.object(); ok && d.member(); {
		var t string
		switch {
		case d.name != "type":
			d.skip()
		case d.string(&t):
			return Type(t)
		}
	}
	return ""
}

// parseAs reads the document as a problem of type t. It returns the type that
// the document names last.
func parseAs(t Type, s string, base *url.URL) (p Problem, last Type, err error) {
	known, t := resolve(t, base)
	if known == nil {
		known = (*Unknown)(nil)
	}
	p = newOf(known)
	last, err = decode(p, s, false)
	OccurrenceOf(p).Received.Type = cmp.Or(t, TypeAboutBlank)
	return p, last, err
}

// resolve finds a problem type by a URI reference (RFC 9457, section 3.1.1). It
// returns a nil pointer of the type, or nil, and the URI.
func resolve(t Type, base *url.URL) (Problem, Type) {
	if p := lookup(t); p != nil || base == nil || t == "" {
		return p, t
	}
	ref, err := url.Parse(string(t))
	if err != nil || ref.IsAbs() {
		return nil, t
	}
	t = Type(base.ResolveReference(ref).String())
	return lookup(t), t
}

// decode reads the whole document into p and returns the type that it names.
// Without its head, the document is what stands behind the head of p's type.
func decode(p Problem, s string, headless bool) (Type, error) {
	c := newCodec()
	defer c.free()
	c.mode, c.r.s = reading, s
	a, o := p.base()
	r := new(Received)
	*o = Occurrence{Received: r}
	switch {
	case headless:
		r.Type, r.Title, r.BodyStatus = a.Type, a.Title, a.Status
		c.r.depth = 1
		c.readProblem(p, o, r)
	case c.r.peek() == '{':
		c.r.object()
		c.readProblem(p, o, r)
	default:
		c.r.fail("no object")
	}
	return r.Type, c.r.err
}

func (c *codec) readProblem(p Problem, o *Occurrence, r *Received) {
	d := &c.r
	for d.advance(); !d.done; {
		switch d.name {
		case "type":
			d.string((*string)(&r.Type))
		case "title":
			d.string(&r.Title)
		case "status":
			d.status(&r.BodyStatus)
		case "detail":
			d.string(&o.Detail)
		case "instance":
			d.string(&o.Instance)
		default:
			if c.readMembers(p) {
				continue
			}
			d.extension(o)
		}
		d.advance()
	}
	if d.peek(); d.i < len(d.s) {
		d.fail("something behind the object")
	}
}

func (d *decoder) status(v *int) {
	var n int64
	if d.integer(&n) && int64(int(n)) == n {
		*v = int(n)
	}
}

// extension keeps a member that is not documented.
func (d *decoder) extension(o *Occurrence) {
	name := d.name
	var value json.RawMessage
	if !d.raw(&value) {
		return
	}
	if o.Extensions == nil {
		o.Extensions = make(map[string]json.RawMessage)
	}
	o.Extensions[name] = value
}

// unmarshal reads a problem of p's own type.
func unmarshal(p Problem, data []byte) error {
	if OccurrenceOf(p) == nil {
		return errors.New("reading a problem into a nil pointer")
	}
	s := validText(data)
	if strings.TrimSpace(s) == "null" { // by the convention of encoding/json
		return nil
	}
	t, err := decode(p, s, false)
	if err != nil {
		return err
	}
	t = cmp.Or(t, TypeAboutBlank)
	OccurrenceOf(p).Received.Type = t
	if _, ok := p.(*Unknown); !ok && !aboutOf(p).is(t) {
		return fmt.Errorf("the problem is of type %q, not %q", t, p.Type())
	}
	return nil
}
