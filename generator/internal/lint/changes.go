package lint

import "github.com/hcnet/problemgen/generator/diag"

// A Change says what a kind of change is to whom. docs/changes.md is written
// from these.
type Change struct {
	// Edit names the edit of a page or of the configuration.
	Edit string
	// Go and Wire say what becomes of the Go package, and of what is sent and
	// received; they are empty where nothing does.
	Go, Wire string
	// Breaks are the axes on which it breaks something whatever the page, and
	// MayBreak those on which that depends on what Go and Wire say.
	Breaks, MayBreak []string
}

// MayBreakSomething reports whether a change of the kind can be breaking.
func (c *Change) MayBreakSomething() bool { return len(c.Breaks)+len(c.MayBreak) > 0 }

// axes of changes.
const (
	wire       = "wire"
	golang     = "go"
	typescript = "typescript"
	openapi    = "openapi"
)

// changed returns the row of a rule about changes: an error where it can break
// something, else a note.
func changed(id, purpose string, c Change) Rule {
	r := Rule{ID: id, Severity: diag.Note, Family: familyChanges, Purpose: purpose, Change: &c}
	if c.MayBreakSomething() {
		r.Severity = diag.Error
	}
	return r
}

// changeRules returns the rows about changes, which "breaking" alone finds.
func changeRules() []Rule {
	all := []string{wire, golang, typescript, openapi}
	return []Rule{
		// Problem types.
		changed("problem-added", "a page is new", Change{
			Edit: "Page added", Go: "new names", Wire: "a further problem type, which old readers take as an unknown one"}),
		changed("problem-removed", "a page is gone, and with it what clients know its type URI for", Change{
			Edit: "Page removed", Go: "its names are gone: **users stop compiling**",
			Wire: "**breaks readers**: problems of that type become `*Unknown`, every member kept", Breaks: all}),
		changed("problem-renamed", "a problem has another name, in Go too", Change{
			Edit: "Problem renamed, or `problem.go` changed", Go: "every name changed: **users stop compiling**; not where the Go name stays",
			MayBreak: []string{golang, typescript, openapi}}),
		changed("problem-deprecated", "a problem is deprecated, or is so no more", Change{
			Edit: "`problem.deprecated` set or removed", Go: "“Deprecated:” in the doc comment; linters point at users"}),
		changed("problem-retired", "a problem is served no more, and known for ever", Change{
			Edit: "`problem.retired` set", Go: "the constructor is gone: **callers stop compiling**; everything else stays",
			Wire: "made no more; those of old servers are read as before", Breaks: []string{golang, openapi}}),
		changed("problem-restored", "a retired problem is served again", Change{
			Edit: "`problem.retired` removed", Go: "the constructor is there again", Wire: "served again"}),
		changed("page-renamed", "a problem stands on another page", Change{
			Edit: "File renamed, name and type as before", Go: "the page's name in comments and in `Info`"}),

		// What it is known by.
		changed("type-changed", "a problem has another type URI", Change{
			Edit: "Type URI changed", Go: "value of `Type…`",
			Wire: "**another problem type**: old readers see an unknown one; without the old URI as an alias, new readers do so too", Breaks: []string{wire, typescript, openapi}}),
		changed("type-promoted", "an alias became the type URI, and the type URI an alias", Change{
			Edit: "Type URI and alias exchanged", Go: "value of `Type…`",
			Wire: "old and new readers know both", Breaks: []string{typescript, openapi}}),
		changed("base-changed", "the base of type URIs is another one, and with it the types of many problems", Change{
			Edit: "`base` changed", Go: "values of `Type…`", Wire: "as for the type URI, for every page that gets its own from the base", Breaks: []string{wire, typescript, openapi}}),
		changed("uri-moved", "a type URI stands for another problem", Change{
			Edit: "Type URI given to another page", Go: "values of `Type…`; where the former page is gone: **users of its names stop compiling**",
			Wire: "**breaks readers**: what they know by the URI is something else", Breaks: []string{wire, typescript, openapi}, MayBreak: []string{golang}}),
		changed("alias-added", "a problem is known by a further URI", Change{
			Edit: "Alias added", Wire: "problems of that type are read as this one"}),
		changed("alias-removed", "a problem is known by one URI less", Change{
			Edit: "Alias removed", Wire: "**breaks readers**: problems of that type become `*Unknown`", Breaks: []string{wire}}),

		// What it says.
		changed("status-changed", "a problem has another status", Change{
			Edit: "Status changed", Go: "value of `Status…`", Wire: "**breaks clients** that look at the status", Breaks: []string{wire, typescript, openapi}}),
		changed("status-added", "a problem may have a further status", Change{
			Edit: "Status added to a set", Go: "`WithStatus` takes it", Wire: "sent where the server asks for it"}),
		changed("status-removed", "a problem has one of its statuses no more", Change{
			Edit: "Status removed from a set", Go: "**compiles, and serves the default** where `WithStatus` asks for it", Wire: "**breaks clients** that look at the status", Breaks: all}),
		changed("fallback-moved", "errors that are no problem are served as another one", Change{
			Edit: "`problem.fallback` moved", Wire: "**breaks clients**: errors that are no problem are served as another one", Breaks: []string{wire}}),
		changed("title-changed", "a problem has another title", Change{
			Edit: "Title changed", Go: "value of `Title…`", Wire: "the new text; nobody should compare titles"}),
		changed("detail-changed", "the documented detail is another one", Change{
			Edit: "Detail in the examples, or `problem.detail`, added or changed", Go: "value of `Detail…`", Wire: "with `problem.detail`: the detail of occurrences that are made without one"}),
		changed("detail-removed", "no detail is documented any more", Change{
			Edit: "Detail gone from the examples", Go: "`Detail…` is gone: **users of it stop compiling**", Breaks: []string{golang}}),

		// Members.
		changed("required-member-added", "a member is new and required", Change{
			Edit: "Required member added", Go: "the constructor has a further parameter: **callers stop compiling**; inside an object, and where the constructor took a `…Params` already: **callers compile, and send it empty** until they set it",
			Wire: "a further member; old readers keep it in `Extensions`; bare `Type…` errors are served without it, and what is new in TypeScript takes a problem without it for an unknown one", Breaks: []string{golang}}),
		changed("optional-member-added", "a member is new and optional", Change{
			Edit: "Optional member added", Go: "a field is added", Wire: "a further member where the server sets it"}),
		changed("member-removed", "a member is gone", Change{
			Edit: "Member removed", Go: "field (and parameter) gone: **users of it stop compiling**",
			Wire: "**breaks readers**: not sent any more; what old servers send is kept in `Extensions`", Breaks: all}),
		changed("member-name-changed", "a member has another name", Change{
			Edit: "Member renamed", Go: "field (and parameter) renamed: **users of it stop compiling**", Wire: "**breaks readers** of the old name", Breaks: all}),
		changed("member-type-changed", "a member holds values of another type", Change{
			Edit: "Type of a member changed", Go: "the field's type changed: **users of it stop compiling**; not between an object without members and a map of any values",
			Wire: "**breaks readers**: a value of the wrong type is ignored, as the RFC wants it", Breaks: []string{wire, typescript, openapi}, MayBreak: []string{golang}}),
		changed("member-format-changed", "a member's text has another format", Change{
			Edit: "Format of a text changed (URI, UUID, date …)", Wire: "texts of another form", Breaks: []string{openapi}}),
		changed("member-limits-changed", "the bounds of a member are others", Change{
			Edit: "Bounds of a member changed", Wire: "values that were not sent before, or no more", MayBreak: []string{openapi}}),
		changed("member-became-optional", "a required member is optional", Change{
			Edit: "Required becomes optional", Go: "parameter gone, scalar field becomes a pointer: **users stop compiling**; a list or map inside an object goes on compiling",
			Wire: "**breaks readers**, who must expect it to be absent", Breaks: []string{wire, typescript, openapi}, MayBreak: []string{golang}}),
		changed("member-became-required", "an optional member is required", Change{
			Edit: "Optional becomes required", Go: "parameter added, pointer becomes a value: **users stop compiling**; a list or map inside an object, or in a `…Params`: **callers compile, and send it empty** until they set it",
			Wire: "always sent; from old servers it may still be absent; bare `Type…` errors are served without it, and what is new in TypeScript takes a problem without it for an unknown one", Breaks: []string{golang}}),
		changed("member-became-nullable", "a member may be null", Change{
			Edit: "Member may be null", Go: "scalar field of a required member becomes a pointer: **users stop compiling**",
			Wire: "where it is required, **breaks readers**, who take null for absent; any value may be null anyway", MayBreak: all}),
		changed("member-became-non-null", "a member is never null any more", Change{
			Edit: "Member is never null any more", Go: "pointer of a required member becomes a value: **users stop compiling**", Breaks: []string{openapi}, MayBreak: []string{golang}}),
		changed("members-reordered", "members stand in another order", Change{
			Edit: "Rows reordered", Go: "order of the fields", Wire: "order of the members, which means nothing in JSON"}),
		changed("go-name-changed", "a member, header field or value has another name in Go", Change{
			Edit: "Go name of a member, header or value changed", Go: "field or constant renamed: **users of it stop compiling**", Breaks: []string{golang}}),

		// Values.
		changed("enum-value-added", "a set of values has one more", Change{
			Edit: "Enumeration value added", Go: "a constant is added", Wire: "old readers get a value that they have no constant for, and keep it; those in TypeScript take it for a value of the wrong type", Breaks: []string{typescript, openapi}}),
		changed("enum-value-removed", "a set of values has one less", Change{
			Edit: "Enumeration value removed", Go: "a constant is gone: **users of it stop compiling**; its value no longer encodes",
			Wire: "not sent any more; received ones are kept", Breaks: []string{golang, typescript, openapi}}),
		changed("enum-made", "a text is one of a set of values", Change{
			Edit: "Enumeration made of a string", Go: "the field's type changed: **callers that pass a variable stop compiling**",
			Wire: "values outside the set are not sent any more", Breaks: []string{golang, openapi}}),
		changed("enum-opened", "a text is one of a set of values no more", Change{
			Edit: "String made of an enumeration", Go: "the field's type changed, the constants are gone: **users stop compiling**",
			Wire: "old readers get values that they have no constant for, and keep them; those in TypeScript take them for values of the wrong type", Breaks: []string{golang, typescript, openapi}}),

		// Headers.
		changed("required-header-added", "a response header field is new and required", Change{
			Edit: "Required response header added", Go: "the constructor has a further parameter: **callers stop compiling**; with a `…Params` already: **callers compile, and send it empty**",
			Wire: "always sent", Breaks: []string{golang}}),
		changed("optional-header-added", "a response header field is new and optional", Change{
			Edit: "Optional response header added", Go: "a field of `…Headers` is added", Wire: "sent where the server sets it"}),
		changed("header-removed", "a response header field is gone", Change{
			Edit: "Response header removed", Go: "a field is gone: **users of it stop compiling**", Wire: "**breaks clients** that go by it: not sent any more", Breaks: []string{wire, golang, openapi}}),
		changed("header-type-changed", "a response header field holds values of another type", Change{
			Edit: "Type of a response header changed", Go: "the field's type changed: **users of it stop compiling**", Wire: "**breaks clients** that read it", Breaks: []string{wire, golang, openapi}}),
		changed("header-became-optional", "a required response header field is optional", Change{
			Edit: "Required response header becomes optional", Go: "parameter gone: **callers stop compiling**", Wire: "**breaks clients**, who must expect it to be absent", Breaks: []string{wire, golang, openapi}}),
		changed("header-became-required", "an optional response header field is required", Change{
			Edit: "Optional response header becomes required", Go: "parameter added: **callers stop compiling**; with a `…Params` already: **callers compile, and send it empty**", Wire: "always sent", Breaks: []string{golang}}),

		// Around them.
		changed("package-moved", "the Go package has another name or folder", Change{
			Edit: "`go: {package, out}` changed", Go: "the import path changed: **users stop compiling**", Breaks: []string{golang}}),
		{ID: "useless-accept", Severity: diag.Warning, Family: familyChanges,
			Purpose: "an entry of the configuration accepts a change that is none"},
		changed("text-changed", "the text of a page is another one", Change{
			Edit: "Text reworded", Go: "doc comments"}),
		changed("description-changed", "the description of a member or header field is another one", Change{
			Edit: "Description of a member or header reworded", Go: "doc comment of the field"}),
		changed("example-changed", "an example is new, another one or gone", Change{
			Edit: "Example added, changed or removed", Go: "`Example…` functions, golden files, tests"}),
	}
}
