// Package typescript makes one file of TypeScript out of a catalog: a type for
// each problem, and functions that read values as them. The file imports
// nothing and does nothing when it is loaded.
//
// Text of a page reaches the file in comments and string literals only.
package typescript

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/prose"
	"github.com/hcnet/problemgen/generator/internal/schema"
	"github.com/hcnet/problemgen/templates"
)

// Format is the version of the output's form. It goes up when a new version of
// the tool makes other files of the same pages.
const Format = 1

// A Maker makes the file of one catalog.
type Maker struct {
	heads []catalog.Head
	intro catalog.Intro
	names schema.GoNames
	link  prose.Linker
}

// New returns what makes the catalog's file. It refuses names that the file
// cannot have side by side; see [Clashes].
func New(heads []catalog.Head, intro catalog.Intro) (*Maker, error) {
	if clashes := Clashes(heads); len(clashes) > 0 {
		return nil, fmt.Errorf("%s: %s", heads[clashes[0].Head].Page, clashes[0].Why)
	}
	return &Maker{heads: heads, intro: intro, names: schema.NamesOf(heads), link: prose.Problems(heads)}, nil
}

// The sections of the file.
const (
	typeSection = iota
	formSection
)

// Chunks returns the types of a problem, and its form.
func (m *Maker) Chunks(p *catalog.Problem) ([][]byte, error) {
	return [][]byte{typeSection: m.types(p), formSection: formOf(p)}, nil
}

// Compose writes the file.
func (m *Maker) Compose(w io.Writer, copy func(w io.Writer, section int) error) error {
	for _, write := range []func() error{
		text(w, m.opening()),
		func() error { return copy(w, typeSection) },
		text(w, m.union()+m.byType()+m.typeNames()),
		text(w, templates.TypeScript),
		text(w, formsBegin),
		func() error { return copy(w, formSection) },
		text(w, formsEnd),
	} {
		if err := write(); err != nil {
			return err
		}
	}
	return nil
}

func text(w io.Writer, s string) func() error {
	return func() error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// opening is what the file says of itself: what introduces the folder of pages,
// up to the first heading. What follows is as a rule about Go.
func (m *Maker) opening() string {
	about := prose.Text(m.intro.Title)
	doc := m.intro.Doc
	if i := slices.IndexFunc(doc, func(b catalog.Block) bool { return b.Kind == catalog.HeadingBlock }); i >= 0 {
		doc = doc[:i]
	}
	if body := prose.Blocks(doc, m.link); body != "" {
		about = strings.TrimSpace(about + "\n\n" + body)
	}
	if about == "" {
		about = "The problem types of an API, as RFC 9457 describes them."
	}
	return "/* eslint-disable */\n\n" + comment("", about, "@packageDocumentation") + "\n"
}

// union is the type of what any page documents.
func (m *Maker) union() string {
	var b strings.Builder
	b.WriteString("/** A problem that a page documents. */\nexport type KnownProblem =")
	if len(m.heads) == 0 {
		b.WriteString(" never")
	}
	for _, h := range m.heads {
		b.WriteString("\n  | " + h.GoName)
	}
	b.WriteString(";\n\n")
	return b.String()
}

// byType is the table of types by the problem types' URIs.
func (m *Maker) byType() string {
	var b strings.Builder
	b.WriteString("/** The documented problems by their type URIs. */\nexport interface ProblemByType {\n")
	for _, h := range m.heads {
		b.WriteString("  " + literal(h.Type) + ": " + h.GoName + ";\n")
	}
	b.WriteString("}\n\n/** The type URI of a documented problem. */\nexport type ProblemType = keyof ProblemByType;\n\n")
	return b.String()
}

// typeNames is the table of URIs by the problem types' names.
func (m *Maker) typeNames() string {
	var b strings.Builder
	b.WriteString("/** The type URIs of the documented problems. */\nexport const problemTypes = {\n")
	for _, h := range m.heads {
		about := fmt.Sprintf("%s (%d)", prose.Text(h.Title), h.Status)
		b.WriteString(comment("  ", about, deprecations(h.Deprecated, h.Retired)...))
		b.WriteString("  " + key(h.GoName) + ": " + literal(h.Type) + ",\n")
	}
	b.WriteString("} as const;\n\n")
	return b.String()
}

const (
	formsBegin = "\nfunction formOf(type: unknown): form | undefined {\n  switch (type) {\n"
	formsEnd   = "    default:\n      return undefined;\n  }\n}\n"
)
