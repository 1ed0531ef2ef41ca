package main

import (
	"bufio"
	"errors"
	"fmt"

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
				if err := generator.Repair(fixed, o.catalog.Pages); err != nil {
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
