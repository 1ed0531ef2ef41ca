package problem

import (
	"iter"
	"reflect"
	"slices"
	"sync"
)

// A Type is the URI of a problem type (RFC 9457, section 3.1.1). It is an error
// whose text is that URI, for use with [errors.Is]:
//
//	if errors.Is(err, TypeNotFound) { … }
//
// A Type may be returned as an error itself and is then served as an occurrence
// of the problem type. Where members are required, that one is without them, and
// a log tells.
type Type string

// TypeAboutBlank is the type of problems that say no more than their status
// does (RFC 9457, section 4.2.1).
const TypeAboutBlank Type = "about:blank"

// Error returns the URI.
func (t Type) Error() string { return string(t) }

// Is reports whether target is a Type that stands for the same problem type:
// the URI that its page documents, or an alias.
func (t Type) Is(target error) bool {
	other, ok := target.(Type)
	if !ok {
		return standsFor(target, t.about(), string(t))
	}
	return t == other || t.about().is(other)
}

// StandsFor reports whether the URI is that of the problem type: the one that
// its page documents, or an alias. Packages of problems know each other's types
// by it.
func (t Type) StandsFor(uri string) bool { return t.Is(Type(uri)) }

// TypeURI returns the URI as a string.
func (t Type) TypeURI() string { return string(t) }

// Title returns the documented title; empty where no page documents the type.
func (t Type) Title() string { return t.about().Title }

// Status returns the documented status; 0 where no page documents the type.
func (t Type) Status() int { return t.about().Status }

// IsReceived reports false: a type says what it stands for, and is served.
func (t Type) IsReceived() bool { return false }

// AppendJSON appends the problem details object of an occurrence of which no
// more is known than its type. It fails where no page documents the type.
func (t Type) AppendJSON(dst []byte) ([]byte, error) {
	s := search{}
	p, reason := s.fromType(t)
	if p == nil {
		return dst, reason
	}
	return appendJSON(p, dst)
}

// about returns what is documented of the type, or nothing.
func (t Type) about() *about {
	if a := lookup(t); a != nil {
		return a
	}
	return new(about)
}

// Info is what the page of a problem type documents.
type Info struct {
	// Type is the type URI.
	Type Type
	// Name is the problem type's name.
	Name string
	// Title is the RFC's title of the problem type.
	Title string
	// Status is the HTTP status, the default one of several.
	Status int
	// Summary is the first sentence of the page.
	Summary string
	// Page is the path of the page in the folder of pages.
	Page string
	// Retired tells why problems of the type are not made any more; empty for
	// all others.
	Retired string
}

// Lookup returns what is documented about a problem type, which may be named by
// an alias.
func Lookup(t Type) (Info, bool) {
	a := lookup(t)
	if a == nil {
		return Info{}, false
	}
	return a.Info, true
}

// All yields every documented problem type in the order of their names.
func All() iter.Seq[Info] {
	return func(yield func(Info) bool) {
		for _, a := range documented {
			if !yield(a.Info) {
				return
			}
		}
	}
}

// about is everything that is the same for all occurrences of a problem type.
type about struct {
	Info
	// head is the beginning of every problem details object of the type: the
	// members type, title and status, whose last three bytes are the status.
	head string
	// detail is the detail of an occurrence that is made without one.
	detail string
	// aliases are further URIs for the type.
	aliases []Type
	// statuses are all that the page documents, where there are several.
	statuses []int
	// params tells that an occurrence cannot be made from the type alone,
	// because it has members or headers that are required.
	params bool
	// escapes tells that a documented member has a name that needs escapes in
	// JSON.
	escapes bool
}

func (a *about) is(t Type) bool {
	return t == a.Type || slices.Contains(a.aliases, t)
}

// further returns the status where it is another one than the default and can be
// served, else 0.
func (a *about) further(status int) int {
	if status < 400 || status == a.Status || !slices.Contains(a.statuses, status) {
		return 0
	}
	return status
}

// index finds the places of problem types in documented and in typed, by their
// URIs and aliases. It is built when it is first needed.
var index struct {
	once   sync.Once
	byType map[Type]int
}

// lookup returns what is documented of the problem type, or nil.
func lookup(t Type) *about {
	index.once.Do(buildIndex)
	if i, ok := index.byType[t]; ok {
		return documented[i]
	}
	return nil
}

func buildIndex() {
	index.byType = make(map[Type]int, len(documented))
	for i, a := range documented {
		for _, alias := range a.aliases {
			index.byType[alias] = i
		}
	}
	for i, a := range documented {
		index.byType[a.Type] = i
	}
}

// aboutOf returns what holds for all problems of p's type. It takes nil pointers
// of such types.
func aboutOf(p Problem) *about {
	a, _ := p.base()
	return a
}

// newOf returns a new value of p's type, which may be a nil pointer.
func newOf(p Problem) Problem {
	return reflect.New(reflect.TypeOf(p).Elem()).Interface().(Problem)
}
