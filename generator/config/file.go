package config

import (
	"cmp"
	"fmt"
	"go/token"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"go.yaml.in/yaml/v4"

	"github.com/hcnet/problemgen/generator/diag"
)

// What is found in a configuration file.
const (
	// The file is not YAML, or not of the form that a configuration has: error.
	ruleInvalid = "invalid-config"
	// The file is of the form that configurations had once: error.
	ruleOldForm = "old-config"
	// A key is none that a configuration has: error.
	ruleUnknownKey = "unknown-config-key"
	// A key that is needed is not there: error.
	ruleMissingKey = "missing-config-key"
	// A value is none that its key can have: error.
	ruleBadValue = "bad-config-value"
	// A severity is given to a rule that does not exist: error here.
	ruleUnknownRule = "unknown-rule"
)

// finding starts a finding. All are errors: a run under settings that are not
// understood could overwrite the wrong folder.
func finding(at diag.Span, rule, format string, args ...any) diag.Diagnostic {
	d := diag.At(at, rule, format, args...).About(at.Text())
	d.Severity = diag.Error
	return d
}

func badValue(at diag.Span, format string, args ...any) diag.Diagnostic {
	return finding(at, ruleBadValue, format, args...)
}

// parse reads a configuration file.
func parse(src *diag.Source, l Language) (*file, diag.List) {
	r := newReader(src)
	f := &file{}
	root := r.document()
	if root == nil {
		return f, r.found
	}
	if old := r.oldForm(root); old != nil {
		return f, diag.List{*old}
	}
	readKeys(r, root, "the configuration", fileKeys(l), f)
	for i := range f.catalogs {
		e := &f.catalogs[i]
		e.rules = slices.Concat(f.rules, e.rules, e.paths)
		e.sortOutputs(l)
	}
	r.found.Sort()
	return f, r.found
}

// sortOutputs puts the outputs into the order of their kinds, so that nothing
// depends on that of the file.
func (e *entry) sortOutputs(l Language) {
	slices.SortStableFunc(e.outputs, func(a, b outputEntry) int {
		place := func(o outputEntry) int { return slices.Index(l.KindNames(), o.kind) }
		return place(a) - place(b)
	})
}

// lacks reports a key that has to be there.
func (r *reader) lacks(n *yaml.Node, what, key, example string) {
	r.found.Add(finding(r.start(n), ruleMissingKey, "%s has no %s", what, key).About(key).WithHelp("add the line %s", example))
}

func (r *reader) version(n *yaml.Node) {
	t, ok := r.scalar(n, "version")
	if ok && t.value != "1" {
		r.found.Add(badValue(t.at, "the version is %s, and this problemgen reads version 1", t.value).
			WithHelp("write version: 1, or use the problemgen that the file was written for"))
	}
}

func (r *reader) catalogs(n *yaml.Node, l Language) (all []entry) {
	items, ok := r.sequence(n, "catalogs")
	if ok && len(items) == 0 {
		r.found.Add(badValue(r.span(n), "catalogs is empty").
			WithHelp("list a catalog with its pages, or remove the file"))
	}
	for _, item := range items {
		e := entry{at: r.start(item)}
		readKeys(r, item, "a catalog", catalogKeys(l), &e)
		all = append(all, e)
	}
	return all
}

// severities reads a mapping of rules to severities.
func (r *reader) severities(n *yaml.Node, l Language) (all []Setting) {
	r.entries(n, "rules", func(key text, value *yaml.Node) {
		s, ok := r.severity(key, value)
		switch {
		case !ok || !r.knownRule(key, l.Rules):
		case slices.Contains(l.Fatal, s.Rule) && s.Severity < diag.Error:
			r.found.Add(badValue(key.at, "%s is an error wherever it is found: nothing can be made of what it is about", s.Rule).
				WithHelp("remove the line, which does nothing"))
		default:
			all = append(all, s)
		}
	})
	return all
}

func (r *reader) severity(key text, value *yaml.Node) (Setting, bool) {
	t, ok := r.scalar(value, "a severity")
	if !ok {
		return Setting{}, false
	}
	severity, known := diag.ParseSeverity(t.value)
	if !known {
		r.found.Add(suggest(badValue(t.at, "%q is no severity", t.value), t, severityNames()).
			WithHelp("write error, warning, note or off"))
		return Setting{}, false
	}
	return Setting{Rule: key.value, Severity: severity, At: key.at}, true
}

