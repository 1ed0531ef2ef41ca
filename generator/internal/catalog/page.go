package catalog

import (
	"sort"

	"github.com/hcnet/problemgen/generator/diag"
)

// A Page is what one Markdown file says, in the order in which it says it.
type Page struct {
	Source *diag.Source
	// Path is the file's path inside the pages folder, with slashes.
	Path string
	// Section is the part of the file that is read as a page of its own; nil
	// where it is all of it.
	Section *Section
	// Mixed are the names of the problem types that the page shows where it
	// shows several and its sections do not tell them apart.
	Mixed []string
	// Model tells that the page is in the form that the project began with.
	Model bool
	// Partial tells that something in the file could not be read, as the
	// findings say: what is absent here may be in the file.
	Partial bool

	Front Front
	// Printed is the level-1 heading that begins the body.
	Printed  Lead
	Headings []Heading
	// Doc is the prose before the first heading, table, caption or example,
	// without block quotes; on a page that is not in the model form also
	// without what is no text, or else what describes the problem elsewhere.
	Doc []Block
	// Facts are the labelled values, in the order of the page; those of the
	// front matter go first.
	Facts   []Labelled
	Tables  []Table
	Samples []Sample
	Links   []Link
	// Payloads are the JSON objects that code blocks show and that are no problem
	// details objects: what requests send, above all.
	Payloads []*Value
	// Codes are the code spans in prose: not those in tables, headings and
	// links' destinations.
	Codes []Mention
	// Statuses are the HTTP status codes that prose names, HeadingStatuses
	// those of headings, captions and HTML.
	Statuses, HeadingStatuses []StatusMention
	// Passages are the paragraphs and the items of lists, those in block
	// quotes too.
	Passages []Passage
	// Listings are the code blocks, and Requests the HTTP requests that they
	// show.
	Listings []Listing
	Requests []Request
	Ignores  []Ignore
}

// A Section is a part of a file that documents a problem of its own.
type Section struct {
	// Anchor is the fragment that leads to its heading, Name the name of its
	// problem, with letters and digits alone.
	Anchor, Name string
	// At is the heading's place, Bounds that of all of it.
	At, Bounds diag.Span
}

// ID tells the page apart from the others of the folder.
func (p *Page) ID() string {
	if p.Section == nil {
		return p.Path
	}
	return p.Path + "#" + p.Section.Anchor
}

// Text is a string with the place that it was taken from. The zero Text is
// absent: its span is zero.
type Text struct {
	Value string
	At    diag.Span
}

// Set reports whether the page has the text at all, even if it is empty.
func (t Text) Set() bool { return !t.At.IsZero() }

// A Label tells what a labelled value is about.
type Label int

// The labels of facts.
const (
	NoLabel Label = iota
	TypeLabel
	TitleLabel
	StatusLabel
	CodeLabel
	MembersLabel
	DetailLabel
	DeprecatedLabel
)

// FactForm is the form in which a labelled value is written.
type FactForm int

// The forms of labelled values.
const (
	LineForm    FactForm = iota // a line or bullet: "**Status:** 404"
	SheetForm                   // a row of a table
	HeadingForm                 // a heading with the value under it
	FrontForm                   // a top-level key of the front matter
	HeadForm                    // the head of a response without a body
)

// A Labelled value is a fact as people write it: "**HTTP status:** 409".
type Labelled struct {
	Label Label
	Form  FactForm
	// Name is the label as it is written.
	Name string
	// Value is the value as plain text.
	Value Text
	// Code tells that the value is one code span.
	Code bool
	// Codes are the value's code spans.
	Codes []Mention
	// Statuses are those of a StatusLabel, in the order of the page.
	Statuses []WholeNumber
	// Run numbers the runs of facts: facts of one run have nothing between
	// them.
	Run int
	// Section is the heading that it stands under; it may be absent.
	Section Text
}

// Front is the front matter.
type Front struct {
	// At covers the front matter with its fences; zero where there is none.
	At diag.Span
	// End is the empty span before the closing fence, where a key can be added.
	End diag.Span
	// TOML tells that the fences are "+++".
	TOML        bool
	Title       Text
	Description Text
	// Problem is our own mapping; NoProblem tells that it is false instead: the
	// page documents no problem type.
	Problem   Settings
	NoProblem bool
}

// Settings is the front matter's "problem" mapping.
type Settings struct {
	// At covers the key "problem"; zero where the mapping is absent.
	At diag.Span
	// Insert is the empty span where a further key of the mapping can be
	// added, and Indent the white space that it needs before it. Insert is
	// zero where the mapping is absent or written on one line.
	Insert diag.Span
	Indent string

	Name, Type, Title, Detail, Go       Text
	Deprecated, Retired                 Text
	Status                              WholeNumber
	Fallback                            Flag
	Aliases, Required, Optional, Ignore []Text
	// Members are the settings of single members, in page order.
	Members []MemberSettings
	// Statuses are those of a list, where there is one in the place of Status.
	Statuses []WholeNumber
}

// MemberSettings is one entry of "members".
type MemberSettings struct {
	Path Text
	Go   Text
}

// A WholeNumber is a whole number with its place.
type WholeNumber struct {
	Value int
	At    diag.Span
}

// Flag is a truth value with its place.
type Flag struct {
	Value bool
	At    diag.Span
}

// A Heading is a heading of the page, or a caption: a paragraph of bold text
// alone, whose Level is 0.
type Heading struct {
	Level int
	Text  string
	// Anchor is the fragment that leads to it, as common renderers make it.
	Anchor string
	// Bare tells that nothing stands below it before a heading of its level or
	// above, or the end of the page.
	Bare bool
	At   diag.Span
}

// TableKind tells what a table is about.
type TableKind int

