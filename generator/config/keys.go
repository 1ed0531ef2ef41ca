package config

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/hcnet/problemgen/generator/diag"
)

// A key is a row of the table of what a mapping of the file may have: how it is
// read, and what editors are told of it.
type key[T any] struct {
	name, doc string
	// example is the line that a finding proposes where the key is needed.
	example  string
	required bool
	// form is the JSON Schema of its values.
	form form
	read func(r *reader, n *yaml.Node, into *T)
}

// A form is a JSON Schema.
type form map[string]any

func textForm(examples ...string) form {
	f := form{"type": "string"}
	if len(examples) > 0 {
		f["examples"] = examples
	}
	return f
}

func listForm(items form) form { return form{"type": "array", "items": items} }

func oneOf(values []string) form { return form{"enum": values} }

// mappingForm returns the form of a mapping that has these keys.
func mappingForm[T any](keys []key[T]) form {
	properties, required := form{}, []string{}
	for _, k := range keys {
		described := form{"description": k.doc}
		for name, value := range k.form {
			described[name] = value
		}
		properties[k.name] = described
		if k.required {
			required = append(required, k.name)
		}
	}
	f := form{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		f["required"] = required
	}
	return f
}

// readKeys reads a mapping, and reports whether it is one. A key that has to
// be there and is not is a finding.
func readKeys[T any](r *reader, n *yaml.Node, what string, keys []key[T], into *T) bool {
	known := fields{}
	had := map[string]bool{}
	for _, k := range keys {
		known[k.name] = func(n *yaml.Node) {
			had[k.name] = true
			k.read(r, n, into)
		}
	}
	if !r.mapping(n, what, known) {
		return false
	}
	for _, k := range keys {
		if k.required && !had[k.name] {
			r.lacks(n, what, k.name, k.example)
		}
	}
	return true
}

// A file is what a configuration file says.
type file struct {
	rules    []Setting
	catalogs []entry
}

// An entry is one catalog of the file, or of the flags.
type entry struct {
	// at covers the first key; zero for an entry of the flags.
	at               diag.Span
	pages, base      text
	include, exclude []string
	// patterns are those of include and exclude, with their places.
	patterns    []Pattern
	spelling    string
	names       string
	initialisms []string
	// rules are those for all catalogs, then the entry's own.
	rules    []Setting
	paths    []Setting
	outputs  []outputEntry
	breaking Breaking
	audit    Audit
}

// An outputEntry is one output of an entry.
type outputEntry struct {
	at       diag.Span
	kind     string
	out      text
	settings map[string][]string
}

// text is a value with its place, which is zero for those of flags.
type text struct {
	value string
	at    diag.Span
}

// fileKeys are the keys of the file.
func fileKeys(l Language) []key[file] {
	return []key[file]{
		{name: "version", doc: "The form of this file.", example: "version: 1", required: true, form: form{"const": 1},
			read: func(r *reader, n *yaml.Node, _ *file) { r.version(n) }},
		{name: "rules", doc: "How much rules matter, for all catalogs.", form: severitiesForm(l.Rules),
			read: func(r *reader, n *yaml.Node, f *file) { f.rules = r.severities(n, l) }},
		{name: "catalogs", doc: "The folders of pages, each with what is made of it.", example: "catalogs: with a list; each of its entries has pages",
			required: true, form: form{"type": "array", "minItems": 1, "items": mappingForm(catalogKeys(l))},
			read: func(r *reader, n *yaml.Node, f *file) { f.catalogs = r.catalogs(n, l) }},
	}
}

