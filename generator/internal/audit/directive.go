package audit

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/packages"

	"github.com/hcnet/problemgen/generator/diag"
)

// The rules about the comments that ignore others; lint has them, too.
const (
	ruleUnknownRule   = "unknown-rule"
	ruleUselessIgnore = "useless-ignore"
	ruleEmptyIgnore   = "empty-ignore"
)

const directivePrefix = "//problemgen:ignore"

// A directive is a comment that lets code break a rule on purpose.
type directive struct {
	rule string
	at   diag.Span
	// file and line are what it speaks of: its own line where code stands
	// before it, else the one below its group of comments.
	file string
	line int
	used bool
}

// directives are those of all files, with what tells which code they cover.
type directives struct {
	loaded *loaded
	isRule func(string) bool
	all    []*directive
	files  map[string]*ast.File
	empty  []Finding
}

// directives finds the comments in files that are looked at.
func (l *loaded) directives(isRule func(string) bool) *directives {
	d := &directives{loaded: l, isRule: isRule, files: map[string]*ast.File{}}
	for _, p := range l.packages {
		for _, f := range p.Syntax {
			name := l.sources.shown(l.fset.File(f.Pos()).Name())
			if d.files[name] != nil || l.ignoredByAll(p) {
				continue
			}
			d.files[name] = f
			d.read(f)
		}
	}
	return d
}

// ignoredByAll reports whether nothing is to be found in a package.
func (l *loaded) ignoredByAll(p *packages.Package) bool {
	for i := range l.catalogs {
		if !l.ignored(i, p) {
			return false
		}
	}
	return true
}

func (d *directives) read(f *ast.File) {
	for _, group := range f.Comments {
		for _, c := range group.List {
			rest, ok := strings.CutPrefix(c.Text, directivePrefix)
			if !ok || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
				continue
			}
			d.comment(group, c, strings.Fields(rest))
		}
	}
}

// comment takes in one comment; its first word names rules, and the others say
// why.
func (d *directives) comment(group *ast.CommentGroup, c *ast.Comment, words []string) {
	l := d.loaded
	at := l.sources.span(l.fset, c.Pos(), c.End())
	if len(words) == 0 {
		d.empty = append(d.empty, Finding{Diagnostic: diag.At(at, ruleEmptyIgnore, "the comment names no rule to ignore").
			WithHelp("write %s RULE, and behind it why", directivePrefix)})
		return
	}
	line := l.fset.PositionFor(c.Pos(), false).Line
	if startsLine(at) {
		line = l.fset.PositionFor(group.End(), false).Line + 1
	}
	for rule := range strings.SplitSeq(words[0], ",") {
		d.all = append(d.all, &directive{rule: rule, at: at, file: at.Source.Name, line: line})
	}
}

// startsLine reports whether nothing but blanks stands before a comment.
func startsLine(at diag.Span) bool {
	text := string(at.Source.Text[:at.Start])
	return strings.TrimSpace(text[strings.LastIndexByte(text, '\n')+1:]) == ""
}

// apply leaves out the findings that are ignored, and adds those about comments
// that ignore nothing.
func (d *directives) apply(list []Finding) []Finding {
	list = slices.DeleteFunc(list, d.isIgnored)
	for _, one := range d.all {
		switch {
		case !d.isRule(one.rule):
			list = append(list, Finding{Diagnostic: diag.At(one.at, ruleUnknownRule, "there is no rule %s", one.rule).About(one.rule).
				WithHelp("name a rule that `problemgen rules` lists, or take the comment out")})
		case !one.used && d.isAsked(one.rule):
			list = append(list, Finding{Diagnostic: diag.At(one.at, ruleUselessIgnore, "%s is ignored, but nothing here breaks it", one.rule).About(one.rule).
				WithHelp("take the comment out, so that the rule is kept in future")})
		}
	}
	return append(list, d.empty...)
}

// isAsked reports whether this run would have found what a rule finds in code.
func (d *directives) isAsked(rule string) bool { return d.loaded.whole || rule != ruleUntested }

func (d *directives) isIgnored(f Finding) bool {
	ignored := false
	for _, one := range d.all {
		if one.rule == f.Rule && f.At.Source != nil && one.file == f.At.Source.Name && d.covers(one, f.At) {
			one.used, ignored = true, true
		}
	}
	return ignored
}

// covers reports whether the finding is on the directive's line, or in code that
// begins there: a call over several lines, a declaration with the directive in
// its doc comment.
func (d *directives) covers(one *directive, at diag.Span) bool {
	p := at.Position()
	if p.Line == one.line {
		return true
	}
	syntax := d.files[one.file]
	if syntax == nil {
		return false
	}
	fset := d.loaded.fset
	pos := fset.File(syntax.Pos()).LineStart(p.Line) + token.Pos(at.Start-lineStart(at))
	path, _ := astutil.PathEnclosingInterval(syntax, pos, pos)
	begins := func(pos token.Pos) bool { return fset.PositionFor(pos, false).Line == one.line }
	inBlock := false
	for _, n := range path {
		switch n := n.(type) {
		case *ast.FuncDecl:
			return begins(n.Type.Pos())
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
			inBlock = true
		case *ast.GenDecl:
			if !inBlock {
				return !n.Lparen.IsValid() && begins(n.TokPos)
			}
		default:
			if !inBlock && begins(n.Pos()) {
				return true
			}
		}
	}
	return false
}

func lineStart(at diag.Span) int {
	text := string(at.Source.Text[:at.Start])
	return strings.LastIndexByte(text, '\n') + 1
}
