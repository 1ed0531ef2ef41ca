package page

import (
	"slices"
	"testing"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

func TestFrontMatter(t *testing.T) {
	page, want := readMarked(t, `«---
title: «Not Found» # the title
description: «"Nobody is \"here\""»
tags: [a, b]
«problem»:
  name: «not_found»
  type: «'https://example.com/it''s'»
  title: «404»
  status: «404»
  detail: «>-
    Folded
    text»
  go: «Yes»
  members: {«cause»: {go: «Why»}, «a.b»: {}}
  aliases:
    - «old»
    - «https://old.example/x»
  fallback: «true»
  deprecated: «use `+"`timeout`"+`»
  required: [«a.b»]
  optional: [«c», «"d"»]
  ignore: [«title-mismatch»]
«»weight: 3
«»---»
`)
	f := page.Front
	s := f.Problem
	spans := slices.DeleteFunc(spansOf(f), diag.Span.IsZero)
	equal(t, "places", places(spans...), want)
	equal(t, "title", f.Title.Value, "Not Found")
	equal(t, "description", f.Description.Value, `Nobody is "here"`)
	equal(t, "type", s.Type.Value, "https://example.com/it's")
	equal(t, "RFC title", s.Title.Value, "404")
	equal(t, "status", s.Status.Value, 404)
	equal(t, "detail", s.Detail.Value, "Folded text")
	equal(t, "go", s.Go.Value, "Yes")
	equal(t, "fallback", s.Fallback.Value, true)
	equal(t, "deprecated", s.Deprecated.Value, "use `timeout`")
	equal(t, "members", []string{s.Members[0].Path.Value, s.Members[0].Go.Value, s.Members[1].Path.Value}, []string{"cause", "Why", "a.b"})
	equal(t, "aliases", values(s.Aliases), []string{"old", "https://old.example/x"})
	equal(t, "optional", values(s.Optional), []string{"c", "d"})
	equal(t, "indent", s.Indent, "  ")
	equal(t, "TOML", f.TOML, false)
}

func values(texts []catalog.Text) []string {
	var values []string
	for _, text := range texts {
		values = append(values, text.Value)
	}
	return values
}

func TestFrontMatterTOML(t *testing.T) {
	page, want := readMarked(t, `«+++
title = «"Not Found"»
date = 2026-01-02
«problem».name = «'not_found'»
«»+++»
`)
	spans := slices.DeleteFunc(spansOf(page.Front), diag.Span.IsZero)
	equal(t, "places", places(spans...), want)
	equal(t, "title", page.Front.Title.Value, "Not Found")
	equal(t, "name", page.Front.Problem.Name.Value, "not_found")
	equal(t, "TOML", page.Front.TOML, true)
}

func TestFrontMatterTOMLTables(t *testing.T) {
	page, want := readMarked(t, `«+++
title = «"""Not Found"""»
[«problem»]
status = «404»
fallback = «false» # not yet
aliases = [
  «"old"», # an old one
  «'older'»,
]
«»
[problem.members.«cause»]
go = «"Why"»

[params]
status = [[1], {a = "b"}]
«»+++»
`)
	s := page.Front.Problem
	spans := slices.DeleteFunc(spansOf(page.Front), diag.Span.IsZero)
	equal(t, "places", places(spans...), want)
	equal(t, "status", s.Status.Value, 404)
	equal(t, "fallback", s.Fallback.Value, false)
	equal(t, "aliases", values(s.Aliases), []string{"old", "older"})
	equal(t, "member", s.Members[0].Go.Value, "Why")
	equal(t, "indent", s.Indent, "")
}

// TestSettingsInsert writes a further key where Settings says and reads it.
func TestSettingsInsert(t *testing.T) {
	for name, text := range map[string]string{
		"last key":      "---\ntitle: T\nproblem:\n  name: a\n---\n",
		"keys behind":   "---\ntitle: T\nproblem:\n    name: a # comment\n\nweight: 1\n---\n",
		"block scalar":  "---\ntitle: T\nproblem:\n  detail: |\n    a\n---\n",
		"nested":        "---\ntitle: T\nproblem:\n  members:\n    a:\n      go: B\n---\n",
		"no keys":       "---\ntitle: T\nproblem:\n---\n",
		"TOML":          "+++\ntitle = 'T'\n[problem]\nname = 'a'\n+++\n",
		"TOML, no keys": "+++\ntitle = 'T'\n[problem]\n+++\n",
		"TOML, tables":  "+++\ntitle = 'T'\n[problem]\nname = 'a'\n[problem.members.a]\ngo = 'B'\n+++\n",
	} {
		t.Run(name, func(t *testing.T) {
			src := diag.NewSource("page.md", []byte(text))
			page, _ := Read("page.md", src)
			s := page.Front.Problem
			line := s.Indent + "status: 404\n"
			if page.Front.TOML {
				line = s.Indent + "status = 404\n"
			}
			fixed, _ := src.Apply([]diag.Edit{{At: s.Insert, New: line}})
			page, found := Read("page.md", diag.NewSource("page.md", fixed))
			if page.Front.Problem.Status.Value != 404 || len(found) > 0 {
				t.Errorf("%v in:\n%s", found, fixed)
			}
		})
	}
	page, _ := readMarked(t, "---\ntitle: T\nproblem: {name: a}\n---\n")
	equal(t, "insert of one line", page.Front.Problem.Insert.IsZero(), true)
}

func TestFrontMatterEnd(t *testing.T) {
	for name, text := range map[string]string{
		"empty lines first": "\n\n«---\ntitle: T\n«»---»\nText.\n",
		"no line behind":    "«---\ntitle: T\n«»---»",
		"spaces":            "«---\ntitle: T\n«»---»\n",
	} {
		t.Run(name, func(t *testing.T) {
			page, want := readMarked(t, text)
			equal(t, "places", places(page.Front.At, page.Front.End), want)
		})
	}
}
