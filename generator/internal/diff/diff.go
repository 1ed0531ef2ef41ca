// Package diff compares two catalogs: what changed from one to the other, and
// whom each change hits. It works on plain data, a pair of problems at a time,
// so that of ten thousand problems only those need to be at hand whole whose
// pages differ.
//
// Problems are paired more than once. For those who compile against the
// package, a problem is its Go name; for those who read the wire, it is its type
// URI; for those who read the documentation, it is its page.
package diff

import (
	"fmt"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// An Axis is a kind of users that a change may hit.
type Axis string

// The axes.
const (
	Wire       Axis = "wire"       // who receives problems
	Go         Axis = "go"         // who compiles against the Go package
	TypeScript Axis = "typescript" // who compiles against the TypeScript file
	OpenAPI    Axis = "openapi"    // who makes code of the OpenAPI document
	Docs       Axis = "docs"       // who reads the pages
)

// Axes returns all axes, in the order in which they are named.
func Axes() []Axis { return []Axis{Wire, Go, TypeScript, OpenAPI, Docs} }

// An Effect is what a change is to the users on one axis.
type Effect int

// The effects. The last two are breaking.
const (
	Unseen Effect = iota
	Shows         // it can be seen, and breaks nothing
	Means         // what compiled goes on compiling, and does something else
	Breaks        // what was received is lost, or code stops compiling
)

// IsBreaking reports whether somebody has to act.
func (e Effect) IsBreaking() bool { return e >= Means }

// Effects are a change's effects by axis.
type Effects map[Axis]Effect

// A Change is one difference.
type Change struct {
	// Rule is the rule of the table that the change falls under.
	Rule string
	// Problem is the problem's name: today's, where it is still there.
	Problem string
	// Member is the path of the member, or the name of the header field; empty
	// where the change is about the problem as a whole.
	Member string
	// Effects say whom it hits.
	Effects Effects
	// Before and After are the two values; one of them may be empty.
	Before, After string
	// At is where the page of today says it or, where Former is set, the page
	// of then.
	At     diag.Span
	Former bool
	// Message is one line, safe to show; Help says what would be kinder.
	Message string
	Help    []string
}

// IsBreaking reports whether the change breaks something on one of the axes.
func (c Change) IsBreaking(axes []Axis) bool {
	for _, a := range axes {
		if c.Effects[a].IsBreaking() {
			return true
		}
	}
	return false
}

// Compare returns the changes of one pair. The problems are whole; that which
// the pair lacks is nil.
func Compare(pair Pair, before, after *catalog.Problem) []Change {
	c := &comparer{pair: pair, before: before, after: after}
	switch {
	case before == nil:
		c.added()
	case after == nil:
		c.removed()
	case pair.Moved != "":
		c.moved()
	default:
		c.identity()
		c.facts()
		c.members("", before.Members, after.Members)
		c.headers()
		c.documentation()
	}
	c.fallback()
	return c.found
}

// A comparer compares one pair.
type comparer struct {
	pair          Pair
	before, after *catalog.Problem
	found         []Change
}

// name returns the problem's name for messages and for who accepts changes.
func (c *comparer) name() string {
	if c.after != nil {
		return c.after.Name
	}
	return c.before.Name
}

// add appends a change of the page of today. A place that is unknown becomes
// that of the page's title.
func (c *comparer) add(rule string, at diag.Span, effects Effects, format string, args ...any) *Change {
	change := Change{
		Rule: rule, Problem: c.name(), Effects: c.limited(effects), At: place(at, c.after),
		Message: diag.Visible(fmt.Sprintf(format, args...)),
	}
	c.found = append(c.found, change)
	return &c.found[len(c.found)-1]
}

// addFormer appends a change of what only the page of then has.
func (c *comparer) addFormer(rule string, at diag.Span, effects Effects, format string, args ...any) *Change {
	change := c.add(rule, at, effects, format, args...)
	change.At, change.Former = place(at, c.before), true
	return change
}

// limited leaves out the wire where it is compared with another problem, and
// all but the wire where the two share no more than a type URI.
func (c *comparer) limited(effects Effects) Effects {
	limited := Effects{}
	for axis, effect := range effects {
		if isOfWire := axis == Wire; effect == Unseen || c.pair.Moved != "" && !isOfWire || c.pair.Elsewhere && isOfWire {
			continue
		}
		limited[axis] = effect
	}
	return limited
}

func place(at diag.Span, p *catalog.Problem) diag.Span {
	switch {
	case !at.IsZero() || p == nil:
		return at
	case !p.Title.At.IsZero():
		return p.Title.At
	case p.Source != nil:
		return p.Source.Span(0, 0)
	}
	return diag.Span{}
}

// from sets the values before and after.
func (c *Change) from(before, after any) *Change {
	c.Before, c.After = fmt.Sprint(before), fmt.Sprint(after)
	return c
}

// of sets the member.
func (c *Change) of(member string) *Change {
	c.Member = member
	return c
}

// help adds a sentence that says what would be kinder.
func (c *Change) help(format string, args ...any) *Change {
	c.Help = append(c.Help, diag.Visible(fmt.Sprintf(format, args...)))
	return c
}
