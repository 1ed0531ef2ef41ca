package resolve

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// minError is the lowest status of an error (RFC 9110, section 15.5).
const minError = 400

// settleStatus decides which status is served, and which others the page
// documents beside it. What the sources give is in the evidence, the winning
// one first.
func (r *resolver) settleStatus(p *catalog.Problem) {
	e := p.Evidence
	set := r.statusSet(e.Statuses)
	if len(set) == 0 {
		p.Status = firstFact(e.Statuses)
		if 0 < p.Status.Value && p.Status.Value < minError {
			r.reportNoError(p.Status)
		}
		return
	}
	isServed := func(f catalog.Fact[int]) bool { return f.Value >= minError && hasStatus(set, f.Value) }
	candidates := slices.Concat(e.Statuses, set)
	i := slices.IndexFunc(candidates, isServed)
	if i < 0 {
		r.reportNoError(set[0])
		return
	}
	p.Status, p.Statuses = candidates[i], set
	e.Statuses = slices.Insert(slices.DeleteFunc(e.Statuses, func(f catalog.Fact[int]) bool { return f == p.Status }), 0, p.Status)
}

func hasStatus(facts []catalog.Fact[int], status int) bool {
	return slices.ContainsFunc(facts, func(f catalog.Fact[int]) bool { return f.Value == status })
}

func (r *resolver) reportNoError(f catalog.Fact[int]) {
	r.add(diag.At(f.At, ruleBadStatus, "the status %d is no error's: those are 400 to 599", f.Value).
		WithHelp("give the status with which the problem is served; one below 400 can stand beside it in a set: `status: [409, %d]`", f.Value).
		About(catalog.MemberStatus))
}

// statusSet returns the statuses that the page documents together, each once:
// those of the front matter, or of a line of facts, or of a table that has one
// for each circumstance; or the examples', where the text says that they depend.
// It is nil where the page documents no such set.
func (r *resolver) statusSet(given []catalog.Fact[int]) []catalog.Fact[int] {
	var facts []catalog.Fact[int]
	for _, s := range r.page.Front.Problem.Statuses {
		facts = append(facts, catalog.Fact[int](s))
	}
	if len(facts) == 0 {
		facts = r.labelledStatuses()
	}
	if len(facts) == 0 {
		facts = r.statusTable(given)
	}
	if len(facts) == 0 {
		facts = r.saidStatuses(given)
	}
	return r.usableSet(facts)
}

// labelledStatuses returns the statuses of the first labelled value that has
// several.
func (r *resolver) labelledStatuses() []catalog.Fact[int] {
	for _, f := range r.own(catalog.StatusLabel) {
		if len(f.Statuses) < 2 {
			continue
		}
		facts := make([]catalog.Fact[int], len(f.Statuses))
		for i, s := range f.Statuses {
			facts[i] = catalog.Fact[int](s)
		}
		return facts
	}
	return nil
}

// saidStatuses returns the statuses that are given where the text says that
// they may differ: one paragraph names them all, and that it depends. The text
// alone gives none.
func (r *resolver) saidStatuses(given []catalog.Fact[int]) []catalog.Fact[int] {
	if slices.IndexFunc(given, func(f catalog.Fact[int]) bool { return f.Value != given[0].Value }) < 0 {
		return nil
	}
	said := r.page.Statuses[:min(len(r.page.Statuses), maxSaid)]
	for _, first := range said {
		paragraph := paragraphAt(first.At)
		isNamed := func(f catalog.Fact[int]) bool {
			return slices.ContainsFunc(said, func(m catalog.StatusMention) bool {
				return m.Code == f.Value && paragraph.Start <= m.At.Start && m.At.End <= paragraph.End
			})
		}
		isMissing := func(f catalog.Fact[int]) bool { return !isNamed(f) }
		if dependsOn.MatchString(paragraph.Text()) && !slices.ContainsFunc(given, isMissing) {
			return given
		}
	}
	return nil
}

// maxSaid is how many statuses of the text are looked at.
const maxSaid = 50

// dependsOn matches words that make a status one of several.
var dependsOn = lazyregexp.New(`(?i)\b(?:depend(?:s|ing)|either|varies|differs|according\s+to)\b`)

// paragraphAt returns the lines around a place up to the next empty ones.
func paragraphAt(at diag.Span) diag.Span {
	text := at.Source.Text
	start, end := bytes.LastIndex(text[:at.Start], []byte("\n\n"))+1, bytes.Index(text[at.End:], []byte("\n\n"))
	if end < 0 {
		return at.Source.Span(start, len(text))
	}
	return at.Source.Span(start, at.End+end)
}

// usableSet returns each status once; nil where there are not two.
func (r *resolver) usableSet(facts []catalog.Fact[int]) []catalog.Fact[int] {
	var set []catalog.Fact[int]
	for _, f := range facts {
		switch {
		case f.Value < 100 || f.Value > 599:
			r.reportBadStatus(f.At, strconv.Itoa(f.Value))
		case !hasStatus(set, f.Value):
			set = append(set, f)
		}
	}
	if len(set) < 2 {
		return nil
	}
	return set
}

// statusTable returns the statuses of the table that has one for each
// circumstance. A table without the status that the page gives elsewhere is
// about other answers.
func (r *resolver) statusTable(given []catalog.Fact[int]) []catalog.Fact[int] {
	for i := range r.page.Tables {
		table := &r.page.Tables[i]
		if table.Kind != catalog.ProseTable || !isCircumstance(table) || otherAnswers.MatchString(table.Section.Value) {
			continue
		}
		facts := statusColumn(table)
		isOwn := func(f catalog.Fact[int]) bool { return hasStatus(facts, f.Value) }
		if len(facts) > 1 && (len(given) == 0 || slices.ContainsFunc(given, isOwn)) {
			return facts
		}
	}
	return nil
}

var otherAnswers = lazyregexp.New(`(?i)\b(?:other|others|related|see\s+also|compar\w+|similar)\b`)

// isCircumstance reports whether a table's first column has what a status can
// depend on: a member, by its name in a code span, or a state in other words.
func isCircumstance(table *catalog.Table) bool {
	if len(table.Header) < 2 {
		return false
	}
	first := table.Header[0]
	if len(first.Codes) == 1 && strings.TrimSpace(first.Codes[0].Text) == strings.TrimSpace(first.Text) {
		return true
	}
	switch strings.ToLower(strings.Trim(first.Text, "* ")) {
	case "state", "case", "circumstance", "circumstances", "situation", "condition":
		return true
	}
	return false
}

var (
	statusTitle  = lazyregexp.New(`(?i)^(?:http\s+)?(?:response\s+)?status(?:\s+code)?$`)
	statusInText = lazyregexp.New(`^(?:HTTP\s+)?([1-5][0-9]{2})(?:\s+[A-Z][A-Za-z' -]*)?$`)
)

// statusColumn returns the statuses of a column that has nothing else.
func statusColumn(table *catalog.Table) []catalog.Fact[int] {
	column := slices.IndexFunc(table.Header, func(c catalog.Cell) bool { return statusTitle.MatchString(strings.Trim(c.Text, "*`: ")) })
	if column < 1 {
		return nil
	}
	var facts []catalog.Fact[int]
	for _, row := range table.Rows {
		if column >= len(row.Cells) {
			return nil
		}
		m := statusInText.FindStringSubmatch(strings.Trim(row.Cells[column].Text, "` "))
		if m == nil {
			return nil
		}
		status, _ := strconv.Atoi(m[1])
		facts = append(facts, catalog.Fact[int]{Value: status, At: row.Cells[column].At})
	}
	return facts
}
