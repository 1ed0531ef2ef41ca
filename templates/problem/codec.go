package problem

import (
	"encoding/json"
	"reflect"
	"slices"
	"sync"
	"time"
)

// A layout is an object whose members are documented. It names each of them
// once, in their order, for reading and for writing alike.
type layout interface {
	members(c *codec)
}

// A codec writes or reads the members that a [layout] names. Its methods, and
// the functions that take one, are called once for each member: writing appends
// the member; reading reads the value where the member is the one that comes
// next in the document, and goes on to the member behind it.
type codec struct {
	w encoder
	r decoder
	// mode tells what to do with the members.
	mode mode
	// ok tells that the value that was read last had the right type.
	ok bool
	// found tells that the layout names the member that was looked for.
	found bool

	// start is where the value begins that is read now.
	start int
	// path leads to the object or array that is read or written now. When
	// writing it is known for problems that were received alone.
	path []step
	// kept is where to keep what cannot be typed; nil where nothing is kept.
	kept *Received
	// absent, where it is not nil, gets the paths of the members that are
	// required and do not come. present are the names of those that came, of all
	// objects around the position, and from those of the innermost.
	absent  *[]string
	present []string
	from    int
	// instead has what a received problem had, by its path, in place of members
	// that are not set; nil for what was absent.
	instead map[string]json.RawMessage
}

type mode int

const (
	writing mode = iota
	reading
	// finding looks for the member r.name and reads nothing.
	finding
	// demanding looks for the members that are required.
	demanding
)

// codecs are reused: what a layout is given escapes to the heap.
var codecs = sync.Pool{New: func() any { return new(codec) }}

func newCodec() *codec { return codecs.Get().(*codec) }

func (c *codec) free() {
	*c = codec{path: c.path[:0], present: c.present[:0]}
	codecs.Put(c)
}

// element in place of a member's name stands for the next element of an array.
// No page can document a member of that name.
const element = ""

// at reports whether the member's value is to be read now. It is called for
// required members in every mode but writing, for others when reading or finding.
// It is short, so that the compiler puts it where it is called: most members are
// not the one that comes.
func (c *codec) at(name string) bool {
	return c.r.name == name || c.mode == demanding
}

// reached is at for the member that comes, and for all that are demanded.
func (c *codec) reached(name string) bool {
	if c.mode == demanding {
		return c.demand(name)
	}
	c.found, c.start = true, c.r.i
	return c.mode == reading
}

// read ends the reading of a member's value, which had the right type or not.
// Members inside the value had a search of their own.
func (c *codec) read(name string, ok bool) {
	c.ok, c.found = ok, true
	if !ok || c.absent != nil {
		c.note(name, ok)
	}
	if name != element {
		c.r.advance()
	}
}

func (c *codec) string(name string, v *string) {
	if c.mode == writing {
		if *v != "" || !c.replaces(name) {
			c.w.string(name, *v)
		}
	} else if c.at(name) && c.reached(name) {
		c.read(name, c.r.string(v))
	}
}

func (c *codec) bool(name string, v *bool) {
	if c.mode == writing {
		if *v || !c.replaces(name) {
			c.w.bool(name, *v)
		}
	} else if c.at(name) && c.reached(name) {
		c.read(name, c.r.bool(v))
	}
}

func (c *codec) integer(name string, v *int64) {
	if c.mode == writing {
		if *v != 0 || !c.replaces(name) {
			c.w.integer(name, *v)
		}
	} else if c.at(name) && c.reached(name) {
		c.read(name, c.r.integer(v))
	}
}

func (c *codec) unsigned(name string, v *uint64) {
	if c.mode == writing {
		if *v != 0 || !c.replaces(name) {
			c.w.unsigned(name, *v)
		}
	} else if c.at(name) && c.reached(name) {
		c.read(name, c.r.unsigned(v))
	}
}

func (c *codec) number(name string, v *float64) {
	if c.mode == writing {
		if *v != 0 || !c.replaces(name) {
			c.w.number(name, *v)
		}
	} else if c.at(name) && c.reached(name) {
		c.read(name, c.r.number(v))
	}
}

// time takes times as RFC 3339 has them.
func (c *codec) time(name string, v *time.Time) {
	if c.mode == writing {
		if !v.IsZero() || !c.replaces(name) {
			c.w.time(name, *v)
		}
	} else if c.at(name) && c.reached(name) {
		c.read(name, c.r.time(v))
	}
}

// any takes a value of any type. Nil is absent.
func (c *codec) any(name string, v *json.RawMessage) {
	if c.mode != writing {
		if c.at(name) && c.reached(name) {
			c.read(name, c.r.raw(v))
		}
	} else if *v != nil {
		c.w.raw(name, *v)
	}
}

// optionalAny is any of a member that is not required.
func (c *codec) optionalAny(name string, v *json.RawMessage) {
	if c.mode != demanding {
		c.any(name, v)
	}
}

