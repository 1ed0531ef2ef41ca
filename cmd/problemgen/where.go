package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
)

// A whereTable shows where problems are made.
type whereTable struct {
	catalogs []config.Catalog
	served   [][]generator.Served
}

func (t whereTable) print(w io.Writer, format diag.Format) error {
	switch format {
	case diag.JSON:
		return t.printJSON(w)
	case markdown:
		return t.printMarkdown(w)
	}
	return t.printText(w)
}

// each calls do for every problem of every catalog.
func (t whereTable) each(do func(catalog config.Catalog, s generator.Served)) {
	for i, problems := range t.served {
		for _, s := range problems {
			do(t.catalogs[i], s)
		}
	}
}

// printText prints a line for each place; problems that nothing makes get one
// without.
func (t whereTable) printText(w io.Writer) error {
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	t.each(func(c config.Catalog, s generator.Served) {
		name := t.shown(c, s)
		if len(s.Places) == 0 {
			fmt.Fprintf(columns, "%s\t%s\t-\t%s\n", name, statuses(s), standing(s))
		}
		for _, p := range s.Places {
			fmt.Fprintf(columns, "%s\t%s\t%s\t%s\n", name, statuses(s), diag.Visible(p.At.Position().String()), p.Function)
		}
	})
	return columns.Flush()
}

// shown returns the problem's name, with the package where there are several.
func (t whereTable) shown(c config.Catalog, s generator.Served) string {
	if len(t.catalogs) > 1 {
		return packageName(c) + "." + s.Problem.Name
	}
	return s.Problem.Name
}

// packageName returns the name of the Go package of a catalog.
func packageName(c config.Catalog) string {
	for _, o := range c.Outputs {
		if name := o.Get("package"); name != "" {
			return name
		}
	}
	return ""
}

// standing says what it means that nothing makes a problem.
func standing(s generator.Served) string {
	switch {
	case s.Problem.Retired != "":
		return "retired"
	case s.Problem.Fallback:
		return "the fallback"
	case s.Problem.Deprecated != "":
		return "deprecated"
	}
	return "nothing makes it"
}

func statuses(s generator.Served) string {
	var words []string
	for _, status := range s.Problem.Statuses {
		words = append(words, strconv.Itoa(status))
	}
	return strings.Join(words, ",")
}

// The objects that JSON prints. Their keys are promised to readers.
type (
	jsonServed struct {
		Package    string      `json:"package"`
		Problem    string      `json:"problem"`
		Type       string      `json:"type"`
		Title      string      `json:"title"`
		Statuses   []int       `json:"statuses"`
		Page       string      `json:"page"`
		Fallback   bool        `json:"fallback,omitempty"`
		Deprecated string      `json:"deprecated,omitempty"`
		Retired    string      `json:"retired,omitempty"`
		Places     []jsonPlace `json:"places"`
		Tests      int         `json:"tests"`
	}
	jsonPlace struct {
		File     string `json:"file"`
		Line     int    `json:"line"`
		Column   int    `json:"column"`
		Function string `json:"function,omitempty"`
		Form     string `json:"form"`
	}
)

// printJSON prints one object a line, one for each problem.
func (t whereTable) printJSON(w io.Writer) error {
	b := bufio.NewWriter(w)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	var failed error
	t.each(func(c config.Catalog, s generator.Served) {
		if failed == nil {
			failed = e.Encode(newJSONServed(c, s))
		}
	})
	if failed != nil {
		return failed
	}
	return b.Flush()
}

func newJSONServed(c config.Catalog, s generator.Served) jsonServed {
	p := s.Problem
	out := jsonServed{
		Package: packageName(c), Problem: p.Name, Type: p.Type, Title: p.Title, Statuses: p.Statuses, Page: p.Page,
		Fallback: p.Fallback, Deprecated: p.Deprecated, Retired: p.Retired, Places: []jsonPlace{}, Tests: s.Tests,
	}
	for _, place := range s.Places {
		at := place.At.Position()
		out.Places = append(out.Places, jsonPlace{at.File, at.Line, at.Column, place.Function, string(place.Form)})
	}
	return out
}

// printMarkdown prints a table with a row for each problem.
func (t whereTable) printMarkdown(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "## Who answers what\n\n%s\n\n", t.summary())
	fmt.Fprintln(b, "| Problem | Status | Made in | Tests |\n| ------- | ------ | ------- | ----- |")
	t.each(func(c config.Catalog, s generator.Served) {
		fmt.Fprintf(b, "| `%s` | %s | %s | %d |\n", t.shown(c, s), statuses(s), markdownPlaces(s), s.Tests)
	})
	return b.Flush()
}

// markdownPlaces returns the functions that make a problem, each once.
func markdownPlaces(s generator.Served) string {
	if len(s.Places) == 0 {
		return "*" + standing(s) + "*"
	}
	var words []string
	seen := map[string]bool{}
	for _, p := range s.Places {
		word := p.Function
		if !seen[word] {
			words = append(words, "`"+strings.ReplaceAll(word, "|", `\|`)+"`")
		}
		seen[word] = true
	}
	return strings.Join(words, ", ")
}

// summary says in one line how much of what is documented is made.
func (t whereTable) summary() string {
	all, made, places, untested, retired := 0, 0, 0, 0, 0
	t.each(func(_ config.Catalog, s generator.Served) {
		places += len(s.Places)
		switch {
		case s.Problem.Retired != "":
			retired++
			return
		case len(s.Places) > 0:
			made++
			if s.Tests == 0 {
				untested++
			}
		}
		all++
	})
	noun := "places"
	if places == 1 {
		noun = "place"
	}
	text := fmt.Sprintf("made: %d of %d problems, in %d %s", made, all, places, noun)
	if untested > 0 {
		text += fmt.Sprintf("; in no test: %d", untested)
	}
	if retired > 0 {
		text += fmt.Sprintf("; retired: %d", retired)
	}
	return text
}
