package resolve

import (
	"slices"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// maxExampleName bounds an example's name, which becomes part of a file name.
const maxExampleName = 60

// examples makes the native samples the problem's examples.
func (r *resolver) examples(p *catalog.Problem) []*catalog.Example {
	native := p.Evidence.Native
	examples := make([]*catalog.Example, 0, len(native))
	for _, s := range native {
		r.checkStandard(s.Body)
		if s.Template {
			continue
		}
		examples = append(examples, &catalog.Example{
			Title:   s.Caption.Value,
			Body:    withStatus(s, p.Statuses),
			Headers: r.headerValues(p.Headers, s),
			At:      s.At,
		})
	}
	if len(examples) > 1 {
		nameExamples(examples)
	}
	for _, e := range examples {
		e.GoName = r.names.exported("x_" + e.Name)[1:]
	}
	return examples
}

// numbering is what some captions begin with: "Example 2: no account".
var numbering = lazyregexp.New(`(?i)^examples?\s*[0-9]*\s*[:.–—-]\s*`)

// nameExamples tells several examples apart by their captions; those that
// share one, or have none, are numbered.
func nameExamples(examples []*catalog.Example) {
	taken := map[string]bool{}
	for i, e := range examples {
		name := snake(withoutNumber(e.Title))
		if len(name) > maxExampleName {
			name = name[:maxExampleName]
		}
		if name == "" {
			name = "example_" + strconv.Itoa(i+1)
		}
		e.Name = name
		for n := 2; taken[e.Name]; n++ {
			e.Name = name + "_" + strconv.Itoa(n)
		}
		taken[e.Name] = true
	}
}

// withoutNumber returns a caption without the numbering that it begins with.
// Most begin with none, and a look at the word is cheaper than the expression.
func withoutNumber(caption string) string {
	const word = "example"
	if len(caption) < len(word) || !strings.EqualFold(caption[:len(word)], word) {
		return caption
	}
	return numbering.ReplaceAllString(caption, "")
}

// checkStandard reports the RFC's members whose values are of another type;
// types and statuses are looked at where they become facts.
func (r *resolver) checkStandard(body *catalog.Value) {
	for _, name := range []string{catalog.MemberType, catalog.MemberTitle, catalog.MemberDetail, catalog.MemberInstance} {
		if v := body.Get(name); v != nil && v.Kind != catalog.StringValue && !v.Placeholder {
			r.add(diag.At(v.At, ruleStandardValue, "`%s` is %s here; RFC 9457 has it as a string", name, v.Kind).
				WithHelp("write it in quotation marks, or give the member another name").About(name))
		}
	}
}

// withStatus returns a sample's object with the status of its status line,
// where the page documents several and the object does not say which it has.
func withStatus(s *catalog.Sample, statuses []catalog.Fact[int]) *catalog.Value {
	if s.Response == nil || s.Body.Get(catalog.MemberStatus) != nil || !hasStatus(statuses, s.Response.Status.Value) {
		return s.Body
	}
	line := s.Response.Status
	body := *s.Body
	body.Members = append(slices.Clip(body.Members), catalog.ValueMember{
		Name: catalog.MemberStatus, NameAt: line.At,
		Value: &catalog.Value{Kind: catalog.NumberValue, Text: strconv.Itoa(line.Value), At: line.At},
	})
	return &body
}
