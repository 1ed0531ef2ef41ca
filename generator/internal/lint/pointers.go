package lint

import (
	"slices"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// checkPointerTarget follows the JSON pointers of examples into the one request
// that the page shows.
func checkPointerTarget(c *PageCheck) {
	for _, s := range c.Evidence.Native {
		request := c.requestOf(s)
		if request == nil {
			continue
		}
		for _, p := range c.pointersIn(s.Body, nil) {
			c.follow(p, request)
		}
	}
}

// requestOf returns the JSON that was sent before an example: the one such object
// between it and the example before.
func (c *PageCheck) requestOf(s *catalog.Sample) *catalog.Value {
	var before []*catalog.Value
	for _, p := range c.Page.Payloads {
		if p.At.Start < s.At.Start {
			before = append(before, p)
		}
	}
	if len(before) == 0 || len(before) > 1 && c.sampleBetween(before[len(before)-2].At, before[len(before)-1].At) == nil {
		return nil
	}
	if request := before[len(before)-1]; c.sampleBetween(request.At, s.At) == nil {
		return request
	}
	return nil
}

// sampleBetween returns an example that stands between two places, or nil.
func (c *PageCheck) sampleBetween(from, to diag.Span) *catalog.Sample {
	i := slices.IndexFunc(c.Page.Samples, func(s catalog.Sample) bool { return s.At.Start >= from.End && s.At.End <= to.Start })
	if i < 0 {
		return nil
	}
	return &c.Page.Samples[i]
}

// pointerName matches the names of members that hold JSON pointers.
var pointerName = lazyregexp.New(`(?:^|_)(?:pointer|json_pointer|path|json_path|field|location|source)$`)

// pointersIn adds the JSON pointers inside a value.
func (c *PageCheck) pointersIn(v *catalog.Value, found []*catalog.Value) []*catalog.Value {
	for _, e := range v.Elems {
		found = c.pointersIn(e, found)
	}
	for _, m := range v.Members {
		text := strings.TrimPrefix(m.Value.Text, "#")
		if m.Value.Kind == catalog.StringValue && pointerName.MatchString(snakeOf(m.Name)) && strings.HasPrefix(text, "/") && !isPlaceholder(text) {
			found = append(found, m.Value)
		}
		if m.Name != catalog.MemberInstance {
			found = c.pointersIn(m.Value, found)
		}
	}
	return found
}

// follow follows a JSON pointer (RFC 6901) and reports where it leads out of the
// document. A member that is missing may be just what is wrong; one of a name
// that is almost there is misspelt.
func (c *PageCheck) follow(pointer, document *catalog.Value) {
	text := strings.TrimPrefix(pointer.Text, "#")
	steps := strings.Split(text, "/")[1:]
	if len(steps) == 1 && document.Get(unescaped(steps[0])) == nil && !isNearMember(document, unescaped(steps[0])) {
		return // it may be a path of something else
	}
	at := document
	for i, step := range steps {
		step = unescaped(step)
		next, why := stepInto(at, step, i == len(steps)-1)
		if why != "" {
			c.Report(c.At(pointer.At, "point at what the request has: %s leads to `/%s`, and %s", pointer.At.Text(), strings.Join(steps[:i+1], "/"), why).
				WithNote(firstLine(at.At), "the request has this there").
				WithHelp("a JSON pointer (RFC 6901) counts the elements of arrays from 0").About(pointer.Text))
			return
		}
		if at = next; at == nil {
			return
		}
	}
}

// stepInto returns what a step of a JSON pointer leads to, or why there is
// nothing; both are zero where that is a member which may be missing.
func stepInto(v *catalog.Value, step string, isLast bool) (next *catalog.Value, why string) {
	switch v.Kind {
	case catalog.ObjectValue:
		next = v.Get(step)
		if next == nil && (!isLast || isNearMember(v, step)) {
			return nil, "there is no member of that name"
		}
		return next, ""
	case catalog.ArrayValue:
		i, err := strconv.Atoi(step)
		switch {
		case step == "-":
			return nil, ""
		case err != nil:
			return nil, "that is an array, whose elements have numbers"
		case i < 0 || i >= len(v.Elems):
			return nil, "the array there has " + count(len(v.Elems), "element")
		}
		return v.Elems[i], ""
	}
	return nil, "there is " + v.Kind.String() + ", which has nothing inside"
}

// isNearMember reports whether an object has a member with almost that name.
func isNearMember(v *catalog.Value, name string) bool {
	return slices.ContainsFunc(v.Members, func(m catalog.ValueMember) bool { return m.Name != name && diag.Near(m.Name, name) })
}

func unescaped(step string) string {
	return strings.ReplaceAll(strings.ReplaceAll(step, "~1", "/"), "~0", "~")
}
