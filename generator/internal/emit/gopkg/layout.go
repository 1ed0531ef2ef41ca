package gopkg

import (
	"bytes"
	"fmt"
	"go/scanner"
	"go/token"
	"math"
	"unicode/utf8"
)

// layout gives code that jennifer has printed the white space that gofmt would
// give it: jennifer breaks lines where they belong, and leaves the rest. gofmt
// itself would take longer for that than all else takes that is done for a
// file. layout has to know only the forms of code that this package makes; the
// tests compare all that they make with what gofmt makes of it. Whatever the
// code is, layout changes nothing of it but white space; see gets each token.
// What it returns has room for as many bytes more as the caller will append.
func layout(code []byte, more int, see func(token.Token, string)) ([]byte, error) {
	l := layouter{
		out:  make([]byte, 0, len(code)+len(code)/4+more),
		text: make([]byte, 0, 1<<10),
		rows: make([]row, 0, 16),
		open: make([]bracket, 0, 8),
	}
	tokens := newLexer(code, see)
	for t := tokens.scan(); t.kind != token.EOF; t = l.next {
		l.next = tokens.scan()
		l.take(t)
	}
	l.endLine()
	l.flush()
	return l.out, tokens.err
}

// A lexeme is a token with the number of line breaks before it.
type lexeme struct {
	kind   token.Token
	text   []byte
	breaks int
}

// A lexer scans code without the semicolons that Go adds.
type lexer struct {
	scanner.Scanner
	code []byte
	file *token.File
	end  int // of the last token
	see  func(token.Token, string)
	err  error // the first one
}

func newLexer(code []byte, see func(token.Token, string)) *lexer {
	x := &lexer{code: code, file: token.NewFileSet().AddFile("", -1, len(code)), see: see}
	x.Init(x.file, code, x.fail, scanner.ScanComments)
	return x
}

func (x *lexer) fail(at token.Position, what string) {
	if x.err == nil {
		x.err = fmt.Errorf("line %d: %s", at.Line, what)
	}
}

func (x *lexer) scan() lexeme {
	pos, kind, text := x.Scan()
	for kind == token.SEMICOLON && text == "\n" {
		x.see(kind, text)
		pos, kind, text = x.Scan()
	}
	if kind != token.EOF {
		x.see(kind, text)
	}
	if kind == token.EOF {
		return lexeme{kind: kind}
	}
	if kind.IsOperator() {
		text = kind.String()
	}
	start := x.file.Offset(pos)
	breaks := 0
	for _, c := range x.code[x.end:start] { // one blank or nothing, mostly
		if c == '\n' {
			breaks++
		}
	}
	x.end = start + len(text)
	return lexeme{kind, x.code[start:x.end], breaks}
}

// A layouter writes tokens line by line.
type layouter struct {
	out []byte
	// rows are lines whose cells are not aligned yet, and text is theirs and
	// that of the line that is written.
	rows []row
	text []byte
	open []bracket
	// headers are the keywords that wait for their blocks, on this line.
	headers []header

	// line is the one that is written, depth the number of brackets that were
	// open before it, and least the smallest number that were open on it. key is
	// the size of the key that it begins with.
	line  row
	depth int
	least int
	key   int
	lines int // so far

	next, last, before lexeme
}

// A row is a line: text from an offset on. The cells in it end where gofmt
// aligns what follows; there are two of them at most, a name and a type.
type row struct {
	indent   int
	from, to int
	cells    [2]int
	pad      [2]int // how much wider they become
	n        int    // of cells
}

// A bracket is one that is open.
type bracket struct {
	kind bracketKind
	// line and indent are those of the line on which it was opened.
	line, indent int
	// brace and header are where a block and what it belongs to begin in it.
	brace, header int
	// keys are those of a literal.
	keys keySizes
}

type bracketKind int

const (
	parens  bracketKind = iota
	block               // of a function or statement
	fields              // of a struct
	group               // of constants or variables
	literal             // of a composite literal
)

// A header is a keyword "func" or "if": where it is in its line, and how many
// brackets are open.
type header struct{ at, depth int }

// take writes a token.
func (l *layouter) take(t lexeme) {
	if t.breaks > 0 && l.last.text != nil {
		l.endLine()
		if t.breaks > 1 && !isOpening(l.last.kind) && !isClosing(t.kind) {
			l.flush()
			l.out = append(l.out, '\n')
		}
	}
	if l.width() == 0 {
		l.beginLine(t)
	} else {
		l.markCell(t)
		if l.spaced(t) {
			l.text = append(l.text, ' ')
		}
	}
	if isClosing(t.kind) {
		l.close()
	}
	if t.kind == token.FUNC || t.kind == token.IF {
		l.headers = append(l.headers, header{l.width(), len(l.open)})
	}
	if isOpening(t.kind) {
		l.open = append(l.open, l.opened(t))
	}
	l.text = append(l.text, t.text...)
	if t.kind == token.COLON && l.isIn(literal) && l.key == 0 {
		l.key = l.width() - len(":")
		l.endCell()
	}
	l.before, l.last = l.last, t
}

