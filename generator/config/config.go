// Package config reads problemgen.yaml and the flags that overrule it, and
// tells which pages make which package, and how much each rule matters.
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
	// Package, Out and Base are for one package alone.
	Package, Out, Base string
	// Pages are the pages folders to work on.
	Pages []string
	// PagesOnly tells that nothing will be generated, so that a pages folder
	// is all that is needed.
	PagesOnly bool
}

// A Config tells what there is to do.
type Config struct {
	// File is the configuration file; empty where there is none.
	File string
	// Packages are those to work on, in the order of the file or the flags.
	Packages []Package
	// Settings are all of the file, each once, in its order.
	Settings []Setting
}

// A Package is one pages folder and the package that is made from it. Paths
// are relative to the working folder wherever they can be, with slashes.
type Package struct {
	Pages string
	// Name and Out are empty only where Flags.PagesOnly allows it.
	Name, Out string
	// Base is put before a problem's name where its page has no type URI.
	Base string
	// Initialisms are further ones beside those that Go knows.
	Initialisms []string
	// Settings are the severities that the file gives; later ones win.
	Settings []Setting
}

// A Setting gives a rule a severity.
type Setting struct {
	Rule     string
	Severity diag.Severity
	// Path limits the setting to the pages whose paths match this pattern; it
	// is empty where it holds for all.
	Path string
	// At covers the rule in the file.
	At diag.Span
}

// Severity returns what the file gives a rule on a page, by the page's path
// inside the pages folder.
func (p Package) Severity(rule, page string) (diag.Severity, bool) {
	for _, s := range slices.Backward(p.Settings) {
		if s.Rule == rule && (s.Path == "" || doublestar.MatchUnvalidated(s.Path, page)) {
			return s.Severity, true
		}
	}
	return diag.Off, false
}

// maxFile bounds the configuration file; the largest sensible one has a few
// kilobytes.
const maxFile = 1 << 20

// Load reads the configuration for a run in the working folder. The findings
// are about the file, and with any of them there is nothing to do; an error
// is about the flags, or the machine.
func Load(flags Flags, workdir string) (*Config, diag.List, error) {
	l := &loader{flags: flags}
	var err error
	if l.workdir, err = filepath.Abs(workdir); err != nil {
		return nil, nil, err
	}
	if err := l.checkFlags(); err != nil {
		return nil, nil, err
	}
	name, err := l.find()
	if err != nil {
		return nil, nil, err
	}
	f := &file{}
	if name != "" {
		content, err := readFile(name)
		if err != nil {
			return nil, nil, err
		}
		l.folder = filepath.Dir(name)
		name = l.shown(name)
		var found diag.List
		if f, found = parse(diag.NewSource(name, content)); len(found) > 0 {
			return &Config{File: name}, found, nil
		}
	}
	return l.config(name, f)
}

