package page

import (
	"bytes"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// blockFacts reads the type, title and status of a problem that a code block
// shows as YAML or XML. The rest of it is not read.
func (w *walker) blockFacts(e excerpt, info string) bool {
	lang, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(info)), " ")
	line := yamlFact
	switch {
	case slices.Contains([]string{"yaml", "yml"}, lang):
	case lang == "xml" && bytes.Contains(e.text, []byte("urn:ietf:rfc:7807")):
		line = xmlFact
	default:
		return false
	}
	var facts []catalog.Labelled
	typed := false
	for at := 0; at < len(e.text) && len(facts) < maxFacts; {
		end := at + lineLength(e.text[at:])
		text := string(e.text[at:end])
		if m := line.FindStringSubmatchIndex(text); m != nil {
			from, to := at+m[4], at+m[5]
			value := written{text: string(e.text[from:to]), code: true}
			value.at = func(start, stop int) diag.Span { return w.span(e, from+start, from+stop) }
			value.codes = []catalog.Mention{{Text: value.text, Section: w.section, At: w.span(e, from, to)}}
			if f, ok := fact(labelOf(text[m[2]:m[3]]), text[m[2]:m[3]], value); ok {
				facts = append(facts, f)
				typed = typed || f.Label == catalog.TypeLabel && isAbsolute(f.Value.Value)
			}
		}
		at = end
	}
	if !typed {
		return false
	}
	w.addFacts(catalog.LineForm, facts...)
	return true
}

var (
	yamlFact = lazyregexp.New(`^"?(type|title|status)"?\s*:\s*["']?([^"'#\n]*[^"'#\s])`)
	xmlFact  = lazyregexp.New(`^\s*<(type|title|status)>\s*([^<>\n]*[^<>\s])\s*</`)
)
