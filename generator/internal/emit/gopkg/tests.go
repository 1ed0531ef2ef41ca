package gopkg

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/token"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dave/jennifer/jen"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// The longest output that an example shows. A longer one is compiled only.
const (
	maxOutputLines = 30
	maxOutputWidth = 120
)

// lintIgnore keeps linters from finding fault with code that shows what is
// deprecated.
const lintIgnore = "//lint:file-ignore SA1019 The page documents a deprecated problem type."

// A user writes code that imports the generated package: its tests and the
// helpers for tests of others.
type user struct {
	// pkg is the generated package's name, and path its import path.
	pkg, path string
}

// source starts a file that imports the generated package. p is the problem
// that it is about, or nil.
func (u user) source(path, pkg string, p *catalog.Problem, imports ...string) *source {
	page := ""
	if p != nil {
		page = p.Page
	}
	s := newSource(path, page, pkg, append(imports, u.path)...)
	s.own = strconv.Quote(u.path)
	if as := importedAs(u.pkg); as != u.pkg {
		s.code.ImportAlias(u.path, as)
		s.own = as + " " + s.own
	} else {
		s.code.ImportName(u.path, u.pkg)
	}
	if p != nil && p.Deprecated != "" {
		s.direct(lintIgnore)
	}
	return s
}

// problemTest is the file with a page's sum and with the example that
// documentation shows.
func (u user) problemTest(p *catalog.Problem, occurrences []occurrence, goldens []catalog.File) *source {
	s := u.source(testPath(p.Name), u.pkg+"_test", p, "encoding/json", "fmt", "math", "time")
	s.declare(pageVar(p))
	if len(occurrences) > 0 {
		s.declare(exampleFunc(p, occurrences[0], goldens[0].Data))
	}
	return s
}

// pageVar declares: var pageX = page{ … }
func pageVar(p *catalog.Problem) declaration {
	fields := []jen.Code{key("path", str(p.Page)), key("sum", str(sum(p.Source.Text)))}
	if len(p.Examples) > 0 {
		goldens := each(p.Examples, func(e *catalog.Example) jen.Code { return str(goldenName(p, e)) })
		fields = append(fields, key("goldens", jen.Index().String().Add(composite(goldens))))
	}
	if p.Retired != "" {
		fields = append(fields, key("retired", jen.True()))
	}
	return varDecl("", "page"+p.GoName, jen.Id("page").Add(lines(fields...)))
}

// problemHelper is the file with a page's examples for tests of others.
func (u user) problemHelper(p *catalog.Problem, occurrences []occurrence) *source {
	s := u.source(helperPath(p.Name), helpers, p, "encoding/json", "math", "time")
	examples := make([]jen.Code, len(occurrences))
	for i, o := range occurrences {
		build := jen.Func().Params().Qual(u.path, "Problem").Block(o.returned()...)
		examples[i] = jen.Values(key("Name", str(exampleName(p, p.Examples[i]))), key("New", build))
	}
	s.declare(varDecl("", "examplesOf"+p.GoName, jen.Index().Id("Example").Add(lines(examples...))))
	return s
}

// exampleName returns the name by which tests of others know the example.
func exampleName(p *catalog.Problem, e *catalog.Example) string {
	if e.Name == "" {
		return p.Name
	}
	return p.Name + "." + e.Name
}

