package problem

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// Parse reads a problem details object. The result has the type that the
// member "type" names, by its URI or by an alias, and is an [*Unknown] where no
// page documents it. Members that the page does not document are kept as they
// are; documented ones that have the wrong type are ignored (RFC 9457, section
// 3.1). Of members with one name the last that has the right type wins.
//
// A byte order mark in front is skipped. An error tells that data is not one JSON
// object.
func Parse(data []byte) (Problem, error) {
	return parse(data, nil)
}

// parse reads a problem whose type URI is relative to base, which may be nil.
func parse(data []byte, base *url.URL) (Problem, error) {
	if p, ok := parseOwn(data); ok {
		return p, nil
	}
	return parseBody(Received{Body: string(data)}, base)
}

// parseXML is parse of a problem in XML.
func parseXML(data []byte, base *url.URL) (Problem, error) {
	r := Received{Body: string(data)}
	var err error
	if r.json, err = readXML(strings.ToValidUTF8(withoutMark(r.Body), "\uFFFD")); err != nil {
		return nil, err
	}
	return parseBody(r, base)
}

// parseBody reads the problem whose body r has.
func parseBody(r Received, base *url.URL) (Problem, error) {
	guess := firstType(r.text())
	p, last, err := parseAs(guess, r, base)
	if err == nil && last != guess {
		p, _, err = parseAs(last, r, base)
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
	index.once.Do(buildIndex)
	i, ok := index.byType[Type(uri)] // which makes no string
	if !ok {
		return nil, false
	}
	a := documented[i]
	n := len(a.head)
	if len(data) <= n || data[n] != ',' { // the status may go on, say
		return nil, false
	}
	status := statusAfter(data[:n], a.head)
	if status == 0 {
		return nil, false
	}
	p := newOf(typed[i])
	last, err := decode(p, Received{Body: string(data)}, status)
	return p, err == nil && last == a.Type
}

// statusAfter returns the status at the end of a head that is that of a type but
// for its status; else 0.
func statusAfter(data []byte, head string) int {
	i := len(head) - len("500")
	if string(data[:i]) != head[:i] || data[i] == '0' {
		return 0
	}
	status := 0
	for _, c := range data[i:] {
		if !isDigit(c) {
			return 0
		}
		status = status*10 + int(c-'0')
	}
	return status
}

// withoutMark returns a text without a byte order mark in front.
func withoutMark(text string) string { return strings.TrimPrefix(text, "\uFEFF") }

// firstType returns the first type that the document names; most name it in
// front and once.
func firstType(s string) Type {
	d := decoder{s: withoutMark(s)}
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
func parseAs(t Type, body Received, base *url.URL) (p Problem, last Type, err error) {
	known, t := resolve(t, base)
	if known == nil {
		known = (*Unknown)(nil)
	}
	p = newOf(known)
	last, err = decode(p, body, 0)
	OccurrenceOf(p).Received.Type = cmp.Or(t, TypeAboutBlank)
	return p, last, err
}

// resolve finds a problem type by a URI reference (RFC 9457, section 3.1.1). It
// returns a nil pointer of the type, or nil, and the URI.
func resolve(t Type, base *url.URL) (Problem, Type) {
	if p := typedOf(t); p != nil || base == nil || t == "" {
		return p, t
	}
	ref, err := url.Parse(string(t))
	if err != nil || ref.IsAbs() {
		return nil, t
	}
	t = Type(base.ResolveReference(ref).String())
	return typedOf(t), t
}

// typedOf returns the nil pointer that stands for the problem type, or nil.
func typedOf(t Type) Problem {
	index.once.Do(buildIndex)
	if i, ok := index.byType[t]; ok {
		return typed[i]
	}
	return nil
}

// decode reads the whole body into p and returns the type that it names. Where a
// status is given, the body begins with the head of p's type, with that status
// in it.
func decode(p Problem, body Received, status int) (Type, error) {
	c := newCodec()
	defer c.free()
	r := &body
	c.kept = r
	a, o := p.base()
	*o = Occurrence{Received: r}
	if status == 0 {
		t, err := c.decode(p, r)
		o.status = a.further(r.BodyStatus)
		return t, err
	}
	r.Type, r.Title, r.BodyStatus = a.Type, a.Title, status
	c.mode, c.r.s = reading, r.Body
	c.r.i, c.r.depth = len(a.head), 1
	c.readProblem(p, o, r)
	o.status = a.further(r.BodyStatus)
	return r.Type, c.r.err
}

// decode reads a whole body into p.
func (c *codec) decode(p Problem, r *Received) (Type, error) {
	_, o := p.base()
	c.mode, c.r.s, c.r.textual = reading, withoutMark(r.text()), r.json != ""
	if c.r.peek() != '{' {
		c.r.fail("no object")
		return "", c.r.err
	}
	c.r.object()
	c.readProblem(p, o, r)
	return r.Type, c.r.err
}

func (c *codec) readProblem(p Problem, o *Occurrence, r *Received) {
	d := &c.r
	for d.advance(); !d.done; {
		ok, start := true, d.i
		switch d.name {
		case "type":
			ok = d.string((*string)(&r.Type))
		case "title":
			ok = d.string(&r.Title)
		case "status":
			ok = d.status(&r.BodyStatus)
		case "detail":
			ok = d.string(&o.Detail)
		case "instance":
			ok = d.string(&o.Instance)
		default:
			if c.readMembers(p) {
				continue
			}
			d.extension(o)
		}
		if !ok {
			c.start = start
			c.note(d.name, false)
		}
		d.advance()
	}
	c.demandAll(p)
	if d.peek(); d.i < len(d.s) {
		d.fail("something behind the object")
	}
}

func (d *decoder) status(v *int) bool {
	var n int64
	if !d.integer(&n) || int64(int(n)) != n {
		return false
	}
	*v = int(n)
	return true
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
	if string(bytes.TrimSpace(data)) == "null" { // by the convention of encoding/json
		return nil
	}
	t, err := decode(p, Received{Body: string(data)}, 0)
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
