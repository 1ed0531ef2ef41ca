// Package openapi makes an OpenAPI document of components out of a catalog: a
// schema and a response for each problem type, to which the document of an API
// refers.
package openapi

import (
	"fmt"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/document"
	"github.com/hcnet/problemgen/generator/internal/prose"
	"github.com/hcnet/problemgen/generator/internal/schema"
)

// Format is the version of the output's form. It goes up when a new version of
// the tool makes other files of the same pages.
const Format = 1

// DefaultVersion is the version of OpenAPI where the configuration names none.
const DefaultVersion = "3.1"

// Versions returns the versions of OpenAPI that can be asked for.
func Versions() []string { return []string{"3.0", "3.1", "3.2"} }

// Options say what the document looks like.
type Options struct {
	// Version is one of [Versions].
	Version string
	// Format is JSON or YAML.
	Format document.Format
}

// A Maker makes the document of one catalog.
type Maker struct {
	heads   []catalog.Head
	intro   catalog.Intro
	options Options
	// patch is the whole version: "3.1.1".
	patch   string
	schemas schema.Options
	link    prose.Linker
}

// New returns what makes the catalog's document. It refuses names that the
// document cannot have side by side; see [Clashes].
func New(heads []catalog.Head, intro catalog.Intro, o Options) (*Maker, error) {
	if clashes := Clashes(heads); len(clashes) > 0 {
		return nil, fmt.Errorf("%s: %s", heads[clashes[0].Head].Page, clashes[0].Why)
	}
	m := &Maker{heads: heads, intro: intro, options: o, link: prose.Problems(heads)}
	m.schemas = schema.Options{Dialect: schema.OpenAPI31, Ref: schemaRef, Link: m.link, Taken: takenBy(heads)}
	switch o.Version {
	case "3.0":
		m.patch, m.schemas.Dialect = "3.0.4", schema.OpenAPI30
	case "3.1":
		m.patch = "3.1.1"
	case "3.2":
		m.patch = "3.2.0"
	default:
		return nil, fmt.Errorf("no version %q of OpenAPI is known, only %s", o.Version, strings.Join(Versions(), ", "))
	}
	return m, nil
}

// schemaRef is what a reference to a schema begins with.
const schemaRef = "#/components/schemas/"

// Problem-wide names of the document itself.
const (
	openProblem  = "Problem"
	knownProblem = "KnownProblem"
)

// schemaName and responseName return the names of a problem's own components.
func schemaName(goName string) string   { return goName + "Problem" }
func responseName(goName string) string { return goName }

func ref(name string) document.Object {
	return document.Object{{Name: "$ref", Value: schemaRef + name}}
}