// helperSource is the file that names the pages that have examples, and what
// type URIs begin with.
func helperSource(heads []catalog.Head, base string) *source {
	s := newSource(path.Join(helpers, "documented.go"), "", helpers)
	var examples []jen.Code
	for _, h := range heads {
		if h.Examples > 0 && h.Retired == "" {
			examples = append(examples, jen.Id("examplesOf"+h.GoName))
		}
	}
	s.declare(varDecl(ownComment("documented has the examples of every page, in the order of the problem types' names."),
		"documented", jen.Index(jen.Op("...")).Index().Id("Example").Add(lines(examples...))),
		stringConst(ownComment("base is what the type URIs begin with, as the configuration has it."), "base", base))
	return s
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

// occurrences returns the code of all examples of a page; nothing where the
// problem type is retired and cannot be made.
func (u user) occurrences(p *catalog.Problem) ([]occurrence, error) {
	if p.Retired != "" {
		return nil, nil
	}
	occurrences := make([]occurrence, len(p.Examples))
	for i, e := range p.Examples {
		var err error
		if occurrences[i], err = u.occurrence(p, e); err != nil {
			return nil, fmt.Errorf("%s: the example %q: %w", p.Page, e.Name, err)
		}
	}
	return occurrences, nil
}

func (u user) occurrence(p *catalog.Problem, e *catalog.Example) (occurrence, error) {
	arguments, err := u.arguments(p, e)
	if err != nil {
		return occurrence{}, err
	}
	o := occurrence{call: jen.Qual(u.path, "New"+p.GoName).Call(arguments...)}
	set := func(field string, value jen.Code) {
		o.sets = append(o.sets, selector("p", field).Op("=").Add(value))
	}
	for _, m := range p.Members {
		v := memberValue(m, e.Body)
		if m.Required || v == nil {
			continue
		}
		value, err := scope(u.path).field(m, v)
		if err != nil {
			return occurrence{}, err
		}
		set(m.GoName, value)
	}
	u.setHeaders(p, e, set)
	if more := extensions(p, e); len(more) > 0 {
		set("Extensions", jen.Map(jen.String()).Qual("encoding/json", "RawMessage").Add(rawMembers(more)))
	}
	return o, nil
}

// setHeaders sets the optional headers that the example shows: all at once, but
// for those that the constructor has set.
func (u user) setHeaders(p *catalog.Problem, e *catalog.Example, set func(field string, value jen.Code)) {
	fields := headerFields(e)
	if !slices.ContainsFunc(p.Headers, func(h *catalog.Header) bool { return h.Required }) && len(fields) > 0 {
		keyed := each(fields, func(f headerField) jen.Code { return key(f.name, f.value) })
		set("Headers", jen.Qual(u.path, p.GoName+"Headers").Add(composite(keyed)))
		return
	}
	for _, f := range fields {
		set("Headers."+f.name, f.value)
	}
}

// arguments returns those of the constructor.
func (u user) arguments(p *catalog.Problem, e *catalog.Example) ([]jen.Code, error) {
	parameters := p.Parameters()
	arguments := make([]jen.Code, len(parameters))
	for i, parameter := range parameters {
		var err error
		if arguments[i], err = u.argument(parameter, e); err != nil {
			return nil, err
		}
	}
	if p.TakesParams() {
		for i, parameter := range parameters {
			arguments[i] = key(parameter.GoName, arguments[i])
		}
		arguments = []jen.Code{jen.Qual(u.path, p.GoName+"Params").Add(composite(arguments))}
	}
	return append(arguments, u.options(p, e)...), nil
}

// argument returns what the example shows for a parameter.
func (u user) argument(parameter catalog.Parameter, e *catalog.Example) (jen.Code, error) {
	if h := parameter.Header; h != nil {
		return requiredHeader(e, h), nil
	}
	return scope(u.path).field(parameter.Member, memberValue(parameter.Member, e.Body))
}

// options returns the options that say what the example says.
func (u user) options(p *catalog.Problem, e *catalog.Example) []jen.Code {
	var options []jen.Code
	if status := exampleStatus(p, e); status != p.Status.Value {
		options = append(options, jen.Qual(u.path, "WithStatus").Call(jen.Lit(status)))
	}
	for _, o := range []struct{ member, name string }{
		{catalog.MemberDetail, "WithDetail"},
		{catalog.MemberInstance, "WithInstance"},
	} {
		if v := e.Body.Get(o.member); v != nil && v.Kind == catalog.StringValue {
			options = append(options, jen.Qual(u.path, o.name).Call(str(v.Text)))
		}
	}
	return options
}

// exampleFunc declares: func ExampleNewX() { p := …; … // Output: … }
func exampleFunc(p *catalog.Problem, o occurrence, golden []byte) declaration {
	body := append(o.assigned(),
		jen.List(jen.Id("body"), jen.Err()).Op(":=").Qual("encoding/json", "MarshalIndent").Call(jen.Id("p"), str(""), str("  ")),
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
func (u user) pagesTest(heads []catalog.Head, intro catalog.Intro, o Options) *source {
	s := u.source("pages_test.go", u.pkg+"_test", nil)
	s.declare(
		stringConst(ownComment("pagesFolder leads from here to the folder of pages. It is empty where no path does."), "pagesFolder", o.Pages),
		stringConst(ownComment("repair is the command that makes this package anew from its pages."), "repair", o.Command),
		chosenConst(o),
		pagesVar(heads, intro, o),
	)
	return s
}

// chosenConst declares: const pagesAreChosen = false
func chosenConst(o Options) declaration {
	const name = "pagesAreChosen"
	doc := ownComment(name + " tells that the configuration says which files are pages, so that a new file need be none.")
	return declaration{doc, jen.Const().Id(name).Op("=").Lit(o.Chosen), token.CONST, []string{name}}
}

// Sum returns what the package keeps of a page's text.
func Sum(text []byte) string { return sum(text) }

// pagesVar declares: var pages = []*page{ &pageX, … }
func pagesVar(heads []catalog.Head, intro catalog.Intro, o Options) declaration {
	pages := each(heads, func(h catalog.Head) jen.Code { return address(jen.Id("page" + h.GoName)) })
	if intro.Source != nil {
		pages = append(pages, jen.Values(key("path", str(intro.Page)), key("sum", str(sum(intro.Source.Text)))))
	}
	for _, path := range slices.Sorted(maps.Keys(o.Others)) {
		pages = append(pages, jen.Values(key("path", str(path)), key("sum", str(o.Others[path]))))
	}
	return varDecl(ownComment("pages are all pages that this package was made from."), "pages",
		jen.Index().Op("*").Id("page").Add(lines(pages...)))
}
