package problem

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"time"
)

// An encoder appends the members of a problem details object to buf. Its bytes
// are those of [json.Encoder] without HTML escaping.
type encoder struct {
	buf []byte
	// received tells that the problem came from elsewhere.
	received bool
	// escapes tells that names of members may need escapes.
	escapes bool
	// depth is the number of objects and arrays that are open.
	depth int
	// err is the first error.
	err error
}

// appendJSON appends the problem details object.
func appendJSON(p Problem, dst []byte) ([]byte, error) {
	a, o := p.base()
	if o == nil {
		return append(dst, "null"...), nil
	}
	c := newCodec()
	defer c.free()
	return c.appendOccurrence(dst, p, a, o)
}

// appendOccurrence appends the problem details object of p, with the occurrence
// o in place of its own.
func (c *codec) appendOccurrence(dst []byte, p Problem, a *about, o *Occurrence) ([]byte, error) {
	c.w.buf, c.w.received, c.w.escapes, c.w.depth, c.w.err = dst, o.Received != nil, a.escapes, 1, nil
	c.w.head(p, a, o)
	c.w.particulars(o)
	if c.instead = nil; o.Received != nil {
		c.recall(p, a, o.Received)
	}
	p.members(c)
	if len(o.Extensions) > 0 {
		c.extensions(p, o.Extensions)
	}
	if c.w.err != nil {
		return dst, fmt.Errorf("encoding the problem %s: %w", a.Name, c.w.err)
	}
	return append(c.w.buf, '}'), nil
}

// head writes the members type, title and status. Those of a problem that was
// made here are a constant.
func (e *encoder) head(p Problem, a *about, o *Occurrence) {
	if a.head != "" && !e.received {
		e.buf = append(e.buf, a.head...)
		if o.status != 0 {
			e.setStatus(statusOf(a, o))
		}
		return
	}
	e.buf = append(e.buf, '{')
	e.string("type", p.TypeURI())
	if title := p.Title(); title != "" {
		e.string("title", title)
	}
	status := statusOf(a, o)
	e.integer("status", int64(status))
	if !validStatus(status) {
		e.fail("status", fmt.Errorf("%d is no HTTP status", status))
	}
}

// setStatus replaces the status at the end of the head.
func (e *encoder) setStatus(status int) {
	digits := e.buf[len(e.buf)-len("500"):]
	for i := range digits {
		digits[len(digits)-1-i], status = byte('0'+status%10), status/10
	}
}

// particulars writes the members of the RFC that differ from one occurrence to
// the next.
func (e *encoder) particulars(o *Occurrence) {
	if o.Detail != "" {
		e.string("detail", o.Detail)
	}
	if o.Instance != "" {
		e.string("instance", o.Instance)
	}
}

// extensions writes the members that are not documented.
func (c *codec) extensions(p Problem, members map[string]json.RawMessage) {
	for _, name := range sorted(members) {
		if isStandard(name) || c.names(p, name) {
			c.w.fail(name, errors.New("an extension has the name of a documented member"))
		}
		c.w.undocumented(name, members[name])
	}
}

// names reports whether v names the member.
func (c *codec) names(v layout, name string) bool {
	c.mode, c.r.name = finding, name
	c.found = false
	v.members(c)
	c.mode = writing
	return c.found
}

// isStandard reports whether the RFC defines the member.
func isStandard(name string) bool {
	switch name {
	case "type", "title", "status", "detail", "instance":
		return true
	}
	return false
}

// fail notes that the member's value cannot be encoded.
func (e *encoder) fail(name string, err error) {
	if e.err == nil {
		e.err = fmt.Errorf("member %q: %w", name, err)
	}
}

// name begins a member, or an element of an array.
func (e *encoder) name(name string) { e.buf = e.named(name) }

// named returns buf with the beginning of a member, or of an element of an array.
func (e *encoder) named(name string) []byte {
	if name == element || e.escapes || e.isFirst() {
		return e.otherwiseNamed(name)
	}
	return append(append(append(e.buf, ',', '"'), name...), '"', ':')
}