// catalogKeys are the keys of a catalog.
func catalogKeys(l Language) []key[entry] {
	keys := []key[entry]{
		{name: "pages", doc: "The folder of pages, relative to this file.", example: "pages: docs/problems", required: true, form: textForm("docs/problems"),
			read: func(r *reader, n *yaml.Node, e *entry) { e.pages = r.value(n, "pages", "docs/problems", wrongPath) }},
		{name: "include", doc: "Patterns of the files inside the folder that are pages.", form: listForm(textForm("**/*.md")),
			read: func(r *reader, n *yaml.Node, e *entry) { e.include = r.patterns(n, e, "include", "orders/**") }},
		{name: "exclude", doc: "Patterns of the files inside the folder that are no pages.", form: listForm(textForm("overview.md")),
			read: func(r *reader, n *yaml.Node, e *entry) { e.exclude = r.patterns(n, e, "exclude", "overview.md") }},
		{name: "base", doc: "What is put before a problem's name where its page has no type URI.", form: textForm("https://example.com/problems/"),
			read: func(r *reader, n *yaml.Node, e *entry) {
				e.base = r.value(n, "base", "https://example.com/problems/", wrongBase)
			}},
		{name: "spelling", doc: "How names are spelled behind the base.", form: oneOf(spellings()),
			read: func(r *reader, n *yaml.Node, e *entry) { e.spelling = r.choice(n, "spelling", spellings()) }},
		{name: "names", doc: "Whether the folder of a page becomes a part of its name.", form: oneOf([]string{"path"}),
			read: func(r *reader, n *yaml.Node, e *entry) { e.names = r.choice(n, "names", []string{"path"}) }},
		{name: "initialisms", doc: "Words that Go names have in capitals, beside the common ones.", form: listForm(textForm("XDR")),
			read: func(r *reader, n *yaml.Node, e *entry) {
				e.initialisms = r.values(n, "initialisms", "XDR", WrongInitialism)
			}},
		{name: "rules", doc: "How much rules matter, for this catalog.", form: severitiesForm(l.Rules),
			read: func(r *reader, n *yaml.Node, e *entry) { e.rules = r.severities(n, l) }},
		{name: "paths", doc: "How much rules matter on some pages.", form: listForm(mappingForm(pathKeys(l))),
			read: func(r *reader, n *yaml.Node, e *entry) { e.paths = r.paths(n, l) }},
	}
	for i := range l.Kinds {
		keys = append(keys, outputKey(&l.Kinds[i]))
	}
	return append(keys,
		key[entry]{name: "breaking", doc: "How much changes matter, and which are made on purpose.", form: breakingForm(l),
			read: func(r *reader, n *yaml.Node, e *entry) { e.breaking = r.breaking(n, l) }},
		key[entry]{name: "audit", doc: "More about the code that answers with problems.", form: mappingForm(auditKeys()),
			read: func(r *reader, n *yaml.Node, e *entry) { readKeys(r, n, "audit", auditKeys(), &e.audit) }},
	)
}

func spellings() []string { return []string{"kebab", "snake", "file"} }

// outputKey is the key of a kind of output.
func outputKey(k *Kind) key[entry] {
	return key[entry]{name: k.Name, doc: k.Doc, form: mappingForm(outputKeys(k)), read: func(r *reader, n *yaml.Node, e *entry) {
		o := outputEntry{at: r.start(n), kind: k.Name, settings: map[string][]string{}}
		if readKeys(r, n, k.Name, outputKeys(k), &o) {
			e.outputs = append(e.outputs, o)
		}
	}}
}

// outputKeys are the keys of an output of a kind.
func outputKeys(k *Kind) []key[outputEntry] {
	out := textForm(k.Out)
	if !k.IsFolder() {
		out["pattern"] = `\.(` + strings.ReplaceAll(strings.Join(k.Endings, "|"), ".", "") + ")$"
	}
	keys := []key[outputEntry]{{
		name: "out", doc: "Where it goes, relative to this file.", example: "out: " + k.Out, required: true, form: out,
		read: func(r *reader, n *yaml.Node, o *outputEntry) {
			o.out = r.value(n, "out", k.Out, func(value string) string { return wrongOut(k, value) })
		},
	}}
	for _, setting := range k.Keys {
		keys = append(keys, settingKey(setting))
	}
	return keys
}

func settingKey(s Key) key[outputEntry] {
	f := textForm(s.Example)
	switch {
	case s.List:
		f = listForm(f)
	case isFlag(s.Values):
		f = form{"type": "boolean"}
	case s.Values != nil:
		f = oneOf(s.Values)
	}
	return key[outputEntry]{name: s.Name, doc: s.Doc, example: s.Name + ": " + s.Example, required: s.Required, form: f,
		read: func(r *reader, n *yaml.Node, o *outputEntry) {
			if s.List {
				o.settings[s.Name] = r.values(n, s.Name, s.Example, s.wrong)
			} else if t := r.value(n, s.Name, s.Example, s.wrong); t.value != "" {
				o.settings[s.Name] = []string{t.value}
			}
		}}
}

// isFlag reports whether values are true and false.
func isFlag(values []string) bool { return slices.Equal(values, Bool()) }

// Bool returns the values of a setting that is on or off.
func Bool() []string { return []string{"true", "false"} }

// wrong says what is wrong with a value of the setting, or returns "".
func (s Key) wrong(value string) string {
	switch {
	case s.Values != nil && !slices.Contains(s.Values, value):
		return "it is one of " + strings.Join(s.Values, ", ")
	case s.Wrong != nil:
		return s.Wrong(value)
	}
	return ""
}

// missing returns the keys that an output needs and has not, as flags.
func (o outputEntry) missing(k *Kind) (flags []string) {
	for _, key := range k.Keys {
		if key.Required && len(o.settings[key.Name]) == 0 {
			flags = append(flags, "--"+key.Flag)
		}
	}
	if o.out.value == "" {
		flags = append(flags, "--"+k.Flag)
	}
	return flags
}

