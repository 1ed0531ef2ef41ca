package problem

import (
	"net/http"
)

// A ServedProblem is what [Write] would serve for an error, as a value that has
// what frameworks ask of an error which they serve themselves. It is an error
// that wraps the problem.
type ServedProblem struct {
	problem Problem
	status  int
	header  http.Header
	body    []byte
}

// Served returns what [Write] would serve for err.
func Served(err error) *ServedProblem { return new(Server).ServedFor(nil, err) }

// ServedFor returns what Write would serve for err to the request, which may be
// nil: as JSON, whatever the request accepts.
func (s *Server) ServedFor(r *http.Request, err error) *ServedProblem {
	b := bodies.Get().(*body)
	defer b.free()
	b.jsonOnly = true
	p := s.encodeFor(r, err, b)
	served := &ServedProblem{problem: p, status: b.status, header: make(http.Header), body: append([]byte(nil), b.data...)}
	b.setHeader(served.header, nil, true)
	for _, name := range []string{"Content-Length", "Content-Type"} {
		delete(served.header, name) // which is for whoever writes the body
	}
	return served
}

// Error returns the status, the title and the detail, never the cause.
func (s *ServedProblem) Error() string { return s.problem.Error() }

// Unwrap returns the problem.
func (s *ServedProblem) Unwrap() error { return s.problem }

// GetStatus returns the status, for huma.
func (s *ServedProblem) GetStatus() int { return s.status }

// StatusCode returns the status, for echo and Go kit.
func (s *ServedProblem) StatusCode() int { return s.status }

// GetHeaders returns the header to serve with the problem, but for the media
// type and the length of the body.
func (s *ServedProblem) GetHeaders() http.Header { return s.header.Clone() }

// ContentType returns the media type of the body, whatever was negotiated.
func (s *ServedProblem) ContentType(string) string { return string(problemJSON) }

// MarshalJSON returns the problem details object.
func (s *ServedProblem) MarshalJSON() ([]byte, error) { return s.body, nil }