// knownRule reports whether there is such a rule; that there is none is a
// finding.
func (r *reader) knownRule(rule text, rules []string) bool {
	if slices.Contains(rules, rule.value) || rule.at.IsZero() {
		return true
	}
	r.found.Add(suggest(finding(rule.at, ruleUnknownRule, "there is no rule %s", rule.value), rule, rules).
		WithHelp("problemgen rules lists them"))
	return false
}

func severityNames() (names []string) {
	for s := diag.Off; s <= diag.Error; s++ {
		names = append(names, s.String())
	}
	return names
}

// paths reads the settings for some pages.
func (r *reader) paths(n *yaml.Node, l Language) (all []Setting) {
	items, _ := r.sequence(n, "paths")
	for _, item := range items {
		var p pathEntry
		readKeys(r, item, "an entry of paths", pathKeys(l), &p)
		for _, s := range p.rules {
			s.Path, s.PathAt = p.pattern.value, p.pattern.at
			all = append(all, s)
		}
	}
	return all
}

// breaking reads the severities of axes and rules, and what is accepted.
func (r *reader) breaking(n *yaml.Node, l Language) (b Breaking) {
	known := append(Axes(), l.Rules...)
	r.entries(n, "breaking", func(key text, value *yaml.Node) {
		if key.value == "accept" {
			b.Accept = r.accepted(value, l)
			return
		}
		if !slices.Contains(known, key.value) {
			r.found.Add(suggest(finding(key.at, ruleUnknownKey, "breaking has no key %q", key.value), key, append(known, "accept")).
				WithHelp("its keys are %s, the ids of rules, and accept", strings.Join(Axes(), ", ")))
			return
		}
		if s, ok := r.severity(key, value); ok {
			b.Severities = append(b.Severities, s)
		}
	})
	return b
}

func (r *reader) accepted(n *yaml.Node, l Language) (all []Accepted) {
	items, _ := r.sequence(n, "accept")
	for _, item := range items {
		a := Accepted{At: r.start(item)}
		readKeys(r, item, "an accepted change", acceptKeys(l), &a)
		all = append(all, a)
	}
	return all
}

func (r *reader) answers(n *yaml.Node) (all []Answer) {
	items, _ := r.sequence(n, "answers")
	for _, item := range items {
		a := Answer{At: r.start(item)}
		readKeys(r, item, "an entry of answers", answerKeys(), &a)
		all = append(all, a)
	}
	return all
}

// value reads a text that a function may call wrong.
func (r *reader) value(n *yaml.Node, what, example string, wrong func(string) string) text {
	t, ok := r.scalar(n, what)
	if !ok {
		return text{}
	}
	if reason := wrong(t.value); reason != "" {
		r.found.Add(badValue(t.at, "%s is %q: %s", what, t.value, reason).WithHelp("write, for instance, %s: %s", what, example))
	}
	return t
}

// values reads a list of texts.
func (r *reader) values(n *yaml.Node, what, example string, wrong func(string) string) (all []string) {
	for _, t := range r.texts(n, what, example, wrong) {
		all = append(all, t.value)
	}
	return all
}

// texts reads a list of values with their places.
func (r *reader) texts(n *yaml.Node, what, example string, wrong func(string) string) (all []text) {
	items, _ := r.sequence(n, what)
	for _, item := range items {
		t, ok := r.scalar(item, "an entry of "+what)
		if !ok {
			continue
		}
		if reason := wrong(t.value); reason != "" {
			r.found.Add(badValue(t.at, "%s has %q: %s", what, t.value, reason).WithHelp("write, for instance, %s: [%s]", what, example))
		}
		all = append(all, t)
	}
	return all
}

// patterns reads patterns of files inside the pages folder, and keeps their
// places for the entry.
func (r *reader) patterns(n *yaml.Node, e *entry, what, example string) (all []string) {
	for _, t := range r.texts(n, what, example, wrongPattern) {
		all = append(all, t.value)
		e.patterns = append(e.patterns, Pattern{t.value, t.at})
	}
	return all
}

// choice reads one of some values.
func (r *reader) choice(n *yaml.Node, what string, values []string) string {
	t, ok := r.scalar(n, what)
	if ok && !slices.Contains(values, t.value) {
		r.found.Add(suggest(badValue(t.at, "%s is %q", what, t.value), t, values).
			WithHelp("write %s", strings.Join(values, " or ")))
	}
	return t.value
}

