package generator

import (
	"cmp"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/document"
	"github.com/hcnet/problemgen/generator/internal/emit"
	"github.com/hcnet/problemgen/generator/internal/emit/gopkg"
	"github.com/hcnet/problemgen/generator/internal/emit/jsonschema"
	"github.com/hcnet/problemgen/generator/internal/emit/openapi"
	"github.com/hcnet/problemgen/generator/internal/emit/site"
	"github.com/hcnet/problemgen/generator/internal/emit/typescript"
	"github.com/hcnet/problemgen/generator/internal/lint"
	"github.com/hcnet/problemgen/generator/internal/output"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// An outputKind is a row of the table of outputs: how one is asked for, what it
// owns, and what makes it.
type outputKind struct {
	config.Kind
	// format is the version of the form of what is made. It goes up when the
	// same pages make other files.
	format int
	// signed is a file that is always there, whose mark names the configuration
	// that asks for the output; it is empty for an output that is one file.
	signed string
	// folders are those inside the output; see output.Options.
	folders []string
	// lists tells which files have no mark of their own; see output.Options.
	lists func(name string) bool
	// key is the member of a JSON object that holds its mark; see output.Options.
	key string
	// reserved tells why an identifier cannot be a page's; it is nil where names
	// are free.
	reserved func(identifier string) string
	// clashes returns the problems that cannot have their names in the output, and
	// judge what it cannot say of a problem; they are nil where it can have and
	// say everything.
	clashes func(heads []catalog.Head) []catalog.Clash
	judge   func(p *catalog.Problem) diag.List
	// depends returns what the output says beside pages and settings; it may be
	// nil.
	depends func(m making) ([]string, error)
	// around looks at what others have where the output is to be, beside the files
	// that are planned, or most of them; it may be nil.
	around func(o config.Output, planned map[string]bool) (*gopkg.Surroundings, error)
	// folder makes an output that is a folder, file one that is a file.
	folder func(m making) (emit.Maker, error)
	file   func(m making) (emit.Composer, error)
}

// A making is what one output is made of.
type making struct {
	heads   []catalog.Head
	intro   catalog.Intro
	pages   *source.Source
	catalog config.Catalog
	output  config.Output
	// others are the sums of the pages that document no problem, by their paths.
	others map[string]string
	// command is what makes the output anew.
	command string
}

// outputKinds is the table of outputs, in the order in which they are made.
func outputKinds() []outputKind {
	return []outputKind{
		{
			Kind: config.Kind{
				Name: "go", Doc: "A Go package with a typed error for each problem.", Out: "internal/problems", Flag: "out", Usage: "`folder` of the Go package",
				Keys: []config.Key{
					{Name: "package", Doc: "The name of the package.", Example: "problems", Required: true, Flag: "package", Usage: "`name` of the Go package", Wrong: config.WrongPackage},
					{Name: "initialisms", Doc: "Words that names have in capitals, beside the common ones.", Example: "XDR", List: true, Wrong: config.WrongInitialism},
					{Name: "site", Doc: "Whether the package can serve the pages behind the type URIs, by its package problemsite.", Example: "true", Values: config.Bool()},
				},
			},
			format: gopkg.Format, signed: "doc.go", folders: []string{"problemstest", "testdata", "problemsite", gopkg.SiteFolder},
			lists: isListedInGo, reserved: gopkg.Reserved(), depends: goDepends, around: goSurroundings, folder: goMaker,
		},
		{
			Kind: config.Kind{
				Name: "openapi", Doc: "An OpenAPI document with a schema and a response for each problem.", Out: "api/problems.openapi.yaml",
				Endings: []string{".yaml", ".yml", ".json"}, Flag: "openapi", Usage: "`file` of the OpenAPI document, YAML or JSON by its ending",
				Keys: []config.Key{{Name: "version", Doc: "The version of OpenAPI; 3.1 where none is given.", Example: openapi.DefaultVersion, Values: openapi.Versions()}},
			},
			format: openapi.Format, key: "x-generated", clashes: openapi.Clashes, judge: openapi.Judge, file: openAPI,
		},
		{
			Kind: config.Kind{
				Name: "schema", Doc: "A folder with a JSON Schema for each problem, and one for all of them.", Out: "api/problems",
				Flag: "schema", Usage: "`folder` of the JSON Schemas",
			},
			format: jsonschema.Format, signed: jsonschema.UnionFile, clashes: jsonschema.Clashes, judge: jsonschema.Judge, folder: jsonSchemas,
		},
		{
			Kind: config.Kind{
				Name: "typescript", Doc: "A file of TypeScript with a type for each problem, and functions that read responses as them.", Out: "web/src/problems.ts",
				Endings: []string{".ts", ".mts"}, Flag: "typescript", Usage: "`file` of TypeScript",
			},
			format: typescript.Format, clashes: typescript.Clashes, judge: typescript.Judge, file: typeScript,
		},
		{
			Kind: config.Kind{
				Name: "site", Doc: "A static site with the pages behind the type URIs.", Out: "public/problems", Flag: "site", Usage: "`folder` of a static site",
				Keys: siteKeys(),
			},
			format: site.Format, signed: "index.html", folders: []string{"*"}, lists: site.IsListed, folder: siteMaker,
		},
	}
}

// Language is what a configuration can ask for.
func Language() config.Language {
	var l config.Language
	for _, k := range outputKinds() {
		l.Kinds = append(l.Kinds, k.Kind)
	}
	for _, r := range lint.Rules() {
		l.Rules = append(l.Rules, r.ID)
		if r.Fatal {
			l.Fatal = append(l.Fatal, r.ID)
		}
	}
	return l
}

// Formats are the versions of the forms of what is generated, each behind its
// kind.
func Formats() []string {
	var all []string
	for _, k := range outputKinds() {
		all = append(all, fmt.Sprint(k.Name, " ", k.format))
	}
	return all
}

// kindOf returns the row of an output.
func kindOf(o config.Output) (outputKind, error) {
	kinds := outputKinds()
	i := slices.IndexFunc(kinds, func(k outputKind) bool { return k.Name == o.Kind })
	if i < 0 {
		return outputKind{}, fmt.Errorf("there is no output of the kind %q", o.Kind)
	}
	return kinds[i], nil
}

// patience is how long a check waits for a run that writes what it compares.
const patience = 10 * time.Second

// options are those of the writer of an output.
func (k outputKind) options(o config.Output, check bool) output.Options {
	opts := output.Options{
		Dir: o.Out, Kind: k.Name, Format: k.format, Owner: o.Owner, Signed: k.signed, Key: k.key,
		Folders: k.folders, Lists: k.lists, Check: check, Patience: patience,
	}
	if !k.IsFolder() {
		opts.Dir, opts.File = filepath.ToSlash(filepath.Dir(o.Out)), path.Base(o.Out)
		opts.Signed = opts.File
	}
	return opts
}

// dependsOn returns what the output says beside pages and settings.
func (k outputKind) dependsOn(m making) ([]string, error) {
	if k.depends == nil {
		return nil, nil
	}
	return k.depends(m)
}

// reservedNames tells why an identifier cannot be a page's, by the outputs that
// are asked for; where none is, by all that there are. It is nil where none of
// them has such names.
func reservedNames(outputs []config.Output) func(string) string {
	var all []func(string) string
	for _, k := range outputKinds() {
		asked := len(outputs) == 0 || slices.ContainsFunc(outputs, func(o config.Output) bool { return o.Kind == k.Name })
		if asked && k.reserved != nil {
			all = append(all, k.reserved)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return func(identifier string) string {
		for _, reserved := range all {
			if reason := reserved(identifier); reason != "" {
				return reason
			}
		}
		return ""
	}
}

// goMaker makes a Go package.
func goMaker(m making) (emit.Maker, error) {
	code, err := m.code()
	if err != nil {
		return nil, err
	}
	made, err := gopkg.New(m.heads, m.intro, code)
	if err != nil || !hasSite(m.output) {
		return made, err
	}
	return m.withSite(made)
}

// goDepends returns what a Go package says of where it is.
func goDepends(m making) ([]string, error) {
	code, err := m.code()
	return []string{code.ImportPath, code.Pages}, err
}

// code returns what the code says beside the pages.
func (m making) code() (gopkg.Options, error) {
	out, name := m.output.Out, m.output.Get("package")
	imported, _, err := importPath(out, name)
	if err != nil {
		return gopkg.Options{}, fmt.Errorf("find out how %s is imported: %w", out, err)
	}
	pages, err := pagesFrom(out, m.catalog.Pages)
	o := gopkg.Options{Package: name, ImportPath: imported, Pages: pages, Command: m.command, Base: m.catalog.Base}
	o.Others, o.Chosen = m.others, len(m.catalog.Include)+len(m.catalog.Exclude) > 0
	if hasSite(m.output) {
		o.Site = site.Path(m.catalog.Base)
	}
	return o, err
}

// openAPI makes an OpenAPI document.
func openAPI(m making) (emit.Composer, error) {
	format, _ := document.FormatOf(m.output.Out) // the endings of the kind are those of the formats
	return openapi.New(m.heads, m.intro, openapi.Options{Version: cmp.Or(m.output.Get("version"), openapi.DefaultVersion), Format: format})
}

// jsonSchemas makes a folder of JSON Schemas.
func jsonSchemas(m making) (emit.Maker, error) {
	return jsonschema.New(m.heads, m.intro, jsonschema.Options{Base: m.catalog.Base})
}

// typeScript makes a file of TypeScript.
func typeScript(m making) (emit.Composer, error) { return typescript.New(m.heads, m.intro) }

// judgeFor returns what tells what the outputs that are asked for cannot say.
func judgeFor(outputs []config.Output) func(*catalog.Problem) diag.List {
	return func(p *catalog.Problem) diag.List {
		var found diag.List
		for _, k := range kindsOf(outputs) {
			if k.judge != nil {
				found = append(found, k.judge(p)...)
			}
		}
		return found
	}
}

// clashesFor returns what tells which names the outputs that are asked for
// cannot have.
func clashesFor(outputs []config.Output) func([]catalog.Head) []catalog.Clash {
	return func(heads []catalog.Head) []catalog.Clash {
		var found []catalog.Clash
		for _, k := range kindsOf(outputs) {
			if k.clashes != nil {
				found = append(found, k.clashes(heads)...)
			}
		}
		return found
	}
}

// kindsOf returns the rows of outputs, each once.
func kindsOf(outputs []config.Output) []outputKind {
	return slices.DeleteFunc(outputKinds(), func(k outputKind) bool {
		return !slices.ContainsFunc(outputs, func(o config.Output) bool { return o.Kind == k.Name })
	})
}

// initialisms are those of a catalog and of its outputs.
func initialisms(c config.Catalog) []string {
	all := slices.Clone(c.Initialisms)
	for _, o := range c.Outputs {
		all = append(all, o.Settings["initialisms"]...)
	}
	return all
}

// settingsOf returns an output's settings as one list, in a fixed order.
func settingsOf(o config.Output) []string {
	var all []string
	for name, values := range o.Settings {
		all = append(all, name+"="+strings.Join(values, "\x00"))
	}
	slices.Sort(all)
	return all
}
