package gopkg

import (
	"bytes"
	"fmt"
	"go/build/constraint"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A source is a Go file that is being built, together with the plan of what it
// declares. Its bytes can only be had through the gate, which compares what is
// there with the plan: whatever a page says, no other declaration, import or
// directive comes out.
type source struct {
	path, page string
	pkg        string
	// imports are the packages that the file may import, and own the import of
	// the one that is not of the standard library.
	imports []string
	own     string
	// directives are the comments that may be more than text.
	directives []string
	code       *jen.File
	decls      []planned
	// tail is text that has passed the gate before.
	tail []byte
}

// A planned declaration is what the gate has to find.
type planned struct {
	kind  token.Token
	names string
}

// newSource starts a file of the package pkg that may import the packages.
func newSource(path, page, pkg string, imports ...string) *source {
	code := jen.NewFile(pkg)
	code.NoFormat = true // layout does that
	return &source{path: path, page: page, pkg: pkg, imports: imports, code: code}
}

// declare adds declarations, with an empty line between them.
func (s *source) declare(decls ...declaration) {
	for _, d := range decls {
		s.code.Line()
		for _, line := range commented(d.doc, d.code) {
			s.code.Add(line)
		}
		s.decls = append(s.decls, planned{d.kind, strings.Join(d.names, " ")})
	}
}

// direct puts a directive for linters at the head of the file.
func (s *source) direct(directive string) {
	s.code.HeaderComment(directive)
	s.directives = append(s.directives, directive)
}

// file returns the formatted file once it has passed the gate.
func (s *source) file() (catalog.File, error) {
	var b bytes.Buffer
	if err := s.code.Render(&b); err != nil {
		return catalog.File{}, fmt.Errorf("%s: %w", s.path, err)
	}
	var g gate
	data, err := layout(groupImports(b.Bytes(), s.own), len(s.tail), g.see)
	if err == nil {
		err = s.compare(&g)
	}
	if err == nil {
		err = s.noDirectives(data)
	}
	if err != nil {
		return catalog.File{}, fmt.Errorf("%s: the generated code is not what was planned: %w", s.path, err)
	}
	return catalog.File{Path: s.path, Page: s.page, Data: append(data, s.tail...)}, nil
}

// groupImports gives the import that is not of the standard library a group of
// its own.
func groupImports(code []byte, own string) []byte {
	line := []byte(own + "\n")
	head, rest, found := bytes.Cut(code, []byte("import (\n"))
	block, body, closed := bytes.Cut(rest, []byte(")\n"))
	if own == "" || !found || !closed || !bytes.Contains(block, line) {
		return code
	}
	block = bytes.Replace(block, line, nil, 1)
	return slices.Concat(head, []byte("import (\n"), block, []byte("\n"), line, []byte(")\n"), body)
}

// compare compares what the gate has seen with the plan.
func (s *source) compare(g *gate) error {
	if err := g.end(); err != nil {
		return err
	}
	if g.pkg != s.pkg {
		return fmt.Errorf("package %s in place of %s", g.pkg, s.pkg)
	}
	for _, quoted := range g.imports {
		if path, err := strconv.Unquote(quoted); err != nil || !slices.Contains(s.imports, path) {
			return fmt.Errorf("import of %s", quoted)
		}
	}
	for _, text := range g.comments {
		if s.isDirective(text) {
			return fmt.Errorf("comment %q", text)
		}
	}
	if !slices.Equal(g.found, s.decls) {
		return fmt.Errorf("declarations %v in place of %v", g.found, s.decls)
	}
	return nil
}

// A gate sees the tokens of a file as they are laid out, and keeps what it
// declares. It knows no more of Go than where declarations begin and end, which
// is what text of a page must not change; a parser would take as long as all
// that is done for the file besides.
type gate struct {
	pkg      string
	imports  []string // with their quotation marks
	comments []string
	found    []planned
	err      error

	// open are the brackets around the position, as those that close them.
	open []token.Token
	// decl is the keyword of the declaration that is seen, ILLEGAL between
	// two; names are what it declares so far, and of a method its receiver.
	decl     token.Token
	names    []string
	receiver string
	// wanted tells that the next identifier is a name that is declared, and
	// named that the last one was.
	wanted, named bool
}

var closings = map[token.Token]token.Token{token.LPAREN: token.RPAREN, token.LBRACK: token.RBRACK, token.LBRACE: token.RBRACE}

func (g *gate) fail(format string, args ...any) {
	if g.err == nil {
		g.err = fmt.Errorf(format, args...)
	}
}

// see takes the next token, with the semicolons that Go adds.
func (g *gate) see(kind token.Token, text string) {
	if kind == token.COMMENT {
		g.comments = append(g.comments, text)
		return
	}
	if isClosing(kind) {
		n := len(g.open) - 1
		if n < 0 || g.open[n] != kind {
			g.fail("expected no %s", kind)
			return
		}
		g.open = g.open[:n]
	}
	switch {
	case g.decl == token.ILLEGAL:
		g.begin(kind)
	case kind == token.SEMICOLON && len(g.open) == 0:
		g.finish()
	default:
		g.inside(kind, text)
	}
	if closing, ok := closings[kind]; ok {
		g.open = append(g.open, closing)
	}
}

// begin begins a declaration.
func (g *gate) begin(kind token.Token) {
	switch kind {
	case token.PACKAGE, token.IMPORT, token.FUNC, token.TYPE, token.VAR, token.CONST:
		g.decl, g.names, g.receiver, g.wanted = kind, nil, "", true
	default:
		g.fail("expected a declaration, not %s", kind)
	}
}

// inside takes a token of a declaration.
func (g *gate) inside(kind token.Token, text string) {
	named := g.named
	g.named = false
	switch {
	case g.decl == token.IMPORT:
		if kind == token.STRING {
			g.imports = append(g.imports, text)
		}
	case g.decl == token.FUNC && g.wanted && len(g.open) == 1:
		g.receiver = text + "." // the last of it is the type
	case g.wanted && kind == token.IDENT:
		g.names = append(g.names, text)
		g.wanted, g.named = false, true
	case named && kind == token.COMMA:
		g.wanted = true
	case isGroup(g.decl) && len(g.open) == 1 && g.open[0] == token.RPAREN && kind == token.SEMICOLON && g.names != nil:
		g.wanted = true // the next line of a group
	case isGroup(g.decl) && kind == token.RPAREN && len(g.open) == 0:
		g.wanted = false
	case g.wanted && !g.mayHave(kind):
		g.fail("expected a name, not %s", kind)
	}
}

// mayHave reports whether parentheses may stand where a name is wanted: around
// the lines of a group or a receiver.
func (g *gate) mayHave(kind token.Token) bool {
	return (kind == token.LPAREN || kind == token.RPAREN) && (isGroup(g.decl) || g.decl == token.FUNC)
}

// isGroup reports whether a declaration may be one of several names.
func isGroup(decl token.Token) bool { return decl == token.CONST || decl == token.VAR }

// finish ends a declaration.
func (g *gate) finish() {
	switch {
	case g.decl == token.IMPORT:
	case len(g.names) == 0:
		g.fail("expected a name behind %s", g.decl)
	case g.decl != token.PACKAGE:
		g.found = append(g.found, planned{g.decl, g.receiver + strings.Join(g.names, " ")})
	case g.pkg != "":
		g.fail("expected one package clause")
	default:
		g.pkg = g.names[0]
	}
	g.decl = token.ILLEGAL
}

// end returns what is wrong with the tokens that were seen.
func (g *gate) end() error {
	if g.decl != token.ILLEGAL || len(g.open) > 0 {
		g.fail("expected more at the end")
	}
	return g.err
}

// noDirectives looks at the formatted text once more, line by line: gofmt moves
// some comments, and what makes a directive is how its line begins.
func (s *source) noDirectives(code []byte) error {
	for line := range bytes.Lines(code) {
		line = bytes.TrimSpace(line)
		// A comment that is plainly text need not be copied to be looked at.
		if !bytes.HasPrefix(line, []byte("//")) || bytes.HasPrefix(line, []byte("// ")) && !bytes.Contains(line, []byte("+build")) {
			continue
		}
		if comment := string(line); s.isDirective(comment) {
			return fmt.Errorf("line %q", comment)
		}
	}
	return nil
}

// isDirective reports whether a comment may be more than text for a Go tool and
// was not planned: every other comment of ours is a "//" one with white space,
// or nothing, behind.
func (s *source) isDirective(comment string) bool {
	rest, ok := strings.CutPrefix(comment, "//")
	live := !ok || rest != "" && rest[0] != ' ' && rest[0] != '\t' || constraint.IsPlusBuild(comment)
	return live && !slices.Contains(s.directives, comment)
}
