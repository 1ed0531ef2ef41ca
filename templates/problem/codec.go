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
}

type mode int

const (
	writing mode = iota
	reading
	// finding looks for the member r.name and reads nothing.
	finding
)

// codecs are reused: what a layout is given escapes to the heap.
var codecs = sync.Pool{New: func() any { return new(codec) }}

func newCodec() *codec { return codecs.Get().(*codec) }

func (c *codec) free() {
	*c = codec{}
	codecs.Put(c)
}

// element in place of a member's name stands for the next element of an array.
// No page can document a member of that name.
const element = ""

// at reports whether the member's value is to be read now.
func (c *codec) at(name string) bool {
	if c.r.name != name || c.r.done {
		return false
	}
	c.found = true
	return c.mode == reading
}

// read ends the reading of a member's value, which had the right type or not.
// Members inside the value had a search of their own.
func (c *codec) read(name string, ok bool) {
	c.ok, c.found = ok, true
	if name != element {
		c.r.advance()
	}
}

func (c *codec) string(name string, v *string) {
	if c.mode == writing {
		c.w.string(name, *v)
	} else if c.at(name) {
		c.read(name, c.r.string(v))
	}
}

func (c *codec) bool(name string, v *bool) {
	if c.mode == writing {
		c.w.bool(name, *v)
	} else if c.at(name) {
		c.read(name, c.r.bool(v))
	}
}

func (c *codec) integer(name string, v *int64) {
	if c.mode == writing {
		c.w.integer(name, *v)
	} else if c.at(name) {
		c.read(name, c.r.integer(v))
	}
}

func (c *codec) unsigned(name string, v *uint64) {
	if c.mode == writing {
		c.w.unsigned(name, *v)
	} else if c.at(name) {
		c.read(name, c.r.unsigned(v))
	}
}

func (c *codec) number(name string, v *float64) {
	if c.mode == writing {
		c.w.number(name, *v)
	} else if c.at(name) {
		c.read(name, c.r.number(v))
	}
}

// time takes times as RFC 3339 has them.
func (c *codec) time(name string, v *time.Time) {
	if c.mode == writing {
		c.w.time(name, *v)
	} else if c.at(name) {
		c.read(name, c.r.time(v))
	}
}

// any takes a value of any type. Nil is absent.
func (c *codec) any(name string, v *json.RawMessage) {
	if c.mode != writing {
		if c.at(name) {
			c.read(name, c.r.raw(v))
		}
	} else if *v != nil {
		c.w.raw(name, *v)
	}
}

// null takes a member that is always there and may be null, as long as it is: v
// points to a pointer, a slice or a map. It reports whether nothing is left to
// take.
func (c *codec) null(name string, v any) bool {
	value := reflect.ValueOf(v).Elem()
	if c.mode == writing {
		if value.IsNil() {
			c.w.null(name)
		}
		return value.IsNil()
	}
	if !c.at(name) || c.r.peek() != 'n' {
		return false
	}
	value.SetZero()
	c.r.skip()
	c.read(name, c.r.err == nil)
	return true
}

// mapping takes an object whose members are not documented.
func (c *codec) mapping(name string, v *map[string]json.RawMessage) {
	if c.mode == writing {
		c.w.mapping(name, *v)
	} else if c.at(name) {
		c.read(name, c.r.mapping(v))
	}
}

// optionalMapping is a mapping that is absent where it is nil.
func (c *codec) optionalMapping(name string, v *map[string]json.RawMessage) {
	if c.mode != writing || *v != nil {
		c.mapping(name, v)
	}
}

// object takes an object whose members are documented.
func (c *codec) object(name string, v layout) {
	if c.mode == writing {
		c.w.object(name)
		v.members(c)
		c.w.endObject()
	} else if c.at(name) {
		c.read(name, c.readObject(v))
	}
}

// readObject reads the members that v names, in any order, and skips others.
// Nothing is left of an object that was read before: it had the same name.
func (c *codec) readObject(v layout) bool {
	if !c.r.object() {
		return false
	}
	reflect.ValueOf(v).Elem().SetZero()
	for c.r.advance(); !c.r.done; {
		if !c.readMembers(v) {
			c.r.skip()
			c.r.advance()
		}
	}
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
	if c.mode == writing {
		if !pointer.IsNil() {
			c.object(name, asLayout(pointer))
		}
	} else if c.at(name) {
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
		c.w.array(name)
		for i := range values.Len() {
			c.object(element, asLayout(values.Index(i).Addr()))
		}
		c.w.endArray()
	} else if c.at(name) {
		c.read(name, c.readObjects(values))
	}
}