// readFile reads a configuration file.
func readFile(name string) ([]byte, error) {
	info, err := os.Stat(name)
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

// A loader makes one Config.
type loader struct {
	flags   Flags
	workdir string // absolute
	folder  string // the configuration file's, absolute; empty without one
}

// checkFlags judges the values of the flags.
func (l *loader) checkFlags() error {
	for _, flag := range []struct {
		name, value string
		wrong       func(string) string
	}{
		{"--package", l.flags.Package, wrongName},
		{"--base", l.flags.Base, wrongBase},
	} {
		if flag.value == "" {
			continue
		}
		if reason := flag.wrong(flag.value); reason != "" {
			return fmt.Errorf("%s %q: %s", flag.name, flag.value, reason)
		}
	}
	return nil
}

// find returns the path of the configuration file, or "": the one that is
// named, else that of the pages folder, else the first one from the working
// folder upwards. The search ends with the folder that has .git, so that a
// file outside the repository never changes what is made in it.
func (l *loader) find() (string, error) {
	if l.flags.File != "" {
		return l.absolute(l.flags.File), nil
	}
	var folders []string
	if len(l.flags.Pages) == 1 {
		pages := l.absolute(l.flags.Pages[0])
		if info, err := os.Stat(pages); err == nil && info.IsDir() {
			folders = append(folders, pages)
		}
	}
	for _, folder := range append(folders, upwards(l.workdir)...) {
		name := filepath.Join(folder, FileName)
		_, err := os.Stat(name)
		if err == nil {
			return name, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return "", nil
}

// upwards returns the folder and those above, up to the repository's root.
func upwards(folder string) []string {
	folders := []string{folder}
	for {
		above := filepath.Dir(folder)
		if _, err := os.Lstat(filepath.Join(folder, ".git")); err == nil || above == folder {
			return folders
		}
		folder = above
		folders = append(folders, folder)
	}
}

// config puts file and flags together.
func (l *loader) config(name string, f *file) (*Config, diag.List, error) {
	chosen, err := l.choose(f)
	if err != nil {
		return nil, nil, err
	}
	if len(chosen) > 1 && l.flags.Package+l.flags.Out+l.flags.Base != "" {
		return nil, nil, fmt.Errorf("--package, --out and --base are for one package, and this run has %d: name the pages folder of one",
			len(chosen))
	}
	c := &Config{File: name, Settings: f.settings()}
	var found diag.List
	for _, e := range chosen {
		l.overrule(&e)
		d, bad, err := l.incomplete(name, f, e)
		if err != nil {
			return nil, nil, err
		}
		if bad {
			found.Add(d)
			continue
		}
		c.Packages = append(c.Packages, e.resolved(l))
	}
	clashes, err := l.clashes(f, chosen)
	return c, append(found, clashes...), err
}

// choose returns the entries of the file that the run is about; for a folder
// that the file does not name, an entry of its own, which is held to the
// rules for all packages.
func (l *loader) choose(f *file) ([]entry, error) {
	if len(l.flags.Pages) == 0 {
		if len(f.packages) == 0 {
			return nil, fmt.Errorf("name the pages folder, as in: problemgen … docs/problems; or write a %s that names it", FileName)
		}
		return slices.Clone(f.packages), nil
	}
	var chosen []entry
	for _, pages := range l.flags.Pages {
		before := len(chosen)
		for _, e := range f.packages {
			if e.pages.value != "" && l.configured(e.pages.value) == l.absolute(pages) {
				chosen = append(chosen, e)
			}
		}
		if len(chosen) == before {
			chosen = append(chosen, entry{pages: text{value: l.absolute(pages)}, rules: f.rules})
		}
	}
	return chosen, nil
}

// overrule puts the flags into an entry. Their paths are made absolute, since
// those of the file start elsewhere.
func (l *loader) overrule(e *entry) {
	if l.flags.Package != "" {
		e.name = text{value: l.flags.Package}
	}
	if l.flags.Base != "" {
		e.base = text{value: l.flags.Base}
	}
	if l.flags.Out != "" {
		e.out = text{value: l.absolute(l.flags.Out)}
	}
}

// incomplete tells what an entry lacks: as a finding where the file should
// have it.
func (l *loader) incomplete(name string, f *file, e entry) (d diag.Diagnostic, bad bool, err error) {
	missing := e.missing(l.flags.PagesOnly)
	switch {
	case len(missing) == 0:
		return d, false, nil
	case !e.at.IsZero():
		return missingKeys(e.at, missing), true, nil
	case name == "":
		return d, false, fmt.Errorf("give --package NAME and --out FOLDER, or write a %s: there is no %s", FileName, flagNames(missing))
	}
	return d, false, fmt.Errorf("%s has no package with the pages folder %s (it has %s): add it there, or give --package NAME and --out FOLDER",
		name, l.shown(e.pages.value), strings.Join(l.pagesOf(f), ", "))
}

func flagNames(missing []string) string { return "--" + strings.Join(missing, " and --") }

// pagesOf returns the pages folders that the file names.
func (l *loader) pagesOf(f *file) []string {
	var all []string
	for _, e := range f.packages {
		all = append(all, l.shown(l.configured(e.pages.value)))
	}
	return all
}

// clashes finds folders that are in each other's way.
func (l *loader) clashes(f *file, chosen []entry) (found diag.List, err error) {
	for _, e := range chosen {
		l.overrule(&e)
		d, bad, err := l.nested(e)
		if err != nil {
			return nil, err
		}
		if bad {
			found.Add(d)
		}
	}
	owners := map[string]entry{}
	for _, e := range f.packages {
		out := identity(l.configured(e.out.value))
		if other, taken := owners[out]; taken && e.out.value != "" {
			found.Add(badValue(e.out.at, "two packages have the output folder %s", l.shown(l.configured(e.out.value))).
				WithNote(other.out.at, "the other one is here").
				WithHelp("give each package a folder of its own: one would remove what the other generates"))
			continue
		}
		owners[out] = e
	}
	owner, taken := owners[identity(l.absolute(l.flags.Out))]
	if l.flags.Out != "" && taken && !slices.ContainsFunc(chosen, func(e entry) bool { return e.at == owner.at }) {
		return nil, fmt.Errorf("--out %s: it belongs to the package with the pages folder %s",
			l.flags.Out, l.shown(l.configured(owner.pages.value)))
	}
	return found, nil
}

// nested tells whether a package's folders are one inside the other.
func (l *loader) nested(e entry) (d diag.Diagnostic, bad bool, err error) {
	if e.out.value == "" || e.pages.value == "" {
		return d, false, nil
	}
	out, pages := l.configured(e.out.value), l.configured(e.pages.value)
	reason := nesting(out, pages)
	if reason == "" {
		return d, false, nil
	}
	if e.out.at.IsZero() {
		return d, false, fmt.Errorf("--out %s: the output folder %s %s", l.flags.Out, reason, l.shown(pages))
	}
	return badValue(e.out.at, "the output folder %s %s %s", l.shown(out), reason, l.shown(pages)).
		WithHelp("give the package a folder of its own, such as gen/problems, outside the pages"), true, nil
}

// nesting says how the output folder is in the way of the pages folder.
func nesting(out, pages string) string {
	out, pages = identity(out), identity(pages)
	switch {
	case out == pages:
		return "is the pages folder"
	case isInside(out, pages):
		return "is inside the pages folder"
	case isInside(pages, out):
		return "has inside it the pages folder"
	}
	return ""
}

// identity returns the path by which folders are compared: without links, as far
// as the folder exists, and without capitals, which are others on some systems
// alone.
func identity(folder string) string {
	rest := ""
	for at := folder; ; at = filepath.Dir(at) {
		if real, err := filepath.EvalSymlinks(at); err == nil {
			return strings.ToLower(filepath.Join(real, rest))
		}
		if at == filepath.Dir(at) {
			return strings.ToLower(folder)
		}
		rest = filepath.Join(filepath.Base(at), rest)
	}
}

func isInside(inner, outer string) bool {
	rel, err := filepath.Rel(outer, inner)
	return err == nil && filepath.IsLocal(rel)
}

// absolute returns a path of the command line, which starts at the working folder.
func (l *loader) absolute(name string) string { return from(l.workdir, name) }

// configured returns a path of the file, which starts at its folder.
func (l *loader) configured(name string) string { return from(l.folder, name) }

func from(folder, name string) string {
	name = filepath.FromSlash(name)
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(folder, name)
}

// shown returns an absolute path as messages and later stages have it.
func (l *loader) shown(name string) string {
	if rel, err := filepath.Rel(l.workdir, name); err == nil {
		name = rel
	}
	return filepath.ToSlash(name)
}

// resolved makes the entry a Package.
func (e entry) resolved(l *loader) Package {
	p := Package{
		Pages:       l.shown(l.configured(e.pages.value)),
		Name:        e.name.value,
		Base:        e.base.value,
		Initialisms: e.initialisms,
		Settings:    e.rules,
	}
	if e.out.value != "" {
		p.Out = l.shown(l.configured(e.out.value))
	}
	return p
}