// otherwiseNamed is named for all that does not simply follow the member before.
func (e *encoder) otherwiseNamed(name string) []byte {
	switch e.comma(); {
	case name == element:
		return e.buf
	case e.escapes:
		return append(appendString(e.buf, name), ':')
	}
	return append(append(append(e.buf, '"'), name...), '"', ':')
}

// comma parts a member or element from the one before, where there is one.
func (e *encoder) comma() {
	if !e.isFirst() {
		e.buf = append(e.buf, ',')
	}
}

// isFirst reports whether no member or element stands before what comes next. A
// value in a map follows its key.
func (e *encoder) isFirst() bool {
	last := e.buf[len(e.buf)-1]
	return last == '{' || last == '[' || last == ':'
}

func (e *encoder) object(name string) { e.open(name, '{') }

func (e *encoder) endObject() { e.close('}') }

func (e *encoder) array(name string) { e.open(name, '[') }

func (e *encoder) endArray() { e.close(']') }

// open begins an object or array. What a reader would refuse is not written.
func (e *encoder) open(name string, bracket byte) {
	e.buf = append(e.named(name), bracket)
	if e.depth++; e.depth > maxDepth {
		e.fail(name, errTooDeep)
	}
}

func (e *encoder) close(bracket byte) {
	e.buf = append(e.buf, bracket)
	e.depth--
}

func (e *encoder) string(name, v string) {
	e.buf = appendString(e.named(name), v)
}

// enum writes a value of an enumeration. A value that is not documented is an
// error, except in a problem that came with it.
func (e *encoder) enum(name, v string, known bool) {
	if !known && !e.received {
		e.fail(name, fmt.Errorf("%q is not a documented value", v))
	}
	e.string(name, v)
}

func (e *encoder) bool(name string, v bool) {
	e.buf = strconv.AppendBool(e.named(name), v)
}

func (e *encoder) integer(name string, v int64) {
	e.buf = strconv.AppendInt(e.named(name), v, 10)
}

func (e *encoder) unsigned(name string, v uint64) {
	e.buf = strconv.AppendUint(e.named(name), v, 10)
}

func (e *encoder) null(name string) {
	e.buf = append(e.named(name), "null"...)
}

func (e *encoder) number(name string, v float64) {
	if !isFinite(v) {
		e.fail(name, fmt.Errorf("JSON has no number for %v", v))
		return
	}
	e.buf = appendNumber(e.named(name), v)
}

// time writes v as RFC 3339 has it.
func (e *encoder) time(name string, v time.Time) {
	buf, err := v.AppendText(append(e.named(name), '"'))
	if err != nil {
		e.fail(name, err)
		return
	}
	e.buf = append(buf, '"')
}

// mapping writes an object whose members are not documented.
func (e *encoder) mapping(name string, v map[string]json.RawMessage) {
	e.object(name)
	for _, name := range sorted(v) {
		e.undocumented(name, v[name])
	}
	e.endObject()
}

// undocumented writes a member of any name, which element may be.
func (e *encoder) undocumented(name string, v json.RawMessage) {
	e.key(name)
	e.json(name, v)
}

// key begins a member of any name, which [encoder.name] takes no value for.
func (e *encoder) key(name string) {
	e.comma()
	e.buf = append(appendString(e.buf, name), ':')
}

// raw writes a value that is JSON already.
func (e *encoder) raw(name string, v json.RawMessage) {
	e.name(name)
	e.json(name, v)
}

func (e *encoder) json(name string, v json.RawMessage) {
	buf, err := appendRaw(e.buf, v, maxDepth-e.depth)
	if err != nil {
		e.fail(name, err)
		return
	}
	e.buf = buf
}

func sorted[T any](members map[string]T) []string { return slices.Sorted(maps.Keys(members)) }

func isFinite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// appendNumber appends v in the form that ECMAScript gives to numbers.
func appendNumber(dst []byte, v float64) []byte {
	format := byte('f')
	if abs := math.Abs(v); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		format = 'e'
	}
	dst = strconv.AppendFloat(dst, v, format, -1, 64)
	if n := len(dst); format == 'e' && n >= 4 && dst[n-4] == 'e' && dst[n-3] == '-' && dst[n-2] == '0' {
		dst[n-2] = dst[n-1] // e-09 is written e-9
		dst = dst[:n-1]
	}
	return dst
}
