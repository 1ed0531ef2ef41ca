package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/aymanbagabas/go-udiff"
	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/spf13/cobra"
)

// maxPasses bounds how often pages are repaired and read again. A pass leaves
// out only what touches another repair, so a page needs few.
const maxPasses = 100

// A repair is all that is to be mended in one page.
type repair struct {
	page  *diag.Source
	edits []diag.Edit
	fixes int
}

// lintAndFix repairs pages until nothing more can be repaired, and prints
// what is left.
func (l *linter) lintAndFix(cmd *cobra.Command, c *config.Config) error {
	if l.diff {
		return l.showRepairs(cmd, c)
	}
	for range maxPasses {
		outcomes, err := l.collect(cmd, c)
		if err != nil {
			return err
		}
		repaired := false
		for _, o := range outcomes {
			for _, r := range repairs(o.Findings) {
				repaired = true
				if err := r.write(o.pkg.Pages); err != nil {
					return err
				}
				fmt.Fprintf(cmd.ErrOrStderr(), "%s: repaired %d\n", diag.Visible(r.page.Name), r.fixes)
			}
		}
		if !repaired {
			return l.show(cmd, outcomes)
		}
	}
	return errors.New("the repairs of the pages undo each other")
}

// showRepairs prints what a first pass would change; like drift, that is
// something to act on.
func (l *linter) showRepairs(cmd *cobra.Command, c *config.Config) error {
	outcomes, err := l.collect(cmd, c)
	if err != nil {
		return err
	}
	stdout := cmd.OutOrStdout()
	b, fixes := bufio.NewWriter(stdout), 0
	for _, o := range outcomes {
		for _, r := range repairs(o.Findings) {
			fixed, _ := r.page.Apply(r.edits)
			name := filepath.ToSlash(r.page.Name)
			printDiff(b, udiff.Unified("a/"+name, "b/"+name, string(r.page.Original()), string(fixed)), wantsColor(stdout))
			fixes += r.fixes
		}
	}
	if err := b.Flush(); err != nil {
		return err
	}
	findings, pages := merged(outcomes)
	fmt.Fprintf(cmd.ErrOrStderr(), "%s; can repair %d\n", diag.Summary(findings, pages), fixes)
	if fixes > 0 {
		return errFindings
	}
	return l.verdict(outcomes)
}

// repairs gathers the fixes of findings by page. A fix is made whole or not
// at all: one that touches an earlier one waits for the next pass.
func repairs(findings diag.List) []*repair {
	var all []*repair
	for _, d := range findings {
		if d.Fix == nil || len(d.Fix.Edits) == 0 || touches(all, d.Fix.Edits) {
			continue
		}
		for i, e := range d.Fix.Edits {
			n := slices.IndexFunc(all, func(r *repair) bool { return r.page == e.At.Source })
			if n < 0 {
				n = len(all)
				all = append(all, &repair{page: e.At.Source})
			}
			all[n].edits = append(all[n].edits, e)
			if i == 0 {
				all[n].fixes++
			}
		}
	}
	return all
}

// touches reports whether one of the edits overlaps or borders on one that is
// made already.
func touches(made []*repair, edits []diag.Edit) bool {
	for _, r := range made {
		for _, e := range edits {
			if r.page == e.At.Source && slices.ContainsFunc(r.edits, func(m diag.Edit) bool {
				return m.At.Start <= e.At.End && e.At.Start <= m.At.End
			}) {
				return true
			}
		}
	}
	return false
}

// write puts the repaired page in the place of the one that was read, whole
// and inside the pages folder, unless the page has changed since.
func (r *repair) write(pages string) error {
	name, err := relative(pages, r.page.Name)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(pages)
	if err != nil {
		return err
	}
	defer root.Close()
	info, err := root.Lstat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is a link: repair the page that it leads to", r.page.Name)
	}
	now, err := root.ReadFile(name)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, r.page.Original()) {
		return fmt.Errorf("%s has changed since it was read: run again", r.page.Name)
	}
	fixed, _ := r.page.Apply(r.edits)
	return replaceFile(root, name, fixed, info.Mode().Perm())
}

// replaceFile leaves the old file or the new one, never a part.
func replaceFile(root *os.Root, name string, data []byte, mode fs.FileMode) error {
	temporary := filepath.Join(filepath.Dir(name), ".problemgen-"+filepath.Base(name)+".tmp")
	err := root.WriteFile(temporary, data, mode)
	if err == nil {
		err = root.Rename(temporary, name)
	}
	if err != nil {
		return errors.Join(err, root.Remove(temporary))
	}
	return nil
}
