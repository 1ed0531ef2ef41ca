package diff

import (
	"cmp"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// headers compares the response headers that the page documents.
func (c *comparer) headers() {
	was, is := headersByName(c.before), headersByName(c.after)
	for _, h := range c.after.Headers {
		if old := was[h.Name]; old != nil {
			c.header(old, h)
		} else {
			c.headerAdded(h)
		}
	}
	for _, h := range c.before.Headers {
		if is[h.Name] == nil {
			c.addFormer(ruleHeaderRemoved, h.At, Effects{Wire: Breaks, Go: Breaks, OpenAPI: Breaks},
				"`%s` has no header field %s any more", c.after.Name, h.Name).of(h.Name).from(headerText(h), "").
				help("clients that wait or try again go by such a field: keep it, or make it optional a release before")
		}
	}
}

func headersByName(p *catalog.Problem) map[string]*catalog.Header {
	all := make(map[string]*catalog.Header, len(p.Headers))
	for _, h := range p.Headers {
		all[h.Name] = h
	}
	return all
}

func (c *comparer) headerAdded(h *catalog.Header) {
	if !h.Required {
		c.add(ruleOptionalHeaderAdded, h.At, Effects{Wire: Shows, Go: Shows, OpenAPI: Shows},
			"`%s` has the optional header field %s now", c.after.Name, h.Name).of(h.Name).from("", headerText(h))
		return
	}
	c.add(ruleRequiredHeaderAdded, h.At, Effects{Wire: Shows, Go: c.asks(), OpenAPI: Shows},
		"`%s` has the required header field %s now", c.after.Name, h.Name).of(h.Name).from("", headerText(h)).
		help("an optional field breaks nobody")
}

// header compares a header field with what it was.
func (c *comparer) header(old, h *catalog.Header) {
	if old.Kind != h.Kind {
		c.add(ruleHeaderTypeChanged, h.At, Effects{Wire: Breaks, Go: Breaks, OpenAPI: Breaks},
			"the header field %s of `%s` was %s and is %s now", h.Name, c.after.Name, headerText(old), headerText(h)).
			of(h.Name).from(headerText(old), headerText(h)).
			help("document a field of another name for the new values")
	}
	if old.GoName != h.GoName {
		const none = "nothing" // no name could be made of the header's
		c.add(ruleGoNameChanged, h.At, Effects{Go: Breaks}, "the Go field of the header field %s was called %s and is called %s now", h.Name, cmp.Or(old.GoName, none), cmp.Or(h.GoName, none)).
			of(h.Name).from(old.GoName, h.GoName)
	}
	c.headerPresence(old, h)
	if docText([]catalog.Block{{Inlines: old.Doc}}) != docText([]catalog.Block{{Inlines: h.Doc}}) {
		c.add(ruleDescriptionChanged, h.At, Effects{Docs: Shows}, "the description of the header field %s is another one", h.Name).
			of(h.Name).from(catalog.PlainText(old.Doc), catalog.PlainText(h.Doc))
	}
}

func (c *comparer) headerPresence(old, h *catalog.Header) {
	effect := c.asks()
	if h.Kind != catalog.String && h.Kind != catalog.Array { // an optional one is a pointer
		effect = Breaks
	}
	switch {
	case old.Required && !h.Required:
		if effect == Means { // the field of the struct is gone
			effect = Breaks
		}
		c.add(ruleHeaderOptional, h.At, Effects{Wire: Breaks, Go: effect, OpenAPI: Breaks},
			"the header field %s of `%s` is optional now", h.Name, c.after.Name).of(h.Name).from("required", "optional").
			help("clients rely on it: keep it required")
	case !old.Required && h.Required:
		c.add(ruleHeaderRequired, h.At, Effects{Wire: Shows, Go: effect, OpenAPI: Shows},
			"the header field %s of `%s` is required now", h.Name, c.after.Name).of(h.Name).from("optional", "required").
			help("an optional field breaks nobody")
	}
}

// headerText names the type of a header field as pages do.
func headerText(h *catalog.Header) string {
	return typeText(&catalog.Type{Kind: h.Kind, Elem: &catalog.Type{Kind: catalog.String}})
}
