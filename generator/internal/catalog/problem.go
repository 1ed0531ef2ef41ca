// Package catalog is the model between the pages and the code: plain data, in
// the words of RFC 9457. Nothing in it reads or writes.
package catalog

import "github.com/hcnet/problemgen/generator/diag"

// A Catalog is everything that outputs are made from.
type Catalog struct {
	// Intro introduces it; its Page is empty where nothing does.
	Intro Intro
	// Problems are in the order of their names.
	Problems []*Problem
}

// A Problem is one problem type (RFC 9457, section 4).
type Problem struct {
	// Page is the path of the page inside the pages folder, with slashes.
	Page string
	// Anchor is the fragment of the page's section that documents the problem,
	// where the page documents several; empty where it is the page itself.
	Anchor string
	// Source is the page's text.
	Source *diag.Source

	// Name is the machine name in snake_case: "transaction_failed".
	Name string
	// GoName is the exported identifier: "TransactionFailed".
	GoName string
	// Type is the absolute type URI (section 3.1.1).
	Type Fact[string]
	// TypeMade tells that Type is made of the base and the words of the name,
	// and that neither page nor configuration says how those are put together.
	TypeMade bool
	// Title is the RFC's "title" member (section 3.1.3).
	Title Fact[string]
	// Status is the HTTP status code, 100–599 (section 3.1.2); where the page
	// documents a set of them, the one that is served by default, from 400 on.
	Status Fact[int]
	// Statuses are all statuses that the page documents, in its order, where
	// it documents a set; nil where Status is the only one. Those below 400
	// are read, and never served as an error's.
	Statuses []Fact[int]
	// Detail is the documented detail; empty where the page documents none.
	Detail Fact[string]
	// DefaultDetail is the detail of an occurrence made without one; only the
	// front matter gives it.
	DefaultDetail string

	// Told are where the page's text labels the type, title, status and name
	// ("**Status:** 404"), which are shown apart wherever the page is.
	Told []diag.Span

	// Summary is the first sentence of Doc as plain text.
	Summary string
	// Doc is the page's prose.
	Doc []Block
	// Members are the extension members in page order (section 3.2).
	Members []*Member
	// Headers are the response headers that the page documents.
	Headers []*Header
	// Examples are the occurrences that the page shows, in page order.
	Examples []*Example
	// Related are the Go names of the problems of the folder that a
	// "Related" section names, without this one, in page order.
	Related []string
	// Aliases are further type URIs that stand for this problem type.
	Aliases []string
	// Deprecated is what follows "Deprecated: "; empty where it is not.
	Deprecated string
	// Retired is the reason why the problem type is served no more; empty
	// where it still is. Readers know a retired type for ever.
	Retired string
	// Fallback marks the problem that is served for errors that are none.
	Fallback bool

	// Evidence is what the rules judge; it goes when they are done.
	Evidence *Evidence
}

// PageID tells the problem's page apart from the others of the folder.
func (p *Problem) PageID() string {
	if p.Anchor == "" {
		return p.Page
	}
	return p.Page + "#" + p.Anchor
}

// Evidence is what was learnt about a page beside the facts.
type Evidence struct {
	Page *Page
	// Key is the name that the page has before its examples are read.
	Key Fact[string]
	// Standard are the RFC's own members as the page's tables document them.
	Standard []*Member
	// Native are the samples that are occurrences of this problem type, in
	// page order, with misspelt names put right; Foreign those of another one;
	// Generic those of type "about:blank".
	Native, Foreign, Generic []*Sample
	// Misspelt are the members that were put right.
	Misspelt []Misspelling
	// Statuses are all statuses that tables and examples give, the winning
	// one first; so for Titles and Types.
	Statuses []Fact[int]
	Titles   []Fact[string]
	Types    []Fact[string]
	// Aliases is where the first alias stands; zero where there is none.
	Aliases diag.Span
	// Related are the pages that the page's "Related" section links to.
	Related []string
	// Identifiers are what the problem declares at the top of the package;
	// none where its name is no name.
	Identifiers []Identifier
}

// An Identifier is a Go name that a problem declares in the package.
type Identifier struct {
	Name string
	// At is where the page gives rise to it.
	At diag.Span
	// Member is the path of the member whose type has the name; empty for the
	// problem's own.
	Member string
	// Taken tells that the package needs the name itself, and what for.
	Taken string
}

// A Misspelling is a member whose name nearly agrees with a documented one.
type Misspelling struct {
	// At covers the name in the example.
	At diag.Span
	// Name is what stands there, Want what the table says.
	Name, Want string
	// Path is Want with the path to it.
	Path string
	// Documented is where the table has Want; zero where the RFC itself has it.
	Documented diag.Span
	// InTable tells that it is the table that is put right: At is in a table
	// then, and Documented in an example.
	InTable bool
}

// A Fact is a value with the place that it was taken from.
type Fact[T any] struct {
	Value T
	At    diag.Span
}

