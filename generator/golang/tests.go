package golang

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dave/jennifer/jen"
	"github.com/hcnet/problemgen/generator/problem"
)

// The longest output that an example shows. A longer one is compiled only.
const (
	maxOutputLines = 30
	maxOutputWidth = 120
)

// testPath is where the tests of a page are.
func testPath(p *problem.Problem) string { return p.Name + "_problem_test.go" }

// A testWriter writes the tests of a package, from outside of it.
type testWriter struct {
	// pkg is the package's name, and path its import path.
	pkg  string
	path string
}

func (w testWriter) source(path, page string, imports ...string) *source {
	s := newSource(path, page, w.pkg+"_test", append(imports, w.path)...)
	s.code.ImportName(w.path, w.pkg)
	s.own = w.path
	return s
}

// problemTest is the file with a page's sum and its examples, each made
// through the constructor. goldens are the examples' files.
func (w testWriter) problemTest(p *problem.Problem, goldens []problem.File) (*source, error) {
	s := w.source(testPath(p), p.Page, "encoding/json", "fmt", "math", "time")
	occurrences := make([]occurrence, len(p.Examples))
	for i, e := range p.Examples {
		var err error
		if occurrences[i], err = w.occurrence(p, e); err != nil {
			return nil, fmt.Errorf("%s: the example %q: %w", p.Page, e.Name, err)
		}
	}
	s.declare(w.pageVar(p, occurrences))
	if len(p.Examples) > 0 {
		s.declare(exampleFunc(p, occurrences[0], goldens[0].Data))
	}
	return s, nil
}

// pageVar declares: var pageX = page{ … }
func (w testWriter) pageVar(p *problem.Problem, occurrences []occurrence) declaration {
	fields := []jen.Code{key("path", str(p.Page)), key("sum", str(sum(p.Source.Text)))}
	var examples []jen.Code
	for i, e := range p.Examples {
		build := jen.Func().Params().Qual(w.path, "Problem").Block(occurrences[i].returned()...)
		examples = append(examples, jen.Values(jen.Lit(goldenName(p, e)), build))
	}
	if len(examples) > 0 {
		fields = append(fields, key("examples", jen.Index().Id("example").Add(lines(examples...))))
	}
	return varDecl("", "page"+p.GoName, jen.Id("page").Add(lines(fields...)))
}

// sum returns the SHA-256 of a page's text.
func sum(text []byte) string {
	hash := sha256.Sum256(text)
	return hex.EncodeToString(hash[:])
}

// An occurrence is code that makes what an example shows: a call of the
// constructor, and what is set afterwards.
type occurrence struct {
	call jen.Code
	sets []jen.Code
}

// assigned returns: p := problems.NewX(…); p.Optional = …
func (o occurrence) assigned() []jen.Code {
	return append([]jen.Code{jen.Id("p").Op(":=").Add(o.call)}, o.sets...)
}

// returned returns statements that return the occurrence.
func (o occurrence) returned() []jen.Code {
	if len(o.sets) == 0 {
		return []jen.Code{jen.Return(o.call)}
	}
	return append(o.assigned(), jen.Return(jen.Id("p")))
}

func (w testWriter) occurrence(p *problem.Problem, e *problem.Example) (occurrence, error) {
	arguments, err := w.arguments(p, e)
	if err != nil {
		return occurrence{}, err
	}
	o := occurrence{call: jen.Qual(w.path, "New"+p.GoName).Call(arguments...)}
	set := func(field string, value jen.Code) {
		o.sets = append(o.sets, jen.Id("p").Dot(field).Op("=").Add(value))
	}
	for _, m := range p.Members {
		v := e.Body.Get(m.Name)
		if m.Required || v == nil {
			continue
		}
		value, err := scope(w.path).field(m, v)
		if err != nil {
			return occurrence{}, err
		}
		set(m.GoName, value)
	}
	if fields := headerFields(e); len(fields) > 0 {
		set("Headers", jen.Qual(w.path, p.GoName+"Headers").Add(composite(fields)))
	}
	if more := extensions(p, e); len(more) > 0 {
		set("Extensions", jen.Map(jen.String()).Qual("encoding/json", "RawMessage").Add(rawMembers(more)))
	}
	return o, nil
}

