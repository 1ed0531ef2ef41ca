package generator

import (
	"cmp"
	"slices"

	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/diff"
)

// A Difference is a change with what the configuration makes of it.
type Difference struct {
	// Rule is the rule that the change falls under, and Severity how much it
	// matters.
	Rule     string
	Severity diag.Severity
	// Problem and Member are what changes; Member is a path, or the name of a
	// header field, and empty where the change is about all of the problem.
	Problem, Member string
	// Axes are those who have to act ("wire", "go") where the change is
	// Breaking; else those who can see it.
	Axes     []string
	Breaking bool
	// Go says of a change that is breaking in Go whether its users stop
	// compiling or compile and mean something else.
	Go string
	// Before and After are the two values; one of them may be empty.
	Before, After string
	// At is on the page of today or, where Former is set, on that of then.
	At     diag.Span
	Former bool
	// Revision is the beginning of the name of the commit whose page At is on;
	// empty for a page that is there.
	Revision string
	// Message is one line, safe to show; Help says what would be kinder.
	Message string
	Help    []string
	// Accepted is the reason why the configuration accepts the change.
	Accepted string
	// Asks is the release that the change asks for.
	Asks Release
}

// What Difference.Go says.
const (
	StopsCompiling = "stops compiling"
	MeansOtherwise = "means something else"
)

// A Release is a part of a version by semver.org.
type Release int

// The releases, from none to the one that breaks users.
const (
	NoRelease Release = iota
	Patch
	Minor
	Major
)

// String returns the release as semver.org names it.
func (r Release) String() string { return [...]string{"none", "patch", "minor", "major"}[r] }

// Asks returns the release that all changes together ask for.
func (c *Comparison) Asks() Release {
	release := NoRelease
	for _, d := range c.Changes {
		release = max(release, d.Asks)
	}
	return release
}

// A changeJudge decides how much changes matter.
type changeJudge struct {
	// axes are those of the outputs that are made.
	axes []diff.Axis
	// severities are what the configuration gives axes and rules; later ones win.
	severities []config.Setting
	accept     []config.Accepted
	// used tells of each entry of accept that it accepts something.
	used []bool
	with *former
}

func newChangeJudge(o Options, with *former) *changeJudge {
	c := o.Catalog
	return &changeJudge{
		axes:       axesOf(c.Outputs),
		severities: slices.Concat(c.Settings, c.Breaking.Severities),
		accept:     c.Breaking.Accept,
		used:       make([]bool, len(c.Breaking.Accept)),
		with:       with,
	}
}

// axesOf returns the axes that count: the wire and the readers of the pages
// always, code that uses an output where it is made. Where nothing is said about
// outputs, the Go package may be made by flags.
func axesOf(outputs []config.Output) []diff.Axis {
	made := func(axis diff.Axis) bool {
		return slices.ContainsFunc(outputs, func(o config.Output) bool { return o.Kind == string(axis) })
	}
	return slices.DeleteFunc(diff.Axes(), func(axis diff.Axis) bool {
		switch axis {
		case diff.Wire, diff.Docs:
			return false
		case diff.Go:
			return len(outputs) > 0 && !made(axis)
		}
		return !made(axis)
	})
}

// judge gives a change its severity, that of the most severe of those whom it
// breaks, and the release that it asks for.
func (j *changeJudge) judge(c diff.Change) Difference {
	d := Difference{
		Rule: c.Rule, Problem: c.Problem, Member: c.Member, Before: c.Before, After: c.After,
		At: c.At, Former: c.Former, Message: c.Message, Help: c.Help,
	}
	if d.Former {
		d.Revision = j.with.revision
	}
	var seen []string
	for _, axis := range j.axes {
		effect := c.Effects[axis]
		severity := j.severity(c.Rule, axis, diag.Error)
		switch {
		case effect.IsBreaking() && severity != diag.Off:
			d.Severity, d.Breaking = max(d.Severity, severity), true
			d.Axes = append(d.Axes, string(axis))
		case effect != diff.Unseen:
			seen = append(seen, string(axis))
		}
	}
	if d.Breaking {
		d.Go, d.Asks = goVerdict(c.Effects[diff.Go], d.Axes), Major
		return j.accepted(d)
	}
	d.Axes, d.Asks = seen, Minor
	switch {
	case len(seen) == 0:
		return Difference{}
	case slices.Equal(seen, []string{string(diff.Docs)}):
		d.Asks = Patch
	}
	d.Severity = j.severity(c.Rule, "", diag.Note)
	return d
}

