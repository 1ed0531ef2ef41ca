package problem

import (
	"net/http"
	"reflect"
	"strings"
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
	p := new(struct {
		Unknown
		made  made
		about about
	})
	p.about.Info = Info{Type: Type(e.TypeURI()), Title: e.Title(), Status: e.Status()}
	p.made = made{about: &p.about, header: header}
	p.Occurrence.Cause, p.Unknown.made = e, &p.made
	d := decoder{s: withoutMark(string(data))}
	if p.made.rest = d.split(&p.about, &p.Occurrence); d.err != nil {
		return nil, d.err
	}
	return &p.Unknown, nil
}

// split reads a problem details object: detail and instance into o, and what is
// behind the members of the RFC as it stands, a comma before each member. All of
// that is one part of the text, in what generated packages write. So is the head,
// which need not be made again.
func (d *decoder) split(a *about, o *Occurrence) (rest string) {
	var head Received
	ok := d.object()
	first, from, to := d.i, 0, 0
	for start := first; ok && d.member(); start = d.i {
		switch d.name {
		case "type":
			d.string((*string)(&head.Type))
		case "title":
			d.string(&head.Title)
		case "status":
			if d.status(&head.BodyStatus) && d.isHead(a, &head) {
				a.head = d.s[:d.i]
			}
		case "detail":
			d.string(&o.Detail)
		case "instance":
			d.string(&o.Instance)
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

// isHead reports whether the document up to the position, in which these members
// were read, is the head of a problem of a type: what is as short has neither
// space nor escapes.
func (d *decoder) isHead(a *about, read *Received) bool {
	const around = `{"type":"","title":"","status":500`
	return read.Type == a.Type && read.Title == a.Title && read.BodyStatus == a.Status &&
		d.i == len(around)+len(a.Type)+len(a.Title) && strings.HasPrefix(d.s, `{"type":`)
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
