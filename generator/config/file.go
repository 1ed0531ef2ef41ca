package config

import (
	"fmt"
	"go/token"
	"net/url"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"go.yaml.in/yaml/v4"

	"github.com/hcnet/problemgen/generator/diag"
)

// What is found in a configuration file.
const (
	// The file is not YAML, or not of the form that a configuration has: error.
	ruleInvalid = "invalid-config"
	// A key is none that a configuration has: error.
	ruleUnknownKey = "unknown-config-key"
	// A key that is needed is not there: error.
	ruleMissingKey = "missing-config-key"
	// A value is none that its key can have: error.
	ruleBadValue = "bad-config-value"
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

func missingKeys(at diag.Span, keys []string) diag.Diagnostic {
	d := finding(at, ruleMissingKey, "the package has no %s", strings.Join(keys, " and no "))
	for _, key := range keys {
		d = d.WithHelp("add the line %s", exampleLines()[key])
	}
	return d
}

func exampleLines() map[string]string {
	return map[string]string{
		"version": "version: 1",
		"pages":   "pages: docs/problems",
		"package": "package: problems",
		"out":     "out: gen/problems",
		"path":    `path: "legacy/**"`,
		"rules":   "rules: {title-mismatch: off}",
	}
}

// A file is what a configuration file says.
type file struct {
	version  text
	rules    []Setting
	packages []entry
}

// An entry is one package of the file, or of the flags.
type entry struct {
	// at covers the first key; zero for an entry of the flags.
	at                     diag.Span
	pages, name, out, base text
	initialisms            []string
	// rules are those for all packages, then the entry's own.
	rules []Setting
}

// text is a value with its place, which is zero for those of flags.
type text struct {
	value string
	at    diag.Span
}

// missing returns the keys that an entry needs and has not.
func (e entry) missing(pagesOnly bool) (keys []string) {
	if e.pages.value == "" {
		keys = append(keys, "pages")
	}
	if e.name.value == "" && !pagesOnly {
		keys = append(keys, "package")
	}
	if e.out.value == "" && !pagesOnly {
		keys = append(keys, "out")
	}
	return keys
}

// settings returns all settings of the file, each once.
func (f *file) settings() []Setting {
	all := slices.Clone(f.rules)
	for _, e := range f.packages {
		all = append(all, e.rules[len(f.rules):]...)
	}
	return all
}

// parse reads a configuration file.
func parse(src *diag.Source) (*file, diag.List) {
	r := newReader(src)
	f := &file{}
	root := r.document()
	if root == nil {
		return f, r.found
	}
	hadPackages := false
	r.mapping(root, "the configuration", fields{
		"version": func(n *yaml.Node) { f.version = r.version(n) },
		"rules":   func(n *yaml.Node) { f.rules = append(r.severities(n, ""), f.rules...) },
		"paths":   func(n *yaml.Node) { f.rules = append(f.rules, r.paths(n)...) },
		"packages": func(n *yaml.Node) {
			hadPackages = true
			f.packages = r.packages(n)
		},
	})
	for key, there := range map[string]bool{"version": f.version.at.Source != nil, "packages": hadPackages} {
		if !there {
			r.lacks(root, "the configuration", key)
		}
	}
	for i := range f.packages {
		f.packages[i].rules = slices.Concat(f.rules, f.packages[i].rules)
	}
	r.found.Sort()
	return f, r.found
}

// lacks reports a key that has to be there.
func (r *reader) lacks(n *yaml.Node, what, key string) {
	d := finding(r.start(n), ruleMissingKey, "%s has no %s", what, key).About(key)
	if line, ok := exampleLines()[key]; ok {
		d = d.WithHelp("add the line %s", line)
	} else {
		d = d.WithHelp("add the key packages: with a list; each of its entries has pages, package and out")
	}
	r.found.Add(d)
}

func (r *reader) version(n *yaml.Node) text {
	t, ok := r.scalar(n, "version")
	if ok && t.value != "1" {
		r.found.Add(badValue(t.at, "the version is %s, and this problemgen reads version 1", t.value).
			WithHelp("write version: 1, or use the problemgen that the file was written for"))
	}
	return text{t.value, r.span(n)}
}

func (r *reader) packages(n *yaml.Node) (all []entry) {
	items, ok := r.sequence(n, "packages")
	if ok && len(items) == 0 {
		r.found.Add(badValue(r.span(n), "packages is empty").
			WithHelp("list a package with pages, package and out, or remove the file"))
	}
	for _, item := range items {
		all = append(all, r.entry(item))
	}
	return all
}

// entry reads one package.
func (r *reader) entry(n *yaml.Node) entry {
	e := entry{at: r.start(n)}
	var paths []Setting
	r.mapping(n, "a package", fields{
		"pages":   func(n *yaml.Node) { e.pages = r.value(n, "pages", wrongPath) },
		"package": func(n *yaml.Node) { e.name = r.value(n, "package", wrongName) },
		"out":     func(n *yaml.Node) { e.out = r.value(n, "out", wrongPath) },
		"base":    func(n *yaml.Node) { e.base = r.value(n, "base", wrongBase) },
		"initialisms": func(n *yaml.Node) {
			items, _ := r.sequence(n, "initialisms")
			for _, item := range items {
				e.initialisms = append(e.initialisms, r.value(item, "an initialism", wrongInitialism).value)
			}
		},
		"rules": func(n *yaml.Node) { e.rules = r.severities(n, "") },
		"paths": func(n *yaml.Node) { paths = r.paths(n) },
	})
	e.rules = append(e.rules, paths...)
	return e
}

// severities reads a mapping of rules to severities.
func (r *reader) severities(n *yaml.Node, path string) (all []Setting) {
	r.entries(n, "rules", func(key text, value *yaml.Node) {
		t, ok := r.scalar(value, "a severity")
		if !ok {
			return
		}
		severity, known := diag.ParseSeverity(t.value)
		if !known {
			r.found.Add(suggest(badValue(t.at, "%q is no severity", t.value), t, severityNames()).
				WithHelp("write error, warning, note or off"))
			return
		}
		all = append(all, Setting{Rule: key.value, Severity: severity, Path: path, At: key.at})
	})
	return all
}

func severityNames() (names []string) {
	for s := diag.Off; s <= diag.Error; s++ {
		names = append(names, s.String())
	}
	return names
}

// paths reads the settings for some pages.
func (r *reader) paths(n *yaml.Node) (all []Setting) {
	items, _ := r.sequence(n, "paths")
	for _, item := range items {
		var pattern text
		var rules *yaml.Node
		isMapping := r.mapping(item, "an entry of paths", fields{
			"path":  func(n *yaml.Node) { pattern = r.value(n, "path", wrongPattern) },
			"rules": func(n *yaml.Node) { rules = n },
		})
		if !isMapping {
			continue
		}
		if pattern.at.IsZero() {
			r.lacks(item, "the entry of paths", "path")
		}
		if rules == nil {
			r.lacks(item, "the entry of paths", "rules")
			continue
		}
		all = append(all, r.severities(rules, pattern.value)...)
	}
	return all
}

// value reads a text that a function may call wrong.
func (r *reader) value(n *yaml.Node, what string, wrong func(string) string) text {
	t, ok := r.scalar(n, what)
	if !ok {
		return text{}
	}
	if reason := wrong(t.value); reason != "" {
		r.found.Add(badValue(t.at, "%s is %q: %s", what, t.value, reason).WithHelp("%s", wayOut(what)))
	}
	return t
}

// wayOut says what to write for a key.
func wayOut(what string) string {
	if what == "an initialism" {
		return "write it as it stands in Go names, such as XDR"
	}
	if what == "base" {
		return "write what comes before the names, such as base: https://example.com/problems/"
	}
	return "write, for instance, " + exampleLines()[what]
}

func wrongPath(value string) string {
	if value == "" || strings.ContainsFunc(value, func(c rune) bool { return c < ' ' || c == 0x7f }) {
		return "this is no path"
	}
	return ""
}

func wrongName(name string) string {
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

func wrongInitialism(word string) string {
	letters := func(c rune) bool { return 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' }
	rest := func(c rune) bool { return letters(c) || '0' <= c && c <= '9' }
	if word == "" || !letters(rune(word[0])) || strings.TrimFunc(word, rest) != "" {
		return "an initialism is a word of letters and digits"
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
