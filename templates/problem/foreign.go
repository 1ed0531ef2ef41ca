package problem

import (
	"net/http"
	"reflect"
)

// foreign is a problem, or a bare type, of another package that was generated
// from pages. Such packages know each other by their methods alone.
type foreign interface {
	error
	TypeURI() string
	Title() string
	Status() int
	IsReceived() bool
	AppendJSON(dst []byte) ([]byte, error)
}

// withHeader is a problem that has response headers.
type withHeader interface {
	ResponseHeader() (http.Header, error)
}

// sentinel is the type of another package's bare types.
type sentinel interface {
	error
	StandsFor(uri string) bool
}

// made is what an [Unknown] says that was not received: one of a status, of a
// bare type, or of another package.
type made struct {
	about *about
	// rest are the members behind those of the RFC as another package wrote
	// them, each with a comma before it.
	rest string
	// header has the documented headers of another package's problem.
	header http.Header
}

// fromForeign returns the problem that another package has made, or has received
// where those count. It returns neither a problem nor a reason for a nil pointer,
// and for what panics when it is asked.
func (s *search) fromForeign(e foreign) (p Problem, reason error) {
	defer func() {
		if recover() != nil {
			p, reason = nil, nil
		}
	}()
	if v := reflect.ValueOf(e); v.Kind() == reflect.Pointer && v.IsNil() || e.IsReceived() && s.read == nil {
		return nil, nil
	}
	scratch := bodies.Get().(*body)
	defer scratch.free()
	data, err := e.AppendJSON(scratch.data)
	if scratch.data = data; err != nil {
		return nil, err
	}
	var header http.Header
	if h, ok := e.(withHeader); ok {
		if header, err = h.ResponseHeader(); err != nil {
			return nil, err
		}
	}
	if s.read != nil && (e.IsReceived() || lookup(Type(e.TypeURI())) != nil) {
		return s.read(e, data, header)
	}
	return asMade(e, data, header)
}

// readForeign reads another package's problem as one of this package.
func readForeign(e foreign, data []byte, header http.Header) (Problem, error) {
	p, err := Parse(data)
	if err != nil {
		return nil, err
	}
	readHeaders(p, header)
	a, o := p.base()
	o.Cause, o.status = e, a.further(e.Status())
	if o.Received.Status, o.Received.Header = e.Status(), header; !e.IsReceived() {
		o.Received = nil
	}
	return p, nil
}

// asMade returns another package's problem as it is: what it wrote is served
// again, and the problem itself is the cause.
func asMade(e foreign, data []byte, header http.Header) (Problem, error) {
	foreign := &about{Info: Info{Type: Type(e.TypeURI()), Title: e.Title(), Status: e.Status()}}
	p := &Unknown{Occurrence: Occurrence{Cause: e}, made: &made{about: foreign, header: header}}
	d := decoder{s: validText(string(data))}
	if p.made.rest = d.split(&p.Occurrence); d.err != nil {
		return nil, d.err
	}
	return p, nil
}

// split reads a problem details object: detail and instance into o, and what is
// behind the members of the RFC as it stands, a comma before each member. All of
// that is one part of the text, in what generated packages write.
func (d *decoder) split(o *Occurrence) (rest string) {
	ok := d.object()
	first, from, to := d.i, 0, 0
	for start := first; ok && d.member(); start = d.i {
		switch d.name {
		case "detail":
			d.string(&o.Detail)
		case "instance":
			d.string(&o.Instance)
		case "type", "title", "status":
			d.skip()
		default:
			d.skip()
			if to != start {
				rest += d.s[from:to]
				from = start
			}
			if to = d.i; start == first {
				rest = ","
			}
		}
	}
	if d.peek(); !ok || d.i < len(d.s) {
		d.fail("no object, or something behind it")
	}
	return rest + d.s[from:to]
}

// isReceived reports whether the problem came from elsewhere, so that it is not
// to be served again. It is called by a method of each problem type, see apply.
//
//go:noinline
func isReceived(p Problem) bool {
	_, o := p.base()
	return o != nil && o.Received != nil
}

// standsFor reports whether target is another package's bare type that stands
// for one of the URIs.
func standsFor(target error, a *about, uri string) bool {
	t, ok := target.(sentinel)
	if !ok {
		return false
	}
	if t.StandsFor(uri) {
		return true
	}
	for _, alias := range a.aliases {
		if t.StandsFor(string(alias)) {
			return true
		}
	}
	return false
}