// arguments returns those of the constructor.
func (w testWriter) arguments(p *problem.Problem, e *problem.Example) ([]jen.Code, error) {
	required := requiredMembers(p)
	if len(required) > maxParams {
		fields, err := scope(w.path).fields(required, e.Body)
		params := jen.Qual(w.path, p.GoName+"Params").Add(composite(fields))
		return append([]jen.Code{params}, w.options(e)...), err
	}
	var arguments []jen.Code
	for _, m := range required {
		value, err := scope(w.path).field(m, memberValue(m, e.Body))
		if err != nil {
			return nil, err
		}
		arguments = append(arguments, value)
	}
	return append(arguments, w.options(e)...), nil
}

// options returns the options that say what the example says.
func (w testWriter) options(e *problem.Example) []jen.Code {
	var options []jen.Code
	for _, o := range []struct{ member, name string }{
		{problem.MemberDetail, "WithDetail"},
		{problem.MemberInstance, "WithInstance"},
	} {
		if v := e.Body.Get(o.member); v != nil && v.Kind == problem.StringValue {
			options = append(options, jen.Qual(w.path, o.name).Call(jen.Lit(v.Text)))
		}
	}
	return options
}

// exampleFunc declares: func ExampleNewX() { p := …; … // Output: … }
func exampleFunc(p *problem.Problem, o occurrence, golden []byte) declaration {
	body := append(o.assigned(),
		jen.List(jen.Id("body"), jen.Err()).Op(":=").Qual("encoding/json", "MarshalIndent").Call(jen.Id("p"), jen.Lit(""), jen.Lit("  ")),
		jen.Qual("fmt", "Println").Call(jen.String().Call(jen.Id("body")), jen.Err()),
	)
	if output := strings.TrimSuffix(string(golden), "\n"); canShow(output) {
		// What stands before the comment keeps gofmt from taking it for a doc
		// comment of what follows.
		body = append(body, jen.Add(jen.Empty(), jen.Comment(slashed("Output:\n"+output+" <nil>\n"))))
	}
	return funcDecl("", "ExampleNew"+p.GoName, jen.Params().Block(body...))
}

// canShow reports whether an example can have the output in its comment:
// [json.MarshalIndent] writes it in the same way, and it is short.
func canShow(output string) bool {
	if strings.ContainsFunc(output, isEscapedHere) || strings.Count(output, "\n") >= maxOutputLines {
		return false
	}
	return !slices.ContainsFunc(strings.Split(output, "\n"), func(line string) bool {
		return utf8.RuneCountInString(line) > maxOutputWidth
	})
}

// isEscapedHere reports whether the rune would be another text in the output,
// or is none for a comment.
func isEscapedHere(r rune) bool {
	return strings.ContainsRune("<>&\u2028\u2029", r) || r != '\n' && isUnsafe(r)
}

// pagesTest is the file that names the pages, and where they are.
func (w testWriter) pagesTest(c *problem.Catalog, o Options) *source {
	s := w.source("pages_test.go", "")
	s.declare(
		stringConst(ownComment("pagesFolder leads from here to the folder of pages. It is empty where no path does."), "pagesFolder", o.Pages),
		stringConst(ownComment("repair is the command that makes this package anew from its pages."), "repair", o.Command),
		pagesVar(c),
	)
	return s
}

// pagesVar declares: var pages = []*page{ &pageX, … }
func pagesVar(c *problem.Catalog) declaration {
	pages := each(c.Problems, func(p *problem.Problem) jen.Code { return address(jen.Id("page" + p.GoName)) })
	if c.DocSource != nil {
		pages = append(pages, jen.Values(key("path", str(c.DocPage)), key("sum", str(sum(c.DocSource.Text)))))
	}
	return varDecl(ownComment("pages are all pages that this package was made from."), "pages",
		jen.Index().Op("*").Id("page").Add(lines(pages...)))
}
