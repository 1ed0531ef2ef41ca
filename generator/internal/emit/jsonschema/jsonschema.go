// Package jsonschema makes a folder of JSON Schemas (draft 2020-12): one for
// each problem type, and one for all of them. None of them refers to another
// file, so that reading one needs neither the folder nor the network.
package jsonschema

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/document"
	"github.com/hcnet/problemgen/generator/internal/emit"
	"github.com/hcnet/problemgen/generator/internal/prose"
	"github.com/hcnet/problemgen/generator/internal/schema"
)

// Format is the version of the output's form. It goes up when a new version of
// the tool makes other files of the same pages.
const Format = 1

// UnionFile is the name of the schema of all problem types.
const UnionFile = "problem" + extension

const extension = ".schema.json"

// Options say where the schemas are published.
type Options struct {
	// Base is what type URIs begin with; schemas have an "$id" below it where it
	// is the URL of a folder.
	Base string
}

// A Maker makes the schemas of one catalog.
type Maker struct {
	heads []catalog.Head
	intro catalog.Intro
	base  string
	link  prose.Linker
}

// New returns what makes the catalog's schemas.
func New(heads []catalog.Head, intro catalog.Intro, o Options) (*Maker, error) {
	if clashes := Clashes(heads); len(clashes) > 0 {
		return nil, fmt.Errorf("%s: %s", heads[clashes[0].Head].Page, clashes[0].Why)
	}
	m := &Maker{heads: heads, intro: intro, link: prose.Problems(heads)}
	if isFolder(o.Base) {
		m.base = o.Base
	}
	return m, nil
}

// Clashes returns the problem whose schema would have the name of the union's.
func Clashes(heads []catalog.Head) []catalog.Clash {
	var found []catalog.Clash
	for i, h := range heads {
		if FileName(h.Name) == UnionFile {
			found = append(found, catalog.Clash{Head: i, Other: -1, Why: UnionFile + " is the schema of all problem types"})
		}
	}
	return found
}

// isFolder reports whether a base is the URL of a folder.
func isFolder(base string) bool {
	return strings.HasSuffix(base, "/") && (strings.HasPrefix(base, "https://") || strings.HasPrefix(base, "http://"))
}

// FileName returns the name of the schema of a problem type.
func FileName(name string) string {
	if isDevice(name) {
		name += "_" // Windows takes such a file for a device, whatever follows the period
	}
	return name + extension
}

func isDevice(name string) bool {
	switch name {
	case "con", "prn", "aux", "nul":
		return true
	}
	stem := strings.TrimRight(name, "0123456789")
	return (stem == "com" || stem == "lpt") && len(name) == len(stem)+1
}

// id returns where a file is published; "" where that is not known.
func (m *Maker) id(file string) string {
	if m.base == "" {
		return ""
	}
	return m.base + file
}

// Shared returns no files: the one that all problems share is composed of what
// each of them says.
func (m *Maker) Shared() ([]catalog.File, error) { return nil, nil }

// Gathered returns the schema of all problem types.
func (m *Maker) Gathered() (file string, c emit.Composer) { return UnionFile, m.Union() }

// Problem returns the schema of one problem.
func (m *Maker) Problem(p *catalog.Problem) ([]catalog.File, error) {
	files, _, err := m.Both(p)
	return files, err
}

// Both returns the schema of one problem, as a file and as a part of the union:
// the two differ in how deep it stands.
func (m *Maker) Both(p *catalog.Problem) ([]catalog.File, [][]byte, error) {
	s := schema.Of(p, m.link)
	name := FileName(p.Name)
	data, err := s.Document(m.id(name))
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", p.Page, err)
	}
	chunk, err := s.Definitions(p.Name)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", p.Page, err)
	}
	return []catalog.File{{Path: name, Page: p.Page, Data: data}}, [][]byte{chunk}, nil
}

// Union returns what composes the schema of all problem types.
func (m *Maker) Union() *Union { return &Union{m} }

// A Union composes the schema of all problem types. What has one of their types
// has to pass the schema of that type, and fails with that schema's words alone.
type Union struct{ maker *Maker }

// Chunks returns the schema of a problem and of the objects inside it.
func (u *Union) Chunks(p *catalog.Problem) ([][]byte, error) {
	_, chunks, err := u.maker.Both(p)
	return chunks, err
}

// Compose writes the union.
func (u *Union) Compose(w io.Writer, copy func(w io.Writer, section int) error) error {
	top, err := document.JSON.Document(u.top())
	if err != nil {
		return err
	}
	// The only item of the last member is followed by the others.
	if _, err := w.Write(bytes.TrimSuffix(top, []byte("\n  ]\n}\n"))); err != nil {
		return err
	}
	if err := u.writeChoices(w); err != nil {
		return err
	}
	known, err := document.JSON.Members(document.Object{{Name: knownType, Value: u.maker.knownType()}}, 2)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "\n  ],\n  \"$defs\": {%s", known[len(","):]); err != nil {
		return err
	}
	if err := copy(w, 0); err != nil {
		return err
	}
	_, err = io.WriteString(w, "\n  }\n}\n")
	return err
}

// top is the union up to the first of its conditions.
func (u *Union) top() document.Object {
	m := u.maker
	doc := document.Object{{Name: "$schema", Value: schema.Draft}}
	doc.AddText("$id", m.id(UnionFile))
	doc.Add("title", cmp.Or(m.intro.Title, "Problem types"))
	doc.AddText("description", prose.Blocks(m.intro.Doc, m.link))
	doc.Add("allOf", document.List{document.Object{{Name: "$ref", Value: schema.Defs + knownType}}})
	return doc
}

// writeChoices writes for each type the schema that goes with it.
func (u *Union) writeChoices(w io.Writer) error {
	for _, h := range u.maker.heads {
		item, err := document.Item(choice(h), 2)
		if err != nil {
			return err
		}
		if _, err := w.Write(item); err != nil {
			return err
		}
	}
	return nil
}

// knownType is the name of the schema that holds the documented types. No
// problem has a name with a hyphen, and no object inside one.
const knownType = "known-type"

func (m *Maker) knownType() document.Object {
	types := make(document.List, len(m.heads))
	for i, h := range m.heads {
		types[i] = h.Type
	}
	return document.Object{
		{Name: "type", Value: "object"},
		{Name: "required", Value: document.Texts(catalog.MemberType)},
		{Name: "properties", Value: document.Object{{Name: catalog.MemberType, Value: document.Object{{Name: "type", Value: "string"}, {Name: "enum", Value: types}}}}},
	}
}

// choice says that what has the type of a problem passes its schema.
func choice(h catalog.Head) document.Object {
	is := document.Object{{Name: catalog.MemberType, Value: document.Object{{Name: "const", Value: h.Type}}}}
	return document.Object{
		{Name: "if", Value: document.Object{{Name: "type", Value: "object"}, {Name: "required", Value: document.Texts(catalog.MemberType)}, {Name: "properties", Value: is}}},
		{Name: "then", Value: document.Object{{Name: "$ref", Value: schema.Defs + h.Name}}},
	}
}
