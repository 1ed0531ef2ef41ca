package resolve

import (
	"path"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// name decides what the page's problem type is called and which samples show
// it: a page knows who it is before its examples are read.
func (r *resolver) name(p *catalog.Problem, samples []*catalog.Sample) {
	key := r.key()
	p.Evidence.Key = key
	p.Name = key.Value
	shown, rest := r.split(p, samples)
	if other := r.otherName(key, shown); other.Value != "" {
		p.Name = other.Value
		r.reportFileName(key, other, shown)
	}
	if len(r.page.Mixed) > 0 {
		r.reportMixed()
	}
	for _, s := range shown {
		if r.isNative(s, p.Name) {
			p.Evidence.Native = append(p.Evidence.Native, s)
			continue
		}
		p.Evidence.Foreign = append(p.Evidence.Foreign, s)
		r.reportForeign(p, s)
	}
	p.Evidence.Generic = rest
	r.checkName(p.Name, key.At)
}

// key returns the name that the front matter or else the file name gives.
func (r *resolver) key() catalog.Fact[string] {
	if n := r.page.Front.Problem.Name; n.Set() {
		return catalog.Fact[string]{Value: fold(strings.TrimSpace(n.Value)), At: n.At}
	}
	if r.page.Section != nil {
		return catalog.Fact[string]{Value: r.sectionName(), At: r.page.Section.At}
	}
	if r.options.NamesByPath {
		return catalog.Fact[string]{Value: pathName(r.page.Path), At: r.front()}
	}
	return catalog.Fact[string]{Value: fileName(r.page.Path), At: r.front()}
}

// isOwnName reports whether a text is the page's name, with its folder or
// without where that is a part of the name.
func (r *resolver) isOwnName(text, name string) bool {
	return r.agrees(text, name) || r.options.NamesByPath && name == pathName(r.page.Path) && r.agrees(text, fileName(r.page.Path))
}

// sectionName returns the name of a section's problem, with its words told
// apart as they are where the section has it.
func (r *resolver) sectionName() string {
	is := func(text string) bool { return joinWords(text, "") == r.page.Section.Name }
	for _, f := range r.page.Facts {
		if (f.Label == catalog.TypeLabel || f.Label == catalog.CodeLabel) && is(lastPart(f.Value.Value)) {
			return snake(lastPart(f.Value.Value))
		}
	}
	for _, s := range r.page.Samples {
		if v := s.Body.Get(catalog.MemberType); v != nil && is(lastPart(v.Text)) {
			return snake(lastPart(v.Text))
		}
	}
	if is(r.page.Printed.Value) {
		return snake(r.page.Printed.Value)
	}
	return r.page.Section.Name
}

// split sets the alternative renderings apart from the other samples.
func (r *resolver) split(p *catalog.Problem, samples []*catalog.Sample) (shown, generic []*catalog.Sample) {
	for _, s := range samples {
		if v := s.Body.Get(catalog.MemberType); v != nil && strings.HasPrefix(v.Text, "about:blank") {
			generic = append(generic, s)
			continue
		}
		shown = append(shown, s)
	}
	return shown, generic
}

// sampleName returns the name that a sample's type ends in, or "" where it
// ends in no name.
func sampleName(s *catalog.Sample) string {
	v := s.Body.Get(catalog.MemberType)
	if v == nil || v.Kind != catalog.StringValue || isNoValue(v.Text) || isPlaceholder(v.Text) {
		return ""
	}
	return nameOfType(v.Text)
}

// nameOfType returns the name that a type ends in, or "".
func nameOfType(uri string) string {
	part := lastPart(uri)
	name := snake(part)
	if name == "" || !isASCII(part) || !isLetter(part[0]) || strings.Contains(part, "%") {
		return ""
	}
	return name
}

// isNative reports whether the sample shows the problem type of that name. A
// name that the front matter alone stands by need not be in the type URI.
func (r *resolver) isNative(s *catalog.Sample, name string) bool {
	other := sampleName(s)
	return other == "" || r.isOwnName(other, name) || r.hasDeclaredType(s) || r.standsBy(name) && r.hasLabelledType(s) ||
		r.page.Front.Problem.Name.Set() && !r.standsBy(name)
}

// hasLabelledType reports whether the page says in words that it has the
// sample's type, which may then end in what it likes.
func (r *resolver) hasLabelledType(s *catalog.Sample) bool {
	own := r.own(catalog.TypeLabel)
	v := s.Body.Get(catalog.MemberType)
	return len(own) > 0 && v != nil && strings.Contains(v.Text, ":") && own[0].Value.Value == v.Text
}

// hasDeclaredType reports whether the sample's type is one that the front
// matter gives to the page, now or formerly.
func (r *resolver) hasDeclaredType(s *catalog.Sample) bool {
	v := s.Body.Get(catalog.MemberType)
	declared := r.page.Front.Problem
	return v != nil && (declared.Type.Set() && v.Text == strings.TrimSpace(declared.Type.Value) ||
		slices.ContainsFunc(declared.Aliases, func(t catalog.Text) bool { return t.Value == v.Text }))
}

// otherName returns the examples' name where it is the page's in truth: no
// example has the key, and neither the title nor the text stands by it.
func (r *resolver) otherName(key catalog.Fact[string], samples []*catalog.Sample) catalog.Fact[string] {
	if r.page.Front.Problem.Name.Set() {
		return catalog.Fact[string]{}
	}
	for _, s := range samples {
		if r.isNative(s, key.Value) && (sampleName(s) != "" || r.hasDeclaredType(s)) {
			return catalog.Fact[string]{}
		}
	}
	if r.standsBy(key.Value) {
		return catalog.Fact[string]{}
	}
	for _, s := range samples {
		if name := sampleName(s); name != "" {
			return catalog.Fact[string]{Value: name, At: s.Body.Get(catalog.MemberType).At}
		}
	}
	return r.labelledName(key.Value)
}

// labelledName returns the name that the page's labelled type ends in, where
// none of them ends in the key.
func (r *resolver) labelledName(key string) catalog.Fact[string] {
	own := r.own(catalog.TypeLabel)
	if len(own) == 0 {
		return catalog.Fact[string]{}
	}
	name := nameOfType(own[0].Value.Value)
	if name == "" || r.isOwnName(name, key) {
		return catalog.Fact[string]{}
	}
	return catalog.Fact[string]{Value: name, At: own[0].Value.At}
}

// standsBy reports whether the page's title or its first name-like code span
// agrees with the name.
func (r *resolver) standsBy(name string) bool {
	if r.isOwnName(r.page.Front.Title.Value, name) || r.isOwnName(r.page.Front.Problem.Title.Value, name) {
		return true
	}
	if !r.page.Front.Title.Set() && (r.isOwnName(r.printedTitle().Value, name) || r.isOwnName(r.page.Printed.Value, name)) {
		return true
	}
	for _, code := range r.page.Codes {
		if isNameLike(code.Text) {
			return r.isOwnName(code.Text, name)
		}
	}
	return false
}

// agrees compares a text with a name word by word.
func (r *resolver) agrees(text, name string) bool {
	return name != "" && joinWords(text, "") == strings.ReplaceAll(fold(name), "_", "")
}

// reportFileName offers to write the name down, unless an example has yet
// another one.
func (r *resolver) reportFileName(key, name catalog.Fact[string], shown []*catalog.Sample) {
	fix := r.setting("name: " + name.Value)
	if slices.ContainsFunc(shown, func(s *catalog.Sample) bool { return !r.isNative(s, name.Value) }) {
		fix = nil
	}
	by := "example shows"
	if !slices.ContainsFunc(shown, func(s *catalog.Sample) bool { return sampleName(s) == name.Value }) {
		by = "type says"
	}
	r.add(diag.At(name.At, ruleFileName, "the page's file is called `%s`, its %s `%s`; the latter is taken as its name", key.Value, by, name.Value).
		WithHelp("rename the file to %s.md, or add `name: %s` to `problem:` in the front matter", strings.ReplaceAll(name.Value, "_", "-"), name.Value).
		WithFix(fix))
}

// reportMixed reports a page about several problem types, once.
func (r *resolver) reportMixed() {
	const most = 5
	names := r.page.Mixed
	said := "`" + strings.Join(names[:min(most, len(names))], "`, `") + "`"
	if len(names) > most {
		said += ", …"
	}
	r.add(diag.At(r.front(), ruleMixed, "the page shows %d problem types (%s), and its sections do not tell them apart", len(names), said).
		WithHelp("one section, one problem: give each a heading that is its name or its title, as in \"## %s\", and below it its type, status and example; or give each a page of its own", names[0]))
}

func (r *resolver) reportForeign(p *catalog.Problem, s *catalog.Sample) {
	at := s.Body.Get(catalog.MemberType).At
	other := sampleName(s)
	d := diag.At(at, ruleForeign, "show `%s` here, as the page is about it: this example is one of `%s`", p.Name, other).About(catalog.MemberType)
	switch {
	case p.Name != p.Evidence.Key.Value:
		d = d.WithNote(r.firstOf(p.Name), "the name `%s` comes from this example, the first", p.Name)
	case r.page.Front.Problem.Name.Set():
		d = d.WithNote(p.Evidence.Key.At, "the name `%s` is given here", p.Name)
	default:
		d = d.WithHelp("the name `%s` is that of the file, %s", p.Name, path.Base(r.page.Path))
	}
	r.add(d.WithHelp("write its type and what belongs to it, or move the example to the page of `%s`", other))
}

// firstOf returns where the first example that shows the name has its type.
func (r *resolver) firstOf(name string) diag.Span {
	for i := range r.page.Samples {
		if s := &r.page.Samples[i]; s.Body != nil && sampleName(s) == name {
			return s.Body.Get(catalog.MemberType).At
		}
	}
	return r.front()
}

// checkName reports a name that cannot be one: on the wire it is in the type
// URI, on disk it names files on every system.
func (r *resolver) checkName(name string, at diag.Span) {
	switch {
	case !isSnakeCase(name):
		r.add(diag.At(at, ruleBadName, "%q is no name for a problem type", name).
			WithHelp("rename the file, or add `name: …` to `problem:` in the front matter: in snake_case, a letter of a–z first, such as out_of_credit"))
	case windowsDevices.MatchString(name):
		r.add(diag.At(at, ruleBadName, "no file can be called %q on Windows", name).
			WithHelp("give the problem type a longer name: add `name: %s_error` to `problem:` in the front matter", name))
	}
}
