package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/spf13/cobra"
)

// maxPasses bounds how often pages are repaired and read again. A pass leaves
// out only what touches another repair, so a page needs few.
const maxPasses = 100

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
			for _, fixed := range generator.Fix(o.Findings) {
				repaired = true
				if err := writeFixed(fixed, o.catalog.Pages); err != nil {
					return err
				}
				fmt.Fprintf(cmd.ErrOrStderr(), "%s: repaired %d\n", diag.Visible(fixed.Source.Name), len(fixed.Findings))
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
		for _, fixed := range generator.Fix(o.Findings) {
			printDiff(b, fixed.Diff(), wantsColor(stdout))
			fixes += len(fixed.Findings)
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

// writeFixed puts the repaired page in the place of the one that was read,
// whole and inside the pages folder, unless the page has changed since.
func writeFixed(fixed generator.Fixed, pages string) error {
	page := fixed.Source
	name, err := relative(pages, page.Name)
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
		return fmt.Errorf("%s is a link: repair the page that it leads to", page.Name)
	}
	now, err := root.ReadFile(name)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, page.Original()) {
		return fmt.Errorf("%s has changed since it was read: run again", page.Name)
	}
	return replaceFile(root, name, fixed.Data, info.Mode().Perm())
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
