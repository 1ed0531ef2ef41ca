package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/spf13/cobra"
)

// An auditor is the audit command with its flags.
type auditor struct {
	settings
	where, fix bool
	tags       string
	baseline   baselineFlag
}

func newAudit() *cobra.Command {
	a := auditor{settings: settings{fixer: "audit --fix"}}
	cmd := &cobra.Command{
		Use:   "audit [flags] [packages...]",
		Short: "Say where Go code and the pages part ways",
		Long: `Audit looks at the Go packages that import a generated package, with their
types, and prints where they do something else than the pages say: errors that
are answered by hand, documented problems that nothing serves, errors' texts
that reach clients. Packages are named as for the go command; ./... stands where
none is named. Where other packages of the module are left out, the rules about
the module as a whole (unserved-problem, untested-problem) are not asked.

A comment //problemgen:ignore RULE REASON lets a line of code break a rule.

With --where, audit prints where each problem is made instead: the table (or,
with --format json, the lines of JSON; with --format markdown, the summary for
CI) of who can answer what.

The code has to build: audit runs the go command. Notes and warnings do not make
it fail, unless --strict is given: then warnings do.`,
		Example: `  # everything in the module
  problemgen audit
  # who can answer rate_limit_exceeded?
  problemgen audit --where ./api/...
  # repair what has exactly one right repair
  problemgen audit --fix
  # from now on only what is new
  problemgen audit --strict --baseline audit.baseline`,
		Args: func(*cobra.Command, []string) error { return a.consistent() },
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.main(cmd, args)
		},
	}
	a.bindWith(cmd, append(diag.Formats(), markdown))
	a.bindOutput(cmd, "package", "`name` of the Go package", cobra.ShellCompDirectiveNoFileComp)
	a.bindOutput(cmd, "out", "`folder` of the Go package", cobra.ShellCompDirectiveFilterDirs)
	f := cmd.Flags()
	a.Naming = "--pages "
	f.StringSliceVar(&a.Pages, "pages", nil, "`folder` of pages to hold the code to; all of the configuration where none is named")
	f.BoolVar(&a.where, "where", false, "print where each problem is made")
	f.BoolVar(&a.fix, "fix", false, "repair the code where there is exactly one right repair")
	f.StringVar(&a.tags, "tags", "", "build `tags`, parted by commas")
	a.baseline.bind(cmd)
	cmd.MarkFlagsMutuallyExclusive("where", "fix")
	cmd.MarkFlagsMutuallyExclusive("where", "baseline")
	completeFlag(cmd, "pages", cobra.ShellCompDirectiveFilterDirs)
	completeFlag(cmd, "tags", cobra.ShellCompDirectiveNoFileComp)
	return cmd
}

// consistent refuses formats that do not go with what is printed.
func (a *auditor) consistent() error {
	switch {
	case a.where && a.format != diag.Text && a.format != diag.JSON && a.format != markdown:
		return fmt.Errorf("--where prints text, json or markdown, not %s", a.format)
	case !a.where && a.format == markdown:
		return errors.New("--format markdown is for --where")
	}
	return nil
}

func (a *auditor) main(cmd *cobra.Command, patterns []string) error {
	c, err := a.load(cmd)
	if err != nil {
		return err
	}
	options := generator.AuditOptions{Packages: patterns, Tags: a.tags}
	for _, catalog := range c.Catalogs {
		options.Catalogs = append(options.Catalogs, generator.Options{Catalog: catalog})
	}
	if a.fix {
		return a.auditAndFix(cmd, options)
	}
	report, err := a.collect(cmd, options)
	if err != nil {
		return err
	}
	if a.where && !report.PagesFailed {
		return a.showWhere(cmd, c, report)
	}
	return a.show(cmd, report)
}

// collect returns what is found and not in the baseline.
func (a *auditor) collect(cmd *cobra.Command, o generator.AuditOptions) (*generator.AuditReport, error) {
	report, err := generator.Audit(cmd.Context(), o)
	if err != nil || report.PagesFailed {
		return report, err
	}
	return report, a.baseline.apply(cmd, &report.Findings)
}

// show prints the findings and sums them up.
func (a *auditor) show(cmd *cobra.Command, r *generator.AuditReport) error {
	if err := a.print(cmd.OutOrStdout(), r.Findings); err != nil {
		return err
	}
	fmt.Fprintln(cmd.ErrOrStderr(), auditSummary(r))
	if r.Failed(a.strict) {
		return errFindings
	}
	return nil
}

// auditSummary says in one line what was looked at and what was found.
func auditSummary(r *generator.AuditReport) string {
	switch {
	case r.PagesFailed:
		return diag.Summary(r.Findings, r.Pages) + "; the code was not looked at"
	case r.Packages == 0 && len(r.Findings) == 0:
		return "no package imports a generated one"
	case !r.Whole:
		return diag.SummaryOf(r.Findings, r.Packages, "package") + "; unserved-problem and untested-problem are asked of the whole module alone"
	}
	return diag.SummaryOf(r.Findings, r.Packages, "package")
}

// auditAndFix repairs code until nothing more can be repaired, and prints what
// is left.
func (a *auditor) auditAndFix(cmd *cobra.Command, o generator.AuditOptions) error {
	for range maxPasses {
		report, err := a.collect(cmd, o)
		if err != nil {
			return err
		}
		fixed, err := generator.FixCode(report.Findings, o)
		if err != nil {
			return err
		}
		if len(fixed) == 0 || report.PagesFailed {
			return a.show(cmd, report)
		}
		for _, f := range fixed {
			if err := generator.Repair(f, filepath.Dir(filepath.FromSlash(f.Source.Name))); err != nil {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "%s: repaired %d\n", diag.Visible(f.Source.Name), len(f.Findings))
		}
	}
	return errors.New("the repairs of the code undo each other")
}

// showWhere prints where each problem is made, and what that makes of the pages.
func (a *auditor) showWhere(cmd *cobra.Command, c *config.Config, r *generator.AuditReport) error {
	w := whereTable{catalogs: c.Catalogs, served: r.Served}
	if err := w.print(cmd.OutOrStdout(), a.format); err != nil {
		return err
	}
	fmt.Fprintln(cmd.ErrOrStderr(), w.summary())
	return nil
}
