// Package lazyregexp has regular expressions for package variables. They are
// compiled when they are first used, so that a command that reads no page does
// not wait for the hundreds of them, and run on such texts alone as have what
// they need.
package lazyregexp

import (
	"regexp"
	"sync"
	"testing"
)

// A Regexp is a [regexp.Regexp], with those of its methods that are in use.
type Regexp struct {
	compiled func() *regexp.Regexp
	needs    func() *needs
}

// New returns the expression, which has to be a valid one: in a test, where it
// is compiled at once, it panics where the expression is not.
func New(text string) *Regexp {
	r := &Regexp{
		compiled: sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) }),
		needs:    sync.OnceValue(func() *needs { return needsOf(text) }),
	}
	if testing.Testing() {
		r.compiled()
	}
	return r
}

// mayMatch reports whether a text has what the expression needs.
func (r *Regexp) mayMatch(s string) bool { return mayMatch(r.needs(), s) }

// Match reports whether b has a match.
func (r *Regexp) Match(b []byte) bool { return mayMatch(r.needs(), b) && r.compiled().Match(b) }

// MatchString reports whether s has a match.
func (r *Regexp) MatchString(s string) bool { return r.mayMatch(s) && r.compiled().MatchString(s) }

// FindString returns the first match in s, or "".
func (r *Regexp) FindString(s string) string {
	if !r.mayMatch(s) {
		return ""
	}
	return r.compiled().FindString(s)
}

// FindStringIndex returns where the first match in s is, or nil.
func (r *Regexp) FindStringIndex(s string) []int {
	if !r.mayMatch(s) {
		return nil
	}
	return r.compiled().FindStringIndex(s)
}

// FindStringSubmatch returns the first match in s and those of its groups, or
// nil.
func (r *Regexp) FindStringSubmatch(s string) []string {
	if !r.mayMatch(s) {
		return nil
	}
	return r.compiled().FindStringSubmatch(s)
}

// FindAllString returns the first n matches in s.
func (r *Regexp) FindAllString(s string, n int) []string {
	if !r.mayMatch(s) {
		return nil
	}
	return r.compiled().FindAllString(s, n)
}

// FindAllStringSubmatch returns the first n matches in s with their groups.
func (r *Regexp) FindAllStringSubmatch(s string, n int) [][]string {
	if !r.mayMatch(s) {
		return nil
	}
	return r.compiled().FindAllStringSubmatch(s, n)
}

// FindAllStringSubmatchIndex returns where the first n matches in s and their
// groups are.
func (r *Regexp) FindAllStringSubmatchIndex(s string, n int) [][]int {
	if !r.mayMatch(s) {
		return nil
	}
	return r.compiled().FindAllStringSubmatchIndex(s, n)
}

// FindAllSubmatch returns the first n matches in b with their groups.
func (r *Regexp) FindAllSubmatch(b []byte, n int) [][][]byte {
	if !mayMatch(r.needs(), b) {
		return nil
	}
	return r.compiled().FindAllSubmatch(b, n)
}

// ReplaceAllString returns s with its matches replaced.
func (r *Regexp) ReplaceAllString(s, by string) string { return r.compiled().ReplaceAllString(s, by) }

// Split returns what is between the first n matches in s.
func (r *Regexp) Split(s string, n int) []string { return r.compiled().Split(s, n) }

// FindStringSubmatchIndex returns where the first match in s and its groups are,
// or nil.
func (r *Regexp) FindStringSubmatchIndex(s string) []int {
	if !r.mayMatch(s) {
		return nil
	}
	return r.compiled().FindStringSubmatchIndex(s)
}
