package problem

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// maxKept is how many values are kept that cannot be typed.
const maxKept = 256

// Missing returns the members that a problem's page requires and that the
// received problem p came without, as JSON Pointers (RFC 6901), in the page's
// order. A member that is null counts as absent, unless its page says that it may
// be. Missing reads the body again; it returns nil for a problem that was made
// here, and for one of which no page knows.
func Missing(p Problem) []string {
	o := OccurrenceOf(p)
	if o == nil || o.Received == nil {
		return nil
	}
	known := typedOf(p.Type())
	if known == nil || !aboutOf(known).params {
		return nil
	}
	return missing(known, o.Received)
}

func missing(known Problem, r *Received) []string {
	c := newCodec()
	defer c.free()
	var absent []string
	c.absent = &absent
	if _, err := c.decode(newOf(known), &Received{Body: r.Body, json: r.json}); err != nil {
		return nil
	}
	return absent
}

// A step of a path leads to a member of an object, or to an element of an array.
type step struct {
	name string
	// index is that of an element; -1 for a member.
	index int
}

// follows reports whether the path is to be known.
func (c *codec) follows() bool { return c.mode != writing || c.instead != nil }

// enter goes into the object that a member has. The path leads to an element
// already.
func (c *codec) enter(name string) {
	if name != element && c.follows() {
		c.path = append(c.path, step{name, -1})
	}
}

func (c *codec) leave(name string) {
	if name != element && c.follows() {
		c.path = c.path[:len(c.path)-1]
	}
}

// enterArray goes into the array or map that a member has: to none of its values
// yet.
func (c *codec) enterArray(name string) {
	c.enter(name)
	if c.follows() {
		c.path = append(c.path, step{})
	}
}

func (c *codec) leaveArray(name string) {
	if c.follows() {
		c.path = c.path[:len(c.path)-1]
	}
	c.leave(name)
}

// elementAt goes on to an element of an array.
func (c *codec) elementAt(i int) {
	if c.follows() {
		c.path[len(c.path)-1].index = i
	}
}

// valueOf goes on to a value of a map.
func (c *codec) valueOf(key string) {
	if c.follows() {
		c.path[len(c.path)-1] = step{key, -1}
	}
}

// leaveRead leaves an array or map of n values of which some had the right type.
// It reports false where none had: then the whole has not.
func (c *codec) leaveRead(name string, n, good int) bool {
	c.leaveArray(name)
	if c.r.err != nil {
		return false
	}
	if n == 0 || good > 0 {
		return true
	}
	c.enter(name)
	c.forget()
	c.leave(name)
	return false
}

// pointer returns the path to a member, or to the element that the path leads to,
// as a JSON Pointer.
func (c *codec) pointer(name string) string {
	var b strings.Builder
	for _, s := range c.path {
		b.WriteByte('/')
		if s.index >= 0 {
			b.WriteString(strconv.Itoa(s.index))
		} else {
			b.WriteString(escapePointer(s.name))
		}
	}
	if name != element {
		b.WriteString("/" + escapePointer(name))
	}
	return b.String()
}

func escapePointer(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
}

// note notes that a member came, and keeps its value where that has the wrong
// type. A member that is null is absent; an element that is, is none.
func (c *codec) note(name string, ok bool) {
	if c.r.err != nil {
		return
	}
	value := strings.Trim(c.r.s[c.start:c.r.i], " \t\r\n")
	isAbsent := !ok && value == "null" && name != element
	if !ok && !isAbsent {
		c.keep(c.pointer(name), value)
	}
	if c.absent != nil && name != element && !isAbsent {
		c.present = append(c.present, name)
	}
}

func (c *codec) keep(pointer, value string) {
	if c.kept == nil || len(c.kept.Kept) >= maxKept {
		return
	}
	if c.kept.Kept == nil {
		c.kept.Kept = make(map[string]json.RawMessage)
	}
	c.kept.Kept[pointer] = json.RawMessage(value)
}

// undocumented keeps a member that an object's page does not document.
func (c *codec) undocumented() {
	name, start := c.r.name, c.r.i
	c.r.skip()
	if c.r.err == nil {
		c.keep(c.pointer(name)+emptyName(name), strings.Trim(c.r.s[start:c.r.i], " \t\r\n"))
	}
}

// emptyName returns the end of a pointer to a member whose name is empty, which
// [codec.pointer] takes for an element.
func emptyName(name string) string {
	if name == element {
		return "/"
	}
	return ""
}

// forget drops what was kept of the value that the path leads to: it came twice,
// or is kept as a whole.
func (c *codec) forget() {
	if c.kept == nil || len(c.kept.Kept) == 0 {
		return
	}
	below := c.pointer(element) + "/"
	maps.DeleteFunc(c.kept.Kept, func(pointer string, _ json.RawMessage) bool { return strings.HasPrefix(pointer, below) })
}

// demandAll notes which members of an object are required and did not come.
func (c *codec) demandAll(v layout) {
	if c.absent == nil || c.r.err != nil {
		return
	}
	c.mode = demanding
	v.members(c)
	c.mode = reading
	c.present = c.present[:c.from]
}

// demand notes that a required member did not come, if so. It reports false:
// there is nothing to read.
func (c *codec) demand(name string) bool {
	if !slices.Contains(c.present[c.from:], name) {
		*c.absent = append(*c.absent, c.pointer(name))
	}
	return false
}

// recall finds out what to write for the members that a received problem does not
// have in its fields: what could not be typed at the top, and nothing for what
// did not come.
func (c *codec) recall(p Problem, a *about, r *Received) {
	c.instead = make(map[string]json.RawMessage)
	for pointer, value := range r.Kept {
		if name := strings.TrimPrefix(pointer, "/"); !strings.Contains(name, "/") && !isStandard(name) {
			c.instead[pointer] = value
		}
	}
	if a.params {
		for _, pointer := range missing(p, r) {
			c.instead[pointer] = nil
		}
	}
}

// replaces writes what was received in place of a member that is not set. It
// reports whether that is all there is to write.
func (c *codec) replaces(name string) bool { return c.instead != nil && c.replace(name) }

func (c *codec) replace(name string) bool {
	value, ok := c.instead[c.pointer(name)]
	if value != nil {
		c.w.raw(name, value)
	}
	return ok
}
