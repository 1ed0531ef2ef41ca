// Package config reads problemgen.yaml and the flags that overrule it, and
// tells which pages make which outputs, and how much each rule matters.
package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/hcnet/problemgen/generator/diag"
)

// FileName is the name of the configuration file.
const FileName = "problemgen.yaml"

// Flags are what the command line says; it overrules the file. Empty ones say
// nothing.
type Flags struct {
	// File is the configuration file; where it is empty, one is looked for.
	File string
	// Base is for one catalog alone.
	Base string
	// Outputs are the values of the flags that ask for outputs, by their names.
	// Where there is any, the run is about the outputs that they name.
	Outputs map[string]string
	// Only are the kinds of outputs that the run is about; all where it is empty.
	Only []string
	// Pages are the pages folders to work on.
	Pages []string
	// Naming stands before a pages folder on the command line: "--pages ", where
	// that is no argument.
	Naming string
	// PagesOnly tells that nothing will be generated, so that a pages folder
	// is all that is needed.
	PagesOnly bool
}

// A Config tells what there is to do.
type Config struct {
	// File is the configuration file; empty where there is none.
	File string
	// Catalogs are those to work on, in the order of the file or the flags.
	Catalogs []Catalog
	// All are all outputs that the file asks for, in its order, whether the run
	// is about them or not.
	All []Output
}

// A Catalog is one pages folder and what is made of it. Paths are relative to
// the working folder wherever they can be, with slashes.
type Catalog struct {
	Pages string
	// Include and Exclude are patterns of paths inside the pages folder: what
	// is no page by them is passed over.
	Include, Exclude []string
	// Patterns are those of Include and Exclude, with their places in the file.
	Patterns []Pattern
	// Base is put before a problem's name where its page has no type URI.
	Base string
	// Spelling is how names are spelled behind the base: "kebab", "snake",
	// "file", or empty where the pages decide.
	Spelling string
	// NamesByPath makes a page's folder a part of its problem's name.
	NamesByPath bool
	// Initialisms are further ones beside those that Go knows.
	Initialisms []string
	// Settings are the severities that the file gives; later ones win.
	Settings []Setting
	// Outputs are what is made, in the order of their kinds.
	Outputs  []Output
	Breaking Breaking
	Audit    Audit
}

// A Pattern is one of paths inside the pages folder, with its place.
type Pattern struct {
	Text string
	At   diag.Span
}

// A Setting gives a rule a severity.
type Setting struct {
	Rule     string
	Severity diag.Severity
	// Path limits the setting to the pages whose paths match this pattern; it
	// is empty where it holds for all.
	Path string
	// At covers the rule in the file, and PathAt the pattern.
	At, PathAt diag.Span
}

// Breaking says how much changes matter, and which are made on purpose.
type Breaking struct {
	// Severities are those of axes ("wire") and of rules; later ones win.
	Severities []Setting
	Accept     []Accepted
}

// An Accepted change is made on purpose.
type Accepted struct {
	// Rule and Problem name it, Member as well where it is about one.
	Rule, Problem, Member string
	// Reason says why it is accepted, and Since is the release that it is a
	// change to.
	Reason, Since string
	At            diag.Span
}

// Audit says more about the code that answers with problems.
type Audit struct {
	Answers []Answer
	// Ignore are patterns of packages that are left out.
	Ignore []string
}

// An Answer is a function that answers a request with a status.
type Answer struct {
	// Function is its full name: "(example.com/web.Context).Fail".
	Function string
	// Status is the place of the argument that is the status, from 0.
	Status int
	At     diag.Span
}

// Severity returns what the file gives a rule on a page, by the page's path
// inside the pages folder.
func (c Catalog) Severity(rule, page string) (diag.Severity, bool) {
	for _, s := range slices.Backward(c.Settings) {
		if s.Rule == rule && (s.Path == "" || doublestar.MatchUnvalidated(s.Path, page)) {
			return s.Severity, true
		}
	}
	return diag.Off, false
}

// Selects reports whether a file of the pages folder may be a page.
func (c Catalog) Selects(page string) bool {
	matches := func(pattern string) bool { return doublestar.MatchUnvalidated(pattern, page) }
	return (len(c.Include) == 0 || slices.ContainsFunc(c.Include, matches)) && !slices.ContainsFunc(c.Exclude, matches)
}

// Names reports whether include has the path of a file as it is, so that it is
// a page even where its name is that of an introduction.
func (c Catalog) Names(page string) bool { return slices.Contains(c.Include, page) }

// Unmatched returns the settings for some pages whose pattern matches none of
// these, the first of each pattern.
func (c Catalog) Unmatched(pages []string) []Setting {
	var unmatched []Setting
	seen := map[diag.Span]bool{}
	for _, s := range c.Settings {
		if s.Path == "" || seen[s.PathAt] {
			continue
		}
		seen[s.PathAt] = true
		if !slices.ContainsFunc(pages, func(page string) bool { return doublestar.MatchUnvalidated(s.Path, page) }) {
			unmatched = append(unmatched, s)
		}
	}
	return unmatched
}