// null takes a member that is always there and may be null, as long as it is: v
// points to a pointer, a slice or a map. It reports whether nothing is left to
// take.
func (c *codec) null(name string, v any) bool {
	value := reflect.ValueOf(v).Elem()
	if c.mode == writing {
		if value.IsNil() && !c.replaces(name) {
			c.w.null(name)
		}
		return value.IsNil()
	}
	if !(c.at(name) && c.reached(name)) || c.r.peek() != 'n' {
		return c.mode == demanding
	}
	value.SetZero()
	c.r.skip()
	c.read(name, c.r.err == nil)
	return true
}

// mapping takes an object whose members are not documented.
func (c *codec) mapping(name string, v *map[string]json.RawMessage) {
	if c.mode == writing {
		if *v != nil || !c.replaces(name) {
			c.w.mapping(name, *v)
		}
	} else if c.at(name) && c.reached(name) {
		c.read(name, c.r.mapping(v))
	}
}

// optionalMapping is a mapping that is absent where it is nil.
func (c *codec) optionalMapping(name string, v *map[string]json.RawMessage) {
	if c.takes(name, *v == nil) {
		c.mapping(name, v)
	}
}

// takes reports whether there is something to read or to write of an optional
// member, which is nil or not.
func (c *codec) takes(name string, isNil bool) bool {
	if c.mode == writing && isNil {
		c.replaces(name)
		return false
	}
	return c.mode != demanding
}

// object takes an object whose members are documented.
func (c *codec) object(name string, v layout) {
	if c.mode == writing {
		if c.instead == nil || !reflect.ValueOf(v).Elem().IsZero() || !c.replaces(name) {
			c.writeObject(name, v)
		}
	} else if c.at(name) && c.reached(name) {
		start := c.start
		c.readFrom(start, name, c.readObject(name, v))
	}
}

func (c *codec) writeObject(name string, v layout) {
	c.w.object(name)
	c.enter(name)
	v.members(c)
	c.leave(name)
	c.w.endObject()
}

// readFrom ends the reading of a value that began at start, and may have values
// inside of it.
func (c *codec) readFrom(start int, name string, ok bool) {
	c.start = start
	c.read(name, ok)
}

// readObject reads the members that v names, in any order, and keeps others.
// Nothing is left of an object that was read before: it had the same name.
func (c *codec) readObject(name string, v layout) bool {
	if !c.r.object() {
		return false
	}
	c.enter(name)
	reflect.ValueOf(v).Elem().SetZero()
	c.forget()
	from := c.from
	c.from = len(c.present)
	for c.r.advance(); !c.r.done; {
		if !c.readMembers(v) {
			c.undocumented()
			c.r.advance()
		}
	}
	c.demandAll(v)
	c.from = from
	c.leave(name)
	return c.r.err == nil
}

// readMembers reads members as long as they come in v's order. It reports
// whether there was one.
func (c *codec) readMembers(v layout) bool {
	c.found = false
	v.members(c)
	return c.found
}

// optionalObject is an object that is absent where it is nil. v points to a
// pointer to a [layout]. A type parameter in place of reflection would have a
// function compiled for each such member of each problem type, which a package
// of many problem types would feel.
func (c *codec) optionalObject(name string, v any) {
	pointer := reflect.ValueOf(v).Elem()
	switch {
	case c.mode == writing:
		if !pointer.IsNil() {
			c.writeObject(name, asLayout(pointer))
		} else {
			c.replaces(name)
		}
	case c.mode != demanding && c.at(name) && c.reached(name):
		value := reflect.New(pointer.Type().Elem())
		if c.object(name, asLayout(value)); c.ok {
			pointer.Set(value)
		}
	}
}

// objects takes an array of objects whose members are documented. v points to a
// slice of structs that are a [layout] by their pointers.
func (c *codec) objects(name string, v any) {
	values := reflect.ValueOf(v).Elem()
	if c.mode == writing {
		if !values.IsNil() || !c.replaces(name) {
			c.writeObjects(name, values)
		}
	} else if c.at(name) && c.reached(name) {
		start := c.start
		c.readFrom(start, name, c.readObjects(name, values))
	}
}

// optionalObjects is an array of objects that is absent where it is nil.
func (c *codec) optionalObjects(name string, v any) {
	if c.takes(name, reflect.ValueOf(v).Elem().IsNil()) {
		c.objects(name, v)
	}
}

func (c *codec) writeObjects(name string, values reflect.Value) {
	c.w.array(name)
	c.enterArray(name)
	for i := range values.Len() {
		c.elementAt(i)
		c.writeObject(element, asLayout(values.Index(i).Addr()))
	}
	c.leaveArray(name)
	c.w.endArray()
}

func (c *codec) readObjects(name string, v reflect.Value) bool {
	if !c.r.array() {
		return false
	}
	c.enterArray(name)
	var values reflect.Value
	n, good := 0, 0
	for ; c.r.element(); n++ {
		c.elementAt(n)
		if n == 0 {
			values = reflect.New(v.Type()).Elem() // which can grow
		}
		values.Grow(1)
		values.SetLen(good + 1)
		if c.object(element, asLayout(values.Index(good).Addr())); c.ok {
			good++
		}
	}
	if !c.leaveRead(name, n, good) {
		return false
	}
	if n == 0 {
		values = reflect.MakeSlice(v.Type(), 0, 0)
	} else {
		values.SetLen(good)
	}
	v.Set(values)
	return true
}