// catalog returns the entry as the runs have it; located makes paths what they
// are to be.
func (e entry) catalog(located func(string) string) Catalog {
	c := Catalog{
		Pages: located(e.pages.value), Include: e.include, Exclude: e.exclude, Patterns: e.patterns,
		Base: e.base.value, Spelling: e.spelling, NamesByPath: e.names == "path", Initialisms: e.initialisms,
		Settings: e.rules, Breaking: e.breaking, Audit: e.audit,
	}
	for _, o := range e.outputs {
		c.Outputs = append(c.Outputs, Output{Kind: o.kind, Out: located(o.out.value), Settings: o.settings, At: o.at})
	}
	return c
}

func wrongPath(value string) string {
	if value == "" || strings.ContainsFunc(value, func(c rune) bool { return c < ' ' || c == 0x7f }) {
		return "this is no path"
	}
	return ""
}

// wrongOut judges where an output of a kind goes.
func wrongOut(k *Kind, value string) string {
	if reason := cmp.Or(wrongPath(value), wrongEnd(value)); reason != "" || k.IsFolder() || slices.Contains(k.Endings, path.Ext(value)) {
		return reason
	}
	return "the name of the file has to end in " + strings.Join(k.Endings, " or ")
}

// wrongEnd judges the names in a path: Windows leaves off dots and spaces at
// their ends, so that the output would have another name there.
func wrongEnd(value string) string {
	for name := range strings.SplitSeq(filepath.ToSlash(value), "/") {
		if bare := strings.TrimRight(name, ". "); bare != name && bare != "" {
			return fmt.Sprintf("on Windows a name has no dots and spaces at its end: %q is %q there", name, bare)
		}
	}
	return ""
}

func wrongText(value string) string {
	if strings.TrimSpace(value) == "" {
		return "it says nothing"
	}
	return ""
}

func wrongPlace(value string) string {
	if n, err := strconv.Atoi(value); err != nil || n < 0 {
		return "the place of an argument is a whole number from 0"
	}
	return ""
}

// WrongPackage judges the name of a Go package.
func WrongPackage(name string) string {
	switch {
	case !token.IsIdentifier(name) || name == "_":
		return "a Go package name is one identifier"
	case name == "main":
		return "a package main cannot be imported"
	case strings.HasSuffix(name, "_test"):
		return "a name that ends in _test is that of a test package"
	}
	return ""
}

// wrongBase judges what is put before names to make type URIs.
func wrongBase(base string) string {
	u, err := url.Parse(base)
	printable := !strings.ContainsFunc(base, func(c rune) bool { return c <= ' ' || c > '~' })
	switch {
	case err != nil || !u.IsAbs() || !printable:
		return "this is no absolute URI"
	case slices.Contains([]string{"javascript", "vbscript", "data", "file"}, u.Scheme):
		return "a " + u.Scheme + " URI identifies no problem type"
	case u.User != nil:
		return "a type URI has no user information"
	case (u.Scheme == "https" || u.Scheme == "http") && u.Host == "":
		return "the host is missing"
	case !strings.HasSuffix(base, "/") && !strings.HasSuffix(base, ":") &&
		!strings.HasSuffix(base, "#") && !strings.HasSuffix(base, "="):
		return "names are put directly behind it, so it has to end in / : # or ="
	}
	return ""
}

// WrongInitialism judges a word that Go names have in capitals.
func WrongInitialism(word string) string {
	letters := func(c rune) bool { return 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' }
	rest := func(c rune) bool { return letters(c) || '0' <= c && c <= '9' }
	if word == "" || !letters(rune(word[0])) || strings.TrimFunc(word, rest) != "" {
		return "an initialism is a word of letters and digits, as it stands in Go names"
	}
	return ""
}

func wrongPattern(pattern string) string {
	switch {
	case pattern == "" || !doublestar.ValidatePattern(pattern):
		return "this is no path pattern"
	case strings.HasPrefix(pattern, "/") || strings.HasPrefix(pattern, "./") || strings.HasPrefix(pattern, "../"):
		return "patterns are matched with paths inside the pages folder, such as legacy/timeout.md"
	}
	return ""
}

// unexpected names what stands where something else is expected.
func unexpected(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	}
	if n.Value == "" {
		return "empty"
	}
	return fmt.Sprintf("%q", n.Value)
}