// optionalObjects is an array of objects that is absent where it is nil.
func (c *codec) optionalObjects(name string, v any) {
	if c.mode != writing || !reflect.ValueOf(v).Elem().IsNil() {
		c.objects(name, v)
	}
}

func (c *codec) readObjects(v reflect.Value) bool {
	if !c.r.array() {
		return false
	}
	var values reflect.Value
	n, ok := 0, true
	for ; c.r.element(); n++ {
		if n == 0 {
			values = reflect.New(v.Type()).Elem() // which can grow
		}
		values.Grow(1)
		values.SetLen(n + 1)
		c.object(element, asLayout(values.Index(n).Addr()))
		ok = ok && c.ok
	}
	if !ok || c.r.err != nil {
		return false
	}
	if n == 0 {
		values = reflect.MakeSlice(v.Type(), 0, 0)
	}
	v.Set(values)
	return true
}

func asLayout(pointer reflect.Value) layout { return pointer.Interface().(layout) }

// enum takes one of the documented values. A problem that was received may
// have others.
func enum[T ~string](c *codec, name string, v *T, documented ...T) {
	if c.mode == writing {
		c.w.enum(name, string(*v), slices.Contains(documented, *v))
	} else if c.at(name) {
		s := string(*v)
		ok := c.r.string(&s)
		*v = T(s)
		c.read(name, ok)
	}
}

// optionalEnum is an enum that is absent where it is nil.
func optionalEnum[T ~string](c *codec, name string, v **T, documented ...T) {
	if c.mode == writing {
		if *v != nil {
			enum(c, name, *v, documented...)
		}
	} else if c.at(name) {
		value := new(T)
		if enum(c, name, value, documented...); c.ok {
			*v = value
		}
	}
}

// optional takes a value that is absent where it is nil.
func optional[T any](c *codec, name string, v **T, take func(*codec, string, *T)) {
	if c.mode == writing {
		if *v != nil {
			take(c, name, *v)
		}
	} else if c.at(name) {
		value := new(T)
		if take(c, name, value); c.ok {
			*v = value
		}
	}
}

// array takes an array. A received one is ignored where one of its elements has
// the wrong type.
func array[T any](c *codec, name string, v *[]T, take func(*codec, string, *T)) {
	if c.mode == writing {
		c.w.array(name)
		for i := range *v {
			take(c, element, &(*v)[i])
		}
		c.w.endArray()
	} else if c.at(name) {
		c.read(name, readArray(c, v, take))
	}
}

// optionalArray is an array that is absent where it is nil.
func optionalArray[T any](c *codec, name string, v *[]T, take func(*codec, string, *T)) {
	if c.mode != writing || *v != nil {
		array(c, name, v, take)
	}
}

func readArray[T any](c *codec, v *[]T, take func(*codec, string, *T)) bool {
	if !c.r.array() {
		return false
	}
	values, ok := []T{}, true
	for c.r.element() {
		if cap(values) == 0 {
			values = make([]T, 0, 4) // enough for most
		}
		values = append(values, *new(T))
		take(c, element, &values[len(values)-1])
		ok = ok && c.ok
	}
	if !ok || c.r.err != nil {
		return false
	}
	*v = values
	return true
}

// named takes an object whose names are data: a map. A received one is ignored
// where one of its values has the wrong type.
func named[T any](c *codec, name string, v *map[string]T, take func(*codec, string, *T)) {
	if c.mode == writing {
		c.w.object(name)
		for _, key := range sorted(*v) {
			value := (*v)[key]
			c.w.key(key)
			take(c, element, &value)
		}
		c.w.endObject()
	} else if c.at(name) {
		c.read(name, readNamed(c, v, take))
	}
}

// optionalNamed is a map that is absent where it is nil.
func optionalNamed[T any](c *codec, name string, v *map[string]T, take func(*codec, string, *T)) {
	if c.mode != writing || *v != nil {
		named(c, name, v, take)
	}
}

func readNamed[T any](c *codec, v *map[string]T, take func(*codec, string, *T)) bool {
	if !c.r.object() {
		return false
	}
	values, ok := make(map[string]T), true
	for c.r.member() {
		key, value := c.r.name, *new(T)
		c.r.name, c.r.done = element, false
		take(c, element, &value)
		values[key] = value
		ok = ok && c.ok
	}
	if !ok || c.r.err != nil {
		return false
	}
	*v = values
	return true
}