func asLayout(pointer reflect.Value) layout { return pointer.Interface().(layout) }

// enum takes one of the documented values. A problem that was received may
// have others.
func enum[T ~string](c *codec, name string, v *T, documented ...T) {
	if c.mode == writing {
		if *v != "" || !c.replaces(name) {
			c.w.enum(name, string(*v), slices.Contains(documented, *v))
		}
	} else if c.at(name) && c.reached(name) {
		s := string(*v)
		ok := c.r.string(&s)
		*v = T(s)
		c.read(name, ok)
	}
}

// optionalEnum is an enum that is absent where it is nil.
func optionalEnum[T ~string](c *codec, name string, v **T, documented ...T) {
	switch {
	case c.mode == writing:
		if *v != nil {
			enum(c, name, *v, documented...)
		} else {
			c.replaces(name)
		}
	case c.mode != demanding && c.at(name) && c.reached(name):
		value := new(T)
		if enum(c, name, value, documented...); c.ok {
			*v = value
		}
	}
}

// optional takes a value that is absent where it is nil.
func optional[T any](c *codec, name string, v **T, take func(*codec, string, *T)) {
	switch {
	case c.mode == writing:
		if *v != nil {
			take(c, name, *v)
		} else {
			c.replaces(name)
		}
	case c.mode != demanding && c.at(name) && c.reached(name):
		value := new(T)
		if take(c, name, value); c.ok {
			*v = value
		}
	}
}

// array takes an array. Of a received one the elements are kept apart that have
// the wrong type.
func array[T any](c *codec, name string, v *[]T, take func(*codec, string, *T)) {
	if c.mode == writing {
		if *v != nil || !c.replaces(name) {
			writeArray(c, name, *v, take)
		}
	} else if c.at(name) && c.reached(name) {
		start := c.start
		c.readFrom(start, name, readArray(c, name, v, take))
	}
}

// optionalArray is an array that is absent where it is nil.
func optionalArray[T any](c *codec, name string, v *[]T, take func(*codec, string, *T)) {
	if c.takes(name, *v == nil) {
		array(c, name, v, take)
	}
}

func writeArray[T any](c *codec, name string, values []T, take func(*codec, string, *T)) {
	c.w.array(name)
	c.enterArray(name)
	for i := range values {
		c.elementAt(i)
		take(c, element, &values[i])
	}
	c.leaveArray(name)
	c.w.endArray()
}

func readArray[T any](c *codec, name string, v *[]T, take func(*codec, string, *T)) bool {
	if !c.r.array() {
		return false
	}
	c.enterArray(name)
	values, n := []T{}, 0
	for ; c.r.element(); n++ {
		if cap(values) == 0 {
			values = make([]T, 0, 4) // enough for most
		}
		c.elementAt(n)
		values = append(values, *new(T))
		if take(c, element, &values[len(values)-1]); !c.ok {
			values = values[:len(values)-1]
		}
	}
	if !c.leaveRead(name, n, len(values)) {
		return false
	}
	*v = values
	return true
}

// named takes an object whose names are data: a map. Of a received one the
// values are kept apart that have the wrong type.
func named[T any](c *codec, name string, v *map[string]T, take func(*codec, string, *T)) {
	if c.mode == writing {
		if *v != nil || !c.replaces(name) {
			writeNamed(c, name, *v, take)
		}
	} else if c.at(name) && c.reached(name) {
		start := c.start
		c.readFrom(start, name, readNamed(c, name, v, take))
	}
}

// optionalNamed is a map that is absent where it is nil.
func optionalNamed[T any](c *codec, name string, v *map[string]T, take func(*codec, string, *T)) {
	if c.takes(name, *v == nil) {
		named(c, name, v, take)
	}
}

func writeNamed[T any](c *codec, name string, values map[string]T, take func(*codec, string, *T)) {
	c.w.object(name)
	c.enterArray(name)
	for _, key := range sorted(values) {
		value := values[key]
		c.w.key(key)
		c.valueOf(key)
		take(c, element, &value)
	}
	c.leaveArray(name)
	c.w.endObject()
}

func readNamed[T any](c *codec, name string, v *map[string]T, take func(*codec, string, *T)) bool {
	if !c.r.object() {
		return false
	}
	c.enterArray(name)
	values, n := make(map[string]T), 0
	for ; c.r.member(); n++ {
		key, value := c.r.name, *new(T)
		c.r.name, c.r.done = element, false
		c.valueOf(key)
		if take(c, element, &value); c.ok {
			values[key] = value
		}
	}
	if !c.leaveRead(name, n, len(values)) {
		return false
	}
	*v = values
	return true
}