// width returns how much of the line is written.
func (l *layouter) width() int { return len(l.text) - l.line.from }

func (l *layouter) endCell() {
	if l.line.n < len(l.line.cells) {
		l.line.cells[l.line.n] = l.width()
		l.line.n++
	}
}

func isOpening(t token.Token) bool {
	return t == token.LPAREN || t == token.LBRACK || t == token.LBRACE
}
func isClosing(t token.Token) bool {
	return t == token.RPAREN || t == token.RBRACK || t == token.RBRACE
}

// isIn reports whether the line began inside such a bracket and no other one
// has been opened or closed on it.
func (l *layouter) isIn(kind bracketKind) bool {
	return l.depth > 0 && l.depth == len(l.open) && l.open[l.depth-1].kind == kind && !l.isTail()
}

// isTail reports whether the line goes on with what began on an earlier one,
// whatever it has opened since.
func (l *layouter) isTail() bool { return l.least < l.depth }

func (l *layouter) beginLine(t lexeme) {
	l.lines++
	l.depth, l.least = len(l.open), len(l.open)
	if l.depth == 0 {
		return
	}
	l.line.indent = l.open[l.depth-1].indent
	if !isClosing(t.kind) {
		l.line.indent++
	}
}

// opened returns the bracket that the token opens.
func (l *layouter) opened(t lexeme) bracket {
	b := bracket{line: l.lines, indent: l.line.indent, brace: l.width()}
	n := len(l.headers) - 1
	switch {
	case t.kind == token.LPAREN && (l.last.kind == token.CONST || l.last.kind == token.VAR):
		b.kind = group
	case t.kind != token.LBRACE:
	case l.last.kind == token.STRUCT:
		b.kind = fields
	case n >= 0 && l.headers[n].depth == len(l.open):
		b.kind, b.header = block, l.headers[n].at
		l.headers = l.headers[:n]
	default:
		b.kind = literal
	}
	return b
}

// maxOneLine is the length to which gofmt leaves a function on one line.
const maxOneLine = 100

// close takes out the innermost bracket. A function on one line that is too
// long for it gets three.
func (l *layouter) close() {
	n := len(l.open) - 1
	if n < 0 {
		return
	}
	b := l.open[n]
	l.open, l.least = l.open[:n], min(l.least, n)
	if b.kind != block || b.line != l.lines {
		return
	}
	line := l.text[l.line.from:]
	head, body := line[:b.brace+1], bytes.TrimSpace(line[b.brace+1:])
	if len(head)-len(" {")-b.header+len(body) <= maxOneLine {
		return
	}
	indent := l.line.indent
	l.flush()
	l.print(indent, head)
	if len(body) > 0 {
		l.print(indent+1, body)
	}
	l.text = l.text[:0]
	l.line = row{indent: indent}
}

// spaced reports whether a blank stands before the token.
func (l *layouter) spaced(t lexeme) bool {
	last := l.last.kind
	switch last {
	case token.LPAREN, token.LBRACK, token.PERIOD, token.ELLIPSIS, token.MUL, token.AND, token.NOT:
		return false
	case token.LBRACE:
		return t.kind != token.RBRACE && l.open[len(l.open)-1].kind == block
	case token.SUB:
		return isOperand(l.before.kind)
	}
	switch t.kind {
	case token.RPAREN, token.RBRACK, token.COMMA, token.PERIOD, token.COLON:
		return false
	case token.RBRACE:
		return len(l.open) > 0 && l.open[len(l.open)-1].kind == block
	case token.LBRACE:
		return l.spacedBrace()
	case token.LPAREN:
		return l.spacedParens()
	case token.LBRACK:
		isType := l.next.kind == token.RBRACK || l.next.kind == token.ELLIPSIS
		return isType && last != token.RBRACK || !isOperand(last) && last != token.MAP
	case token.MUL, token.AND:
		return last != token.RBRACK
	}
	return last != token.RBRACK || t.kind.IsOperator()
}

func isOperand(t token.Token) bool {
	return t.IsLiteral() || t == token.RPAREN || t == token.RBRACK || t == token.RBRACE
}