// words returns the flags that ask for an output of a kind.
func (o outputEntry) words(k *Kind) (words []string) {
	for _, key := range k.Keys {
		if key.Required {
			words = append(words, "--"+key.Flag+" "+strings.ToUpper(key.Name))
		}
	}
	place := " FILE"
	if k.IsFolder() {
		place = " FOLDER"
	}
	return append(words, "--"+k.Flag+place)
}

// pathKeys are the keys of an entry of paths.
func pathKeys(l Language) []key[pathEntry] {
	return []key[pathEntry]{
		{name: "path", doc: "A pattern of pages inside the pages folder.", example: `path: "legacy/**"`, required: true, form: textForm("legacy/**"),
			read: func(r *reader, n *yaml.Node, p *pathEntry) { p.pattern = r.value(n, "path", "legacy/**", wrongPattern) }},
		{name: "rules", doc: "How much rules matter on those pages.", example: "rules: {title-mismatch: off}", required: true, form: severitiesForm(l.Rules),
			read: func(r *reader, n *yaml.Node, p *pathEntry) { p.rules = r.severities(n, l) }},
	}
}

// A pathEntry is an entry of paths.
type pathEntry struct {
	pattern text
	rules   []Setting
}

// severitiesForm is the form of a mapping of names to severities.
func severitiesForm(names []string) form {
	return form{"type": "object", "propertyNames": oneOf(names), "additionalProperties": oneOf(severityNames())}
}

// Axes are those along which a change can break somebody.
func Axes() []string { return []string{"wire", "go", "openapi", "typescript", "docs"} }

func breakingForm(l Language) form {
	f := severitiesForm(append(append(Axes(), "accept"), l.Rules...))
	f["properties"] = form{"accept": listForm(mappingForm(acceptKeys(l)))}
	return f
}

// acceptKeys are the keys of an accepted change.
func acceptKeys(l Language) []key[Accepted] {
	word := func(name, doc, example string, required bool, into func(*Accepted) *string) key[Accepted] {
		return key[Accepted]{name: name, doc: doc, example: name + ": " + example, required: required, form: textForm(example),
			read: func(r *reader, n *yaml.Node, a *Accepted) { *into(a) = r.value(n, name, example, wrongText).value }}
	}
	rule := key[Accepted]{name: "rule", doc: "The rule that finds the change.", example: "rule: member-removed", required: true, form: oneOf(l.Rules),
		read: func(r *reader, n *yaml.Node, a *Accepted) {
			t := r.value(n, "rule", "member-removed", wrongText)
			r.knownRule(t, l.Rules)
			a.Rule = t.value
		}}
	return []key[Accepted]{
		rule,
		word("problem", "The name of the problem that changes; without it, a change of the configuration.", "order_conflict", false, func(a *Accepted) *string { return &a.Problem }),
		word("member", "The path of the member that changes.", "sku", false, func(a *Accepted) *string { return &a.Member }),
		word("reason", "Why the change is accepted.", "the order tells it", true, func(a *Accepted) *string { return &a.Reason }),
		word("since", "The release that it is a change to.", "v1.4.0", false, func(a *Accepted) *string { return &a.Since }),
	}
}

// auditKeys are the keys of audit.
func auditKeys() []key[Audit] {
	return []key[Audit]{
		{name: "answers", doc: "Further functions that answer a request with a status.", form: listForm(mappingForm(answerKeys())),
			read: func(r *reader, n *yaml.Node, a *Audit) { a.Answers = r.answers(n) }},
		{name: "ignore", doc: "Patterns of packages that are left out.", form: listForm(textForm("example.com/api/internal/legacy/...")),
			read: func(r *reader, n *yaml.Node, a *Audit) {
				a.Ignore = r.values(n, "ignore", "./internal/legacy/...", wrongText)
			}},
	}
}

func answerKeys() []key[Answer] {
	const function = "(example.com/web.Context).Fail"
	return []key[Answer]{
		{name: "function", doc: "The function's full name.", example: "function: " + function, required: true, form: textForm(function),
			read: func(r *reader, n *yaml.Node, a *Answer) {
				a.Function = r.value(n, "function", function, wrongText).value
			}},
		{name: "status", doc: "The place of the argument that is the status, from 0.", example: "status: 0", required: true,
			form: form{"type": "integer", "minimum": 0},
			read: func(r *reader, n *yaml.Node, a *Answer) {
				a.Status, _ = strconv.Atoi(r.value(n, "status", "0", wrongPlace).value)
			}},
	}
}