// A Member is an extension member, or a member of an object inside one.
type Member struct {
	// Name is the member's name on the wire, exactly.
	Name string
	// GoName is the field's name.
	GoName string
	// Path is the dotted path from the top of the problem details object,
	// with "[]" behind arrays and ".*" behind maps: "errors[].pointer".
	Path string
	// Type is what the member holds.
	Type *Type
	// Required members are in every occurrence.
	Required bool
	// Nullable members may be null, as the page says: one that is required is
	// sent as null where there is no value.
	Nullable bool
	// Doc is the description, one line of inline text; nil where there is none.
	Doc []Inline
	// Example and Default are what the table's columns of that name say, as
	// plain text.
	Example, Default string
	// Fixed is the one value that a labelled code of the page gives; it may be
	// absent.
	Fixed Text
	// At is where the member is documented: its name in the table, or in the
	// first example where no table has it.
	At diag.Span
	// InTable tells that a table documents the member: one of the page, or one of
	// the page that introduces the folder.
	InTable bool
	// Row is the row of the page's own table; nil where there is none.
	Row *Row
	// Settled tells that the page says whether the member is required.
	Settled bool
	// Demanded tells that the page calls the member required, whatever its
	// examples show.
	Demanded bool
	// Seen are the member's values in the native examples, and Missing the
	// objects there that could have it and do not.
	Seen    []*Value
	Missing []*Value
}

// Kind tells the types apart.
type Kind int

// The kinds of types, with the Go type that each becomes.
const (
	Any      Kind = iota // json.RawMessage
	String               // string
	Number               // float64
	Integer              // int64
	Boolean              // bool
	Time                 // time.Time, by RFC 3339
	Array                // a slice of Elem
	Object               // a struct of Members; map[string]json.RawMessage without any
	Enum                 // a string type with constants for Values
	Unsigned             // uint64
	Map                  // a map from strings to Elem
)

// A Type is the type of a member.
type Type struct {
	Kind Kind
	// Word is the type as the page has it ("URL", "Array of strings"); empty
	// where the examples settled the type.
	Word string
	// GoName names the struct of an Object with members and the string type
	// of an Enum; it is empty otherwise.
	GoName string
	// Format narrows a String, in the words of JSON Schema where it has one:
	// "uri", "uri-reference", "uuid", "email", "date", "time", "date-time",
	// "duration", "hostname", "ipv4", "ipv6", "ip", "json-pointer", "regex",
	// "byte" (base64) or "decimal"; empty where the page gives none.
	Format string
	// Limits bound the values, as the page says; nil where it says nothing.
	Limits *Limits
	// Elem is the type of an Array's elements, or of a Map's values.
	Elem *Type
	// Members are an Object's, in page order.
	Members []*Member
	// Values are an Enum's, in page order.
	Values []EnumValue
}

// Limits are the bounds that a page puts in words ("between 1 and 5", "at most
// 80 characters").
type Limits struct {
	// Min and Max bound a number, both included; they are exact decimal
	// numbers, or empty.
	Min, Max string
	// MinLength and MaxLength bound the characters of a string or the elements
	// of an array; MaxLength is zero where there is no bound.
	MinLength, MaxLength int
	At                   diag.Span
}

// An EnumValue is one value of an enumeration.
type EnumValue struct {
	Value string // on the wire
	// GoName is the constant's whole name.
	GoName string
	At     diag.Span
}

// A Header is a response header field that a page documents.
type Header struct {
	Name   string // canonical: "Retry-After"
	GoName string
	// Kind is String, Integer, Number, Boolean, Time (an HTTP date,
	// RFC 9110 section 5.6.7) or Array (a comma-separated list of strings).
	Kind     Kind
	Required bool
	Doc      []Inline
	At       diag.Span
}

// An Example is an occurrence that the page shows.
type Example struct {
	// Name tells a page's examples apart, in snake_case; it is empty for a
	// page's only, unnamed one.
	Name string
	// GoName is Name as part of an identifier: "NoSourceAccount".
	GoName string
	// Title is the caption or heading, as plain text; it may be empty.
	Title string
	// Body is the problem details object, with misspelt names put right and
	// members that are null left out.
	Body *Value
	// Headers are the header fields that an http example shows and the page
	// documents, in the order of Problem.Headers.
	Headers []HeaderValue
	At      diag.Span
}

// A HeaderValue is a header field of an example.
type HeaderValue struct {
	Header *Header
	Value  string
	At     diag.Span
}

// A ValueKind tells JSON values apart.
type ValueKind int

// The kinds of JSON values (RFC 8259, section 3).
const (
	NullValue ValueKind = iota
	BoolValue
	NumberValue
	StringValue
	ArrayValue
	ObjectValue
)

// String returns the kind as messages name it.
func (k ValueKind) String() string {
	return [...]string{"null", "a boolean", "a number", "a string", "an array", "an object"}[k]
}

// A Value is a JSON value with its place. Numbers keep their exact text and
// objects the order of their members.
type Value struct {
	Kind ValueKind
	// Text is a string's value, or the exact text of a number or boolean.
	Text string
	// Members are an object's.
	Members []ValueMember
	// Elems are an array's.
	Elems []*Value
	// Placeholder tells that the value only holds a place, as "<the day>" does in
	// a template; Text is then the placeholder as it is written.
	Placeholder bool
	// Open tells that an object may have further members: one of a template.
	Open bool
	At   diag.Span
}

// A ValueMember is one member of a JSON object.
type ValueMember struct {
	Name string
	// NameAt covers the name with its quotation marks.
	NameAt diag.Span
	Value  *Value
}

// Get returns the member's value, or nil.
func (v *Value) Get(name string) *Value {
	if v == nil {
		return nil
	}
	for _, m := range v.Members {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}