// spacedBrace is spaced for "{".
func (l *layouter) spacedBrace() bool {
	if l.last.kind == token.STRUCT {
		return l.next.kind != token.RBRACE
	}
	n := len(l.headers) - 1
	isBlock := n >= 0 && l.headers[n].depth == len(l.open)
	return isBlock || !isOperand(l.last.kind)
}

// spacedParens is spaced for "(".
func (l *layouter) spacedParens() bool {
	switch last := l.last.kind; {
	case last == token.FUNC:
		return len(l.open) == 0 // a receiver
	case last == token.RPAREN: // results
		n := len(l.headers) - 1
		return n >= 0 && l.headers[n].depth == len(l.open)
	default:
		return !isOperand(last)
	}
}

// markCell ends a cell before the token where gofmt does.
func (l *layouter) markCell(t lexeme) {
	first := l.line.n == 0
	switch {
	case l.isIn(fields) && (first && l.last.kind == token.IDENT || t.kind == token.STRING):
		l.endCell()
	case l.isIn(group) && (first || t.kind == token.ASSIGN):
		l.endCell()
	}
}

// endLine ends the line. Lines with cells wait for those below.
func (l *layouter) endLine() {
	if l.width() == 0 {
		return
	}
	if l.depth > 0 && !l.isTail() {
		if b := &l.open[l.depth-1]; b.kind == literal {
			l.endElement(b)
		}
	}
	l.line.to = len(l.text)
	l.rows = append(l.rows, l.line)
	if l.line.n == 0 {
		l.flush()
	}
	l.line, l.key, l.headers = row{from: len(l.text)}, 0, l.headers[:0]
}

// endElement ends a line that begins inside a literal: its value is aligned
// with those of its neighbours where it has a key and fits on the line.
func (l *layouter) endElement(b *bracket) {
	size := 0
	if l.depth == len(l.open) && l.last.kind == token.COMMA {
		if size = l.key; size == 0 {
			size = l.width() - len(",")
		}
	} else {
		l.line.n = 0
	}
	if b.keys.isSection(size) {
		l.flushRows()
	}
}

// flush aligns and writes the lines that wait.
func (l *layouter) flush() {
	l.flushRows()
	l.text, l.line.from = l.text[:0], 0
}

func (l *layouter) flushRows() {
	for cell := range len(row{}.cells) {
		l.align(cell)
	}
	for _, r := range l.rows {
		l.indent(r.indent)
		at := 0
		for cell, end := range r.cells[:r.n] {
			l.out = append(l.out, l.text[r.from+at:r.from+end]...)
			for range r.pad[cell] {
				l.out = append(l.out, ' ')
			}
			at = end
		}
		l.out = append(append(l.out, l.text[r.from+at:r.to]...), '\n')
	}
	l.rows = l.rows[:0]
}

// align makes a cell as wide as the widest one in its column: the lines around
// it that have such a cell.
func (l *layouter) align(cell int) {
	rest := l.rows
	for len(rest) > 0 {
		n, width := 0, 0
		for n < len(rest) && rest[n].n > cell {
			width = max(width, l.cellWidth(rest[n], cell))
			n++
		}
		for i := range rest[:n] {
			rest[i].pad[cell] = width - l.cellWidth(rest[i], cell)
		}
		rest = rest[max(n, 1):]
	}
}

// print writes a line without cells.
func (l *layouter) print(indent int, text []byte) {
	l.indent(indent)
	l.out = append(append(l.out, text...), '\n')
}

func (l *layouter) indent(n int) {
	for range n {
		l.out = append(l.out, '\t')
	}
}

// cellWidth returns the width of a cell, without the blank behind it.
func (l *layouter) cellWidth(r row, cell int) int {
	start := 0
	if cell > 0 {
		start = r.cells[cell-1] + len(" ")
	}
	return utf8.RuneCount(l.text[r.from+start : r.from+r.cells[cell]])
}

// keySizes decide, as gofmt does, which keys of a literal are aligned.
type keySizes struct {
	last  int
	sum   float64 // of the logarithms
	count float64
}

// isSection reports whether a key begins a new section because its size is too
// different from those before it. A size of 0 is that of an element which has
// more than one line.
func (k *keySizes) isSection(size int) bool {
	const small, ratio = 40, 2.5
	last := k.last
	k.last = size
	begins := last == 0 || size == 0
	if !begins && k.count > 0 && (last > small || size > small) {
		r := float64(size) / math.Exp(k.sum/k.count)
		begins = r*ratio <= 1 || ratio <= r
	}
	if begins {
		k.sum, k.count = 0, 0
	}
	if size > 0 {
		k.sum += math.Log(float64(size))
		k.count++
	}
	return begins
}
