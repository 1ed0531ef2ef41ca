package problem

import (
	"errors"
	"fmt"
	"net/http"
)

// maxChain is how many errors of a chain are looked at: more than any useful
// chain has, so that one that wraps itself comes to an end.
const maxChain = 100

var errNoProblem = errors.New("the error is no problem")

// find returns the problem to serve for err: the first one in its chain, in the
// order of [errors.Is], that was made here or by another package of problems.
// Else it tells why there is none. With a problem it may tell what is wrong with
// it.
func find(err error) (Problem, error) {
	s := search{whole: err, left: maxChain}
	p, reason := s.in(err)
	if p == nil && reason == nil {
		reason = errNoProblem
	}
	return p, reason
}

// From returns the first problem in err's chain, in the order of [errors.Is], as
// this package knows it: one of another package of problems is read anew, and is
// the cause of what is returned. Other than for [Write], a received problem
// counts. From reports whether there is one.
func From(err error) (Problem, bool) {
	s := search{whole: err, left: maxChain, typed: typedOf, read: readForeign}
	p, _ := s.in(err)
	return p, p != nil
}

// A search looks for a problem in a chain of errors. Its methods return neither
// a problem nor a reason where it goes on.
type search struct {
	whole error
	// left is how many errors may still be looked at.
	left int
	// typed returns the type of a bare type's problem, and read reads a problem of
	// another package. Only [From] sets them, for which received problems count,
	// too: that way a program that does not call it is linked without the types
	// that it does not make, and without what reads them.
	typed func(Type) Problem
	read  func(e foreign, data []byte, header http.Header) (Problem, error)
}

// in looks at err and at what it wraps.
func (s *search) in(err error) (Problem, error) {
	for err != nil && s.left > 0 {
		s.left--
		switch e := err.(type) {
		case Problem:
			if o := OccurrenceOf(e); o != nil && (s.read != nil || o.Received == nil) {
				return e, nil
			}
		case Type:
			return s.fromType(e)
		case foreign:
			if p, reason := s.fromForeign(e); p != nil || reason != nil {
				return p, reason
			}
		}
		var several []error
		if several, err = unwrap(err); several != nil {
			return s.among(several)
		}
	}
	return nil, nil
}

// unwrap returns what err wraps, several errors or one. An error that panics
// when it is asked, as a nil pointer may, wraps none.
func unwrap(err error) (several []error, one error) {
	defer func() {
		if recover() != nil {
			several, one = nil, nil
		}
	}()
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		return nil, e.Unwrap()
	case interface{ Unwrap() []error }:
		return e.Unwrap(), nil
	}
	return nil, nil
}

func (s *search) among(errs []error) (Problem, error) {
	for _, err := range errs {
		if p, reason := s.in(err); p != nil || reason != nil {
			return p, reason
		}
	}
	return nil, nil
}

// fromType returns an occurrence of a bare type, with the whole chain as cause.
// A bare type has no members: where some are required, the type, the title and
// the status are served without them, and there is a reason to tell.
func (s *search) fromType(t Type) (Problem, error) {
	a := lookup(t)
	if a == nil {
		return nil, fmt.Errorf("no page documents the type %q", t)
	}
	if s.typed != nil && !a.params {
		return newOccurrence(s.typed(t), s.whole), nil
	}
	var reason error
	if a.params {
		reason = fmt.Errorf("the type %q has members or headers that are required, a bare type has none", t)
	}
	return &Unknown{Occurrence: Occurrence{Detail: a.detail, Cause: s.whole}, made: &made{about: a}}, reason
}

// fallbackFor returns the problem for an error that is none.
func fallbackFor(cause error) Problem {
	if fallback == nil || aboutOf(fallback).params {
		return &Unknown{Occurrence: Occurrence{Cause: cause}}
	}
	return newOccurrence(fallback, cause)
}

// newOccurrence returns an occurrence as a constructor would make it.
func newOccurrence(documented Problem, cause error) Problem {
	p := newOf(documented)
	a, o := p.base()
	o.Detail, o.Cause = a.detail, cause
	return p
}
