package golang

import (
	"bytes"
	"go/scanner"
	"go/token"
	"math"
	"unicode/utf8"
)

// layout gives code that jennifer has printed the white space that gofmt would
// give it: jennifer breaks lines where they belong, and leaves the rest. gofmt
// itself would take longer for that than all else takes that is done for a
// file. layout has to know only the forms of code that this package makes; the
// tests compare all that they make with what gofmt makes of it.
func layout(code []byte) []byte {
	tokens := scan(code)
	l := layouter{out: make([]byte, 0, len(code)+len(code)/4)}
	for i, t := range tokens {
		l.next = lexeme{kind: token.EOF}
		if i+1 < len(tokens) {
			l.next = tokens[i+1]
		}
		l.take(t)
	}
	l.endLine()
	l.flush()
	return l.out
}

// A lexeme is a token with the number of line breaks before it.
type lexeme struct {
	kind   token.Token
	text   []byte
	breaks int
}

// scan returns the tokens of code, without the semicolons that Go adds. It
// leaves it to the gate to refuse what is none.
func scan(code []byte) []lexeme {
	file := token.NewFileSet().AddFile("", -1, len(code))
	var s scanner.Scanner
	s.Init(file, code, nil, scanner.ScanComments)
	tokens := make([]lexeme, 0, len(code)/4)
	for end := 0; ; {
		pos, kind, text := s.Scan()
		if kind == token.EOF {
			return tokens
		}
		if kind == token.SEMICOLON && text == "\n" {
			continue
		}
		if kind.IsOperator() {
			text = kind.String()
		}
		start := file.Offset(pos)
		breaks := bytes.Count(code[end:start], []byte("\n"))
		end = start + len(text)
		tokens = append(tokens, lexeme{kind, code[start:end], breaks})
	}
}

// A layouter writes tokens line by line.
type layouter struct {
	out []byte
	// rows are lines whose cells are not aligned yet.
	rows []row
	open []bracket
	// headers are the keywords that wait for their blocks, on this line.
	headers []header

	// line is the one that is written, and depth the number of brackets that
	// were open before it. key is the size of the key that it begins with.
	line  row
	depth int
	key   int
	lines int

	next, last, before lexeme
}

// A row is a line. The cells in it end where gofmt aligns what follows.
type row struct {
	indent int
	text   []byte
	cells  []int
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
	if len(l.line.text) == 0 {
		l.beginLine(t)
	} else {
		l.markCell(t)
		if l.spaced(t) {
			l.line.text = append(l.line.text, ' ')
		}
	}
	if isClosing(t.kind) {
		l.close()
	}
	if t.kind == token.FUNC || t.kind == token.IF {
		l.headers = append(l.headers, header{len(l.line.text), len(l.open)})
	}
	if isOpening(t.kind) {
		l.open = append(l.open, l.opened(t))
	}
	l.line.text = append(l.line.text, t.text...)
	if t.kind == token.COLON && l.isIn(literal) && l.key == 0 {
		l.key = len(l.line.text) - len(":")
		l.line.cells = append(l.line.cells, len(l.line.text))
	}
	l.before, l.last = l.last, t
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

// isTail reports whether the line goes on with what began on an earlier one.
func (l *layouter) isTail() bool { return l.depth > len(l.open) }

func (l *layouter) beginLine(t lexeme) {
	l.lines++
	l.depth = len(l.open)
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
	b := bracket{line: l.lines, indent: l.line.indent, brace: len(l.line.text)}
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
	l.open = l.open[:n]
	if b.kind != block || b.line != l.lines {
		return
	}
	head, body := l.line.text[:b.brace+1], bytes.TrimSpace(l.line.text[b.brace+1:])
	if len(head)-len(" {")-b.header+len(body) <= maxOneLine {
		return
	}
	indent := l.line.indent
	l.emit(row{indent: indent, text: head})
	if len(body) > 0 {
		l.emit(row{indent: indent + 1, text: body})
	}
	l.line = row{indent: indent}
}

// spaced reports whether a blank stands before the token.
func (l *layouter) spaced(t lexeme) bool {
	last := l.last.kind
	switch last {
	case token.LPAREN, token.LBRACK, token.PERIOD, token.ELLIPSIS, token.MUL, token.AND:
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
	first := len(l.line.cells) == 0
	switch {
	case l.isIn(fields):
		if first && l.last.kind == token.IDENT || t.kind == token.STRING {
			l.line.cells = append(l.line.cells, len(l.line.text))
		}
	case l.isIn(group):
		if first || t.kind == token.ASSIGN {
			l.line.cells = append(l.line.cells, len(l.line.text))
		}
	}
}

// endLine ends the line. Lines with cells wait for those below.
func (l *layouter) endLine() {
	if len(l.line.text) == 0 {
		return
	}
	if l.depth > 0 && l.depth <= len(l.open) {
		if b := &l.open[l.depth-1]; b.kind == literal {
			l.endElement(b)
		}
	}
	if len(l.line.cells) > 0 {
		l.rows = append(l.rows, l.line)
	} else {
		l.emit(l.line)
	}
	l.line, l.key, l.headers = row{}, 0, l.headers[:0]
}

// endElement ends a line that begins inside a literal: its value is aligned
// with those of its neighbours where it has a key and fits on the line.
func (l *layouter) endElement(b *bracket) {
	size := 0
	if l.depth == len(l.open) && l.last.kind == token.COMMA {
		if size = l.key; size == 0 {
			size = len(l.line.text) - len(",")
		}
	} else {
		l.line.cells = nil
	}
	if b.keys.isSection(size) {
		l.flush()
	}
}

// emit writes a line that has nothing to align, after those that wait.
func (l *layouter) emit(r row) {
	l.flush()
	l.print(r, nil)
}

// flush aligns and writes the lines that wait. A column goes on as long as the
// lines have a cell for it.
func (l *layouter) flush() {
	widths := make([]int, 0, 4)
	for i, r := range l.rows {
		widths = widths[:min(len(widths), len(r.cells))]
		for cell := len(widths); cell < len(r.cells); cell++ {
			widths = append(widths, l.width(i, cell))
		}
		l.print(r, widths)
	}
	l.rows = l.rows[:0]
}

// width returns that of the column that begins with a line's cell: the largest
// one among the lines from there on that have such a cell.
func (l *layouter) width(i, cell int) int {
	width := 0
	for _, r := range l.rows[i:] {
		if len(r.cells) <= cell {
			break
		}
		width = max(width, utf8.RuneCount(r.cell(cell)))
	}
	return width
}

// cell returns the text of a cell, without the blank behind it.
func (r row) cell(i int) []byte {
	start := 0
	if i > 0 {
		start = r.cells[i-1] + len(" ")
	}
	return r.text[start:r.cells[i]]
}

// print writes a line whose cells are to have the widths.
func (l *layouter) print(r row, widths []int) {
	for range r.indent {
		l.out = append(l.out, '\t')
	}
	at := 0
	for i, width := range widths {
		l.out = append(l.out, r.text[at:r.cells[i]]...)
		for range width - utf8.RuneCount(r.cell(i)) {
			l.out = append(l.out, ' ')
		}
		at = r.cells[i]
	}
	l.out = append(append(l.out, r.text[at:]...), '\n')
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
