package catalog

import "strings"

// BlockKind tells the blocks of documentation apart.
type BlockKind int

// The kinds of blocks, which are those that Go doc comments know.
const (
	ParagraphBlock BlockKind = iota
	HeadingBlock
	ListBlock
	CodeBlock
)

// A Block is a piece of documentation text that Go's doc comments can show.
type Block struct {
	Kind BlockKind
	// Inlines are the text of a ParagraphBlock or HeadingBlock.
	Inlines []Inline
	// Ordered and Items are a ListBlock's; each item is its paragraphs, without
	// deeper structure.
	Ordered bool
	Items   [][]Inline
	// Text is the literal text of a CodeBlock, its lines ended by "\n".
	Text string
}

// An Inline is a run of text inside a block.
type Inline struct {
	Text string
	// Code marks a code span.
	Code bool
	// URL is where a link leads: an absolute URL. It is empty for plain text.
	URL string
	// Page is the path, inside the pages folder, of the page that a relative
	// link leads to; it is empty otherwise.
	Page string
	// GoName is the identifier of the problem on that Page, where it has one.
	GoName string
}

// PlainText returns the inlines' text alone.
func PlainText(inlines []Inline) string {
	if len(inlines) == 1 { // as most have
		return inlines[0].Text
	}
	var b strings.Builder
	for _, in := range inlines {
		b.WriteString(in.Text)
	}
	return b.String()
}

// The RFC's own members (RFC 9457, section 3.1), in the order in which they
// are served.
const (
	MemberType     = "type"
	MemberTitle    = "title"
	MemberStatus   = "status"
	MemberDetail   = "detail"
	MemberInstance = "instance"
)

// IsStandardMember reports whether RFC 9457 itself defines the member.
func IsStandardMember(name string) bool {
	switch name {
	case MemberType, MemberTitle, MemberStatus, MemberDetail, MemberInstance:
		return true
	}
	return false
}