// accepted lowers a change that the configuration accepts.
func (j *changeJudge) accepted(d Difference) Difference {
	for i, a := range j.accept {
		if a.Rule == d.Rule && a.Problem == d.Problem && a.Member == d.Member {
			j.used[i] = true
			d.Accepted, d.Severity = a.Reason, diag.Note
		}
	}
	return d
}

// ruleUselessAccept is about an entry that accepts nothing: warning.
const ruleUselessAccept = "useless-accept"

// useless returns the entries that accept nothing. One that says which release
// it is a change to is passed over where something else is compared with.
func (j *changeJudge) useless() (all []Difference) {
	severity := j.severity(ruleUselessAccept, "", diag.Warning)
	for i, a := range j.accept {
		if j.used[i] || severity == diag.Off || a.Since != "" && !j.with.isRelease(a.Since) {
			continue
		}
		d := diag.At(a.At, ruleUselessAccept, "nothing is accepted here: there is no change of the rule %s in %s", a.Rule, about(a)).
			WithHelp("remove the entry, or write `since:` with the release that it is a change to")
		all = append(all, Difference{
			Rule: d.Rule, Severity: severity, Problem: a.Problem, Member: a.Member, At: d.At, Message: d.Message, Help: d.Help,
		})
	}
	return all
}

func about(a config.Accepted) string {
	switch {
	case a.Problem == "":
		return "the configuration"
	case a.Member == "":
		return "`" + a.Problem + "`"
	}
	return "`" + a.Member + "` of `" + a.Problem + "`"
}

// severity returns what the configuration gives a rule or an axis.
func (j *changeJudge) severity(rule string, axis diff.Axis, severity diag.Severity) diag.Severity {
	for _, s := range j.severities {
		if s.Path == "" && (s.Rule == rule || s.Rule == string(axis)) {
			severity = s.Severity
		}
	}
	return severity
}

func goVerdict(effect diff.Effect, axes []string) string {
	switch {
	case !slices.Contains(axes, string(diff.Go)):
		return ""
	case effect == diff.Means:
		return MeansOtherwise
	}
	return StopsCompiling
}

// sortDifferences brings changes into the order in which they are shown: those
// that break something first, then by place.
func sortDifferences(all []Difference) {
	order := func(d Difference) int {
		if d.Breaking {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b Difference) int {
		p, q := a.At.Position(), b.At.Position()
		return cmp.Or(
			cmp.Compare(order(a), order(b)),
			cmp.Compare(a.file(), b.file()),
			cmp.Compare(p.Line, q.Line),
			cmp.Compare(p.Column, q.Column),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Member, b.Member),
			cmp.Compare(a.Message, b.Message),
		)
	})
}

// Diagnostic returns the change as a finding. What is accepted needs no help.
func (d Difference) Diagnostic() diag.Diagnostic {
	finding := diag.Diagnostic{
		Rule: d.Rule, Severity: d.Severity, At: d.At, Message: d.Message, Label: d.label(), Help: d.Help, Subject: d.subject(),
	}
	if d.Accepted != "" {
		finding.Help = nil
		finding = finding.WithNote(diag.Span{}, "accepted: %s", d.Accepted)
	}
	return finding
}

// label says beside the place whom the change breaks.
func (d Difference) label() string {
	if !d.Breaking {
		return ""
	}
	label := "breaks " + joined(d.Axes)
	if d.Go != "" {
		label += ": code that uses it " + d.Go
	}
	return label
}

func joined(words []string) string {
	if len(words) < 2 {
		return cmp.Or(words...)
	}
	last := len(words) - 1
	text := words[0]
	for _, w := range words[1:last] {
		text += ", " + w
	}
	return text + " and " + words[last]
}

func (d Difference) subject() string {
	if d.Member == "" {
		return d.Problem
	}
	return d.Problem + "." + d.Member
}
