package config

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
)

// A loader makes one Config.
type loader struct {
	flags    Flags
	language Language
	workdir  string // absolute
	file     string // the configuration file, absolute; empty without one
}

// checkFlags judges the values of the flags.
func (l *loader) checkFlags() error {
	if reason := wrongBase(l.flags.Base); l.flags.Base != "" && reason != "" {
		return fmt.Errorf("--base %q: %s", l.flags.Base, reason)
	}
	for _, only := range l.flags.Only {
		if l.language.kind(only) == nil {
			return fmt.Errorf("--only %s: the kinds of outputs are %s", only, strings.Join(l.language.KindNames(), ", "))
		}
	}
	for _, k := range l.language.Kinds {
		if reason := wrongOut(&k, l.flags.Outputs[k.Flag]); l.flags.Outputs[k.Flag] != "" && reason != "" {
			return fmt.Errorf("--%s %q: %s", k.Flag, l.flags.Outputs[k.Flag], reason)
		}
		for _, key := range k.Keys {
			value := l.flags.Outputs[key.Flag]
			if reason := key.wrong(value); key.Flag != "" && value != "" && reason != "" {
				return fmt.Errorf("--%s %q: %s", key.Flag, value, reason)
			}
		}
	}
	return nil
}

// forOne returns a flag that is for one catalog alone, if one is given.
func (l *loader) forOne() string {
	if l.flags.Base != "" {
		return "--base"
	}
	for _, flag := range slices.Sorted(maps.Keys(l.flags.Outputs)) {
		if l.flags.Outputs[flag] != "" {
			return "--" + flag
		}
	}
	return ""
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

// choose returns the entries of the file that the run is about; for a folder
// that the file does not name, an entry of its own, which is held to the
// rules for all catalogs.
func (l *loader) choose(f *file) ([]entry, error) {
	if len(l.flags.Pages) == 0 {
		if len(f.catalogs) == 0 {
			return nil, fmt.Errorf("name the pages folder, as in: problemgen … %sdocs/problems; or write a %s that names it", l.flags.Naming, FileName)
		}
		return slices.Clone(f.catalogs), nil
	}
	var chosen []entry
	for _, pages := range l.flags.Pages {
		before := len(chosen)
		for _, e := range f.catalogs {
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
func (l *loader) overrule(e *entry) error {
	if l.flags.Base != "" {
		e.base = text{value: l.flags.Base}
	}
	asked, err := l.asked(e)
	if err != nil {
		return err
	}
	if len(asked) > 0 {
		e.outputs = asked
	}
	if len(l.flags.Only) > 0 {
		e.outputs = slices.DeleteFunc(slices.Clone(e.outputs), func(o outputEntry) bool { return !slices.Contains(l.flags.Only, o.kind) })
	}
	return nil
}

// asked returns the outputs that flags ask for. What they leave open is as the
// file has it.
func (l *loader) asked(e *entry) ([]outputEntry, error) {
	var asked []outputEntry
	for i := range l.language.Kinds {
		o, given, err := l.askedFor(e, &l.language.Kinds[i])
		if err != nil {
			return nil, err
		}
		if given {
			asked = append(asked, o)
		}
	}
	return asked, nil
}

func (l *loader) askedFor(e *entry, k *Kind) (o outputEntry, given bool, err error) {
	o = outputEntry{kind: k.Name, settings: map[string][]string{}}
	if i := slices.IndexFunc(e.outputs, func(o outputEntry) bool { return o.kind == k.Name }); i >= 0 {
		o = e.outputs[i]
		o.settings = maps.Clone(o.settings)
	}
	if out := l.flags.Outputs[k.Flag]; out != "" {
		o.out, given = text{value: l.absolute(out)}, true
	}
	for _, key := range k.Keys {
		if value := l.flags.Outputs[key.Flag]; key.Flag != "" && value != "" {
			o.settings[key.Name], given = []string{value}, true
		}
	}
	if given && len(o.missing(k)) > 0 {
		err = fmt.Errorf("give %s: there is no %s", strings.Join(o.words(k), " and "), strings.Join(o.missing(k), " and no "))
	}
	o.at = diag.Span{}
	return o, given, err
}

// absolute returns a path of the command line, which starts at the working folder.
func (l *loader) absolute(name string) string { return from(l.workdir, name) }

// configured returns a path of the file, which starts at its folder.
func (l *loader) configured(name string) string { return from(filepath.Dir(l.file), name) }

func from(folder, name string) string {
	name = filepath.FromSlash(name)
	if filepath.IsAbs(name) {
		inside, err := filepath.Rel(folder, name)
		if err != nil || !filepath.IsLocal(inside) {
			return filepath.Clean(name)
		}
		name = inside
	}
	return systemDisk().realPath(folder, name)
}

// shown returns an absolute path as messages and later stages have it.
func (l *loader) shown(name string) string {
	if rel, err := filepath.Rel(l.workdir, name); err == nil {
		name = rel
	}
	return filepath.ToSlash(name)
}

// owner returns the path from an output to the configuration file; "" where no
// path leads there (another volume).
func (l *loader) owner(o outputEntry) string {
	folder := l.configured(o.out.value)
	if !l.language.kind(o.kind).IsFolder() {
		folder = filepath.Dir(folder)
	}
	rel, err := filepath.Rel(folder, l.file)
	if err != nil {
		return ""
	}
	return filepath.ToSlash(rel)
}