// The kinds of tables. What is none of the others is Prose.
const (
	ProseTable TableKind = iota
	AttributeTable
	SummaryTable
	HeaderTable
)

// Role is what a table's column holds.
type Role int

// The roles of columns. The first group is that of attribute and header
// tables, the second that of summary tables.
const (
	NoRole Role = iota
	NameColumn
	TypeColumn
	DescriptionColumn
	RequiredColumn
	DefaultColumn
	ValuesColumn
	ExampleColumn
	// OptionalColumn says of members what RequiredColumn says, the other way
	// round.
	OptionalColumn
	// NullableColumn says which members may be null.
	NullableColumn

	TypeURIColumn
	TitleColumn
	StatusColumn
	ReferenceColumn
)

// A Table is a GFM table, or a list of members as the table that it could be.
type Table struct {
	Kind TableKind
	// List tells that it is written as a list, or under headings: no row can be
	// added to it as to a table.
	List bool
	At   diag.Span
	// Roles has one entry a column of the header.
	Roles  []Role
	Header []Cell
	Rows   []Row
	// Section is the nearest heading or caption above, Lead the paragraph
	// directly above the table; both may be absent.
	Section Text
	Lead    Lead
}

// A Lead is the text that leads to a table.
type Lead struct {
	Text
	// Codes are its code spans.
	Codes []Mention
}

// A Row is a row of a table's body. It has the cells that the author wrote,
// which may be fewer or more than the header has.
type Row struct {
	Cells []Cell
	At    diag.Span
}

// A Cell is one cell.
type Cell struct {
	// Text is the cell's plain text, trimmed.
	Text string
	// Inlines is the same with code spans and links.
	Inlines []Inline
	// Codes are the cell's code spans.
	Codes []Mention
	At    diag.Span
}

// Cell returns the row's cell in the first column of that role.
func (t *Table) Cell(row Row, role Role) (Cell, bool) {
	for i, r := range t.Roles {
		if r == role && i < len(row.Cells) {
			return row.Cells[i], true
		}
	}
	return Cell{}, false
}

// IsOverfull reports whether the row has more cells than the header, as a pipe
// in a cell makes it: which of them belongs to which column is uncertain then.
func (t *Table) IsOverfull(row Row) bool { return len(row.Cells) > len(t.Header) }

// Has reports whether the table has a column of that role.
func (t *Table) Has(role Role) bool {
	for _, r := range t.Roles {
		if r == role {
			return true
		}
	}
	return false
}

// A Sample is a code block that shows a problem details object.
type Sample struct {
	// Caption is the nearest heading or caption above the block, below the
	// "Examples" heading; it may be absent.
	Caption Text
	// Info is the code block's info string.
	Info string
	// At covers the object, or the message of an http example.
	At diag.Span
	// Body is the object; nil where it could not be read, which the list of
	// findings tells.
	Body *Value
	// Response is the head of an http example; nil otherwise.
	Response *Response
	// Template tells that the object shows the names and types of members, some
	// with placeholders in the place of values: it is no occurrence.
	Template bool
}

// A Response is the head of an HTTP message.
type Response struct {
	Status WholeNumber
	Reason string
	Fields []Field
}

// A Field is a header field of an http example.
type Field struct {
	Name, Value Text
}

// A Link is a link or image in the page.
type Link struct {
	Text string
	// Dest is the destination as written, with its place.
	Dest Text
	// Section is the heading that it stands under; it may be absent.
	Section Text
}

// A Mention is a code span in prose.
type Mention struct {
	Text string
	// Section is the heading that it stands under; it may be absent.
	Section Text
	At      diag.Span
}

// A StatusMention is an HTTP status code that prose names ("HTTP 404 Error",
// "501 Not Implemented", a link to a status page).
type StatusMention struct {
	Code int
	At   diag.Span
	// Section is the heading that it stands under; it may be absent.
	Section Text
}

// A Passage is a block of running text.
type Passage struct {
	// Text is the text without markup.
	Text string
	// Codes are its code spans.
	Codes []Mention
	// Section is the heading that it stands under; it may be absent.
	Section Text
	At      diag.Span
	// Pieces lead from the text to the page.
	Pieces []Piece
}

// A Piece is where a passage's text from the offset At onwards comes from: the
// page's bytes from Start up to Stop.
type Piece struct{ At, Start, Stop int }

// Span returns where a stretch of the text stands in the page.
func (p *Passage) Span(start, end int) diag.Span {
	from := p.source(start)
	if end <= start {
		return p.At.Source.Span(from, from)
	}
	return p.At.Source.Span(from, max(from, p.source(end-1)+1))
}

func (p *Passage) source(offset int) int {
	i := sort.Search(len(p.Pieces), func(i int) bool { return p.Pieces[i].At > offset }) - 1
	if i < 0 {
		return p.At.Start
	}
	piece := p.Pieces[i]
	return min(piece.Start+offset-piece.At, piece.Stop)
}

// IsCode reports whether the text's byte at the offset is in a code span.
func (p *Passage) IsCode(offset int) bool {
	if len(p.Codes) == 0 {
		return false
	}
	at := p.source(offset)
	for _, c := range p.Codes {
		if c.At.Start <= at && at < c.At.End {
			return true
		}
	}
	return false
}

// A Listing is a code block.
type Listing struct {
	Info string
	At   diag.Span
}

// A Request is an HTTP request as a message or a command of curl shows it.
type Request struct {
	// Method is in capitals; where a command leaves it out, At is that of the
	// command's name.
	Method Text
	// Target is the path or URL, Host the host, which may be absent.
	Target, Host Text
}

// An Ignore is a comment `<!-- problemgen:ignore RULE … -->`.
type Ignore struct {
	Rule Text
	// Scope covers the block behind the comment; zero where none follows.
	Scope diag.Span
}
