package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/spf13/cobra"
)

// A linter is the lint command with its flags.
type linter struct {
	settings
	fix, diff, watch bool
	resolve          bool
	baseline         baselineFlag
	// asked are the arguments, and single tells that pages are among them.
	asked  []string
	single bool
	// watched is the configuration of the last run of a watch, and judged what
	// the pages came to by it; nil where nothing is watched.
	watched *config.Config
	judged  *generator.Watch
}

func newLint() *cobra.Command {
	var l linter
	cmd := &cobra.Command{
		Use:   "lint [flags] [pages...]",
		Short: "Say what is wrong with the pages",
		Long: `Lint reads pages and prints what a careful reviewer would find in them. The
arguments are pages folders and single pages; of a single page, the folder is
read whole, and the findings of that page are shown.

Notes and warnings do not make it fail, unless --strict is given: then warnings
do.`,
		Example: `  # everything that problemgen.yaml names
  problemgen lint
  # one page, while it is being written
  problemgen lint --watch docs/problems/not-found.md
  # repair what has exactly one right repair; with --diff, only show it
  problemgen lint --fix docs/problems
  # from now on only what is new
  problemgen lint --baseline problemgen.baseline
  # as annotations of a pull request
  problemgen lint --format github
  # ask whether the type URIs lead to their published pages
  problemgen lint --resolve`,
		Args:              func(*cobra.Command, []string) error { return l.consistent() },
		ValidArgsFunction: completePages,
		RunE: func(cmd *cobra.Command, args []string) error {
			return l.main(cmd, args)
		},
	}
	l.bind(cmd)
	f := cmd.Flags()
	f.BoolVar(&l.fix, "fix", false, "repair the pages where there is exactly one right repair")
	f.BoolVar(&l.diff, "diff", false, "with --fix: show the repairs and write nothing")
	f.BoolVar(&l.watch, "watch", false, "run again whenever a page is saved")
	f.BoolVar(&l.resolve, "resolve", false, "ask the host of the type URIs, over the network, whether they lead to their pages")
	l.baseline.bind(cmd)
	cmd.MarkFlagsMutuallyExclusive("watch", "fix", "resolve")
	return cmd
}

// completePages offers folders and Markdown files.
func completePages(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return []cobra.Completion{"md"}, cobra.ShellCompDirectiveFilterFileExt
}

// consistent refuses flags that only mean something together.
func (l *linter) consistent() error {
	if l.diff && !l.fix {
		return errors.New("--diff shows what --fix would write: give both")
	}
	return nil
}

func (l *linter) main(cmd *cobra.Command, args []string) error {
	if err := l.selectPages(args); err != nil {
		return err
	}
	if l.watch {
		return l.keepLinting(cmd)
	}
	c, err := l.load(cmd)
	if err != nil {
		return err
	}
	if l.fix {
		return l.lintAndFix(cmd, c)
	}
	return l.lint(cmd, c)
}

// selectPages sorts the arguments into folders to read and pages to show.
func (l *linter) selectPages(args []string) error {
	l.PagesOnly = true
	l.asked = args
	for _, arg := range args {
		info, err := os.Stat(arg)
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("there is no page or pages folder %s", arg)
		}
		if err != nil {
			return err
		}
		folder := arg
		if !info.IsDir() {
			if !generator.IsPage(arg) {
				return fmt.Errorf("%s is no page: problemgen reads .md, .markdown and .mdx", arg)
			}
			folder = l.folderOf(arg)
			l.single = true
		}
		if !slices.Contains(l.Pages, folder) {
			l.Pages = append(l.Pages, folder)
		}
	}
	return nil
}

// folderOf returns the pages folder of a page: the one that the configuration
// names, else the nearest one with a configuration, else the page's own.
// What is wrong with the configuration is not said here: it is read again.
func (l *linter) folderOf(page string) string {
	if c, _, err := config.Load(config.Flags{File: l.File, PagesOnly: true}, ".", generator.Language()); err == nil {
		for _, p := range c.Catalogs {
			if isInside(page, p.Pages) {
				return p.Pages
			}
		}
	}
	own := filepath.Dir(page)
	for folder := own; filepath.IsLocal(folder) && folder != "."; folder = filepath.Dir(folder) {
		if _, err := os.Stat(filepath.Join(folder, config.FileName)); err == nil {
			return folder
		}
	}
	return own
}

// lint runs once and prints what it finds.
func (l *linter) lint(cmd *cobra.Command, c *config.Config) error {
	outcomes, err := l.collect(cmd, c)
	if err != nil {
		return err
	}
	return l.show(cmd, outcomes)
}

// collect returns the findings that were asked for.
func (l *linter) collect(cmd *cobra.Command, c *config.Config) ([]outcome, error) {
	outcomes, err := l.each(cmd, c, func(ctx context.Context, o generator.Options) (*generator.Report, error) {
		o.Resolve, o.Watch = l.resolve, l.judged
		return generator.Lint(ctx, o)
	})
	if err != nil {
		return nil, err
	}
	l.restrict(outcomes)
	var lists []*diag.List
	for _, o := range outcomes {
		lists = append(lists, &o.Findings)
	}
	return outcomes, l.baseline.apply(cmd, lists...)
}

// show prints the findings and sums them up.
func (l *linter) show(cmd *cobra.Command, outcomes []outcome) error {
	findings, pages := merged(outcomes)
	if err := l.print(cmd.OutOrStdout(), findings); err != nil {
		return err
	}
	fmt.Fprintln(cmd.ErrOrStderr(), diag.Summary(findings, pages))
	return l.verdict(outcomes)
}

// restrict drops the findings of pages that were not asked for, and counts
// those that were. Errors that name such a page beside another are its own.
func (l *linter) restrict(outcomes []outcome) {
	if !l.single {
		return
	}
	for _, o := range outcomes {
		o.Findings = slices.DeleteFunc(o.Findings, func(d diag.Diagnostic) bool {
			isAsked := func(at diag.Span) bool {
				return slices.ContainsFunc(l.asked, func(asked string) bool { return isInside(at.Position().File, asked) })
			}
			return !isAsked(d.At) && !(d.Severity == diag.Error && slices.ContainsFunc(d.Notes, func(r diag.Related) bool { return !r.At.IsZero() && isAsked(r.At) }))
		})
		o.Pages = l.count(o)
	}
}

// count returns how many pages of a folder were asked for.
func (l *linter) count(o outcome) int {
	pages := 0
	for _, asked := range l.asked {
		switch {
		case isInside(o.catalog.Pages, asked):
			return o.Pages
		case isInside(asked, o.catalog.Pages):
			pages++
		}
	}
	return pages
}

// isInside reports whether a path is that of a folder, or inside it.
func isInside(name, folder string) bool {
	rel, err := generator.Below(folder, name)
	return err == nil && filepath.IsLocal(rel)
}