// Idle returns the patterns of include and exclude that match none of these
// files.
func (c Catalog) Idle(files []string) []Pattern {
	return slices.DeleteFunc(slices.Clone(c.Patterns), func(p Pattern) bool {
		return slices.ContainsFunc(files, func(file string) bool { return doublestar.MatchUnvalidated(p.Text, file) })
	})
}

// maxFile bounds the configuration file; the largest sensible one has a few
// kilobytes.
const maxFile = 1 << 20

// Load reads the configuration for a run in the working folder. The findings
// are about the file, and with any of them there is nothing to do; an error
// is about the flags, or the machine.
func Load(flags Flags, workdir string, language Language) (*Config, diag.List, error) {
	l := &loader{flags: flags, language: language}
	var err error
	if l.workdir, err = filepath.Abs(workdir); err != nil {
		return nil, nil, err
	}
	if err := l.checkFlags(); err != nil {
		return nil, nil, err
	}
	if l.file, err = l.find(); err != nil {
		return nil, nil, err
	}
	f := &file{}
	if l.file != "" {
		content, err := readFile(l.file)
		if err != nil {
			return nil, nil, err
		}
		name := l.shown(l.file)
		var found diag.List
		if f, found = parse(diag.NewSource(name, content), language); len(found) > 0 {
			return &Config{File: name}, found, nil
		}
	}
	return l.config(f)
}

// Parse reads a configuration that is no file of this working folder, such as
// one of another revision. Its paths stay as they are written.
func Parse(name string, content []byte, language Language) ([]Catalog, diag.List) {
	f, found := parse(diag.NewSource(name, content), language)
	if len(found) > 0 {
		return nil, found
	}
	catalogs := make([]Catalog, len(f.catalogs))
	for i, e := range f.catalogs {
		catalogs[i] = e.catalog(func(path string) string { return path })
	}
	return catalogs, nil
}

// readFile reads a configuration file.
func readFile(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no configuration file %s", name)
	}
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no regular file", name)
	}
	in, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	content, err := io.ReadAll(io.LimitReader(in, maxFile+1))
	if err == nil && len(content) > maxFile {
		err = fmt.Errorf("%s has more than %d bytes", name, maxFile)
	}
	return content, err
}

// config puts file and flags together.
func (l *loader) config(f *file) (*Config, diag.List, error) {
	chosen, err := l.choose(f)
	if err != nil {
		return nil, nil, err
	}
	if one := l.forOne(); len(chosen) > 1 && one != "" {
		return nil, nil, fmt.Errorf("%s is for one catalog, and this run has %d: name the pages folder of one", one, len(chosen))
	}
	c := &Config{}
	if l.file != "" {
		c.File = l.shown(l.file)
	}
	var found diag.List
	for i := range chosen {
		if err := l.overrule(&chosen[i]); err != nil {
			return nil, nil, err
		}
		c.Catalogs = append(c.Catalogs, l.resolved(chosen[i]))
	}
	for _, e := range f.catalogs {
		c.All = append(c.All, l.resolved(e).Outputs...)
	}
	if err := l.enough(f, c); err != nil {
		return nil, nil, err
	}
	found, err = l.clashes(f, chosen)
	return c, found, err
}

// enough returns an error where the run is to make something and there is
// nothing to make.
func (l *loader) enough(f *file, c *Config) error {
	if l.flags.PagesOnly || slices.ContainsFunc(c.Catalogs, func(c Catalog) bool { return len(c.Outputs) > 0 }) {
		return nil
	}
	pages := c.Catalogs[0].Pages
	switch {
	case len(l.flags.Only) > 0 && c.File != "":
		return fmt.Errorf("--only %s: %s asks for no such output", strings.Join(l.flags.Only, ", "), c.File)
	case c.File == "":
		return fmt.Errorf("say what to make of %s: give %s; or write a %s", pages, l.outputFlags(), FileName)
	}
	return fmt.Errorf("%s asks for no output of %s (its pages are %s): add one there (%s), or give %s",
		c.File, pages, strings.Join(l.pagesOf(f), ", "), strings.Join(l.language.KindNames(), ", "), l.outputFlags())
}

// pagesOf returns the pages folders that the file names.
func (l *loader) pagesOf(f *file) []string {
	var all []string
	for _, e := range f.catalogs {
		all = append(all, l.shown(l.configured(e.pages.value)))
	}
	return all
}

// outputFlags names the flags that ask for outputs, as far as the command has
// them and the run is about them.
func (l *loader) outputFlags() string {
	var all []string
	for _, k := range l.language.Kinds {
		_, has := l.flags.Outputs[k.Flag]
		if len(l.flags.Outputs) > 0 && !has || len(l.flags.Only) > 0 && !slices.Contains(l.flags.Only, k.Name) {
			continue
		}
		words := "--" + k.Flag
		for _, key := range k.Keys {
			if key.Required {
				words = "--" + key.Flag + " and " + words
			}
		}
		all = append(all, words)
	}
	return strings.Join(all, ", or ")
}

// resolved makes an entry of the file or the flags a Catalog.
func (l *loader) resolved(e entry) Catalog {
	c := e.catalog(func(path string) string { return l.shown(l.configured(path)) })
	for i := range c.Outputs {
		if out := &c.Outputs[i]; !out.At.IsZero() {
			out.Owner = l.owner(e.outputs[i])
		}
	}
	return c
}
