package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/spf13/cobra"
)

// A breaker is the breaking command with its flags.
type breaker struct {
	settings
	against string
	exact   bool
	all     bool
}

func newBreaking() *cobra.Command {
	var b breaker
	cmd := &cobra.Command{
		Use:   "breaking --against REVISION or FOLDER [flags] [pages]",
		Short: "Say what a change of the pages breaks",

		DisableFlagsInUseLine: true,

		Long: `Breaking compares the pages with what they were, and says which changes break
whom: those who receive problems (wire), those who compile against the Go package
(go), and the users of the other outputs that problemgen.yaml asks for. It ends
with the release that the changes ask for: major, minor or patch.

A branch is compared at the commit where its history and that of HEAD part, so
that nobody is blamed for what others merged; a tag, a commit or --exact compares
with just that. The revision is read with git, and nothing is checked out or
fetched. In a pull request on GitHub the base branch is the default.

What is broken on purpose is written down in problemgen.yaml, under breaking.`,
		Example: `  # what this branch breaks
  problemgen breaking --against origin/main
  # what is not committed yet
  problemgen breaking --against HEAD
  # every change since a release, for its notes
  problemgen breaking --against v1.4.0 --all --format markdown
  # two folders of pages
  problemgen breaking --against ./old/problems docs/problems`,
		Args:              atMostOne("pages folder"),
		ValidArgsFunction: completeFolders,
		RunE: func(cmd *cobra.Command, args []string) error {
			b.Pages, b.PagesOnly = args, true
			return b.main(cmd)
		},
	}
	b.bindConfig(cmd)
	f := cmd.Flags()
	f.StringVar(&b.against, "against", "", "compare with this git `revision` or folder of pages")
	f.BoolVar(&b.exact, "exact", false, "compare with a branch as it is, not where its history and HEAD's part")
	f.BoolVar(&b.all, "all", false, "show every change, not only those that break something")
	f.BoolVar(&b.strict, "strict", false, "fail on warnings too")
	f.BoolVar(&b.verbose, "verbose", false, "tell on standard error what took how long")
	bindFormat(cmd, &b.format, append(diag.Formats(), markdown))
	completeFlag(cmd, "against", cobra.ShellCompDirectiveFilterDirs)
	return cmd
}

// markdown is the format of pull requests and release notes.
const markdown diag.Format = "markdown"

// A compared catalog is what came out for one folder of pages.
type compared struct {
	catalog config.Catalog
	*generator.Comparison
}

func (b *breaker) main(cmd *cobra.Command) error {
	if err := b.defaultAgainst(); err != nil {
		return err
	}
	c, err := b.load(cmd)
	if err != nil {
		return err
	}
	var all []compared
	for _, p := range c.Catalogs {
		one, err := b.compare(cmd, c.File, p)
		if err != nil {
			return err
		}
		all = append(all, one)
	}
	return b.show(cmd, all)
}

// defaultAgainst compares a pull request with the branch that it is for.
func (b *breaker) defaultAgainst() error {
	if branch := os.Getenv("GITHUB_BASE_REF"); b.against == "" && branch != "" {
		b.against = "origin/" + branch
	}
	if b.against == "" {
		return errors.New("say what to compare the pages with: --against origin/main, --against v1.4.0, or --against FOLDER")
	}
	return nil
}

func (b *breaker) compare(cmd *cobra.Command, file string, p config.Catalog) (compared, error) {
	begin := time.Now()
	bar := newProgress(cmd.ErrOrStderr(), begin)
	defer bar.clear()
	report, err := generator.Breaking(cmd.Context(), generator.Options{Catalog: p, Progress: bar.callback()},
		generator.Against{Name: b.against, Exact: b.exact, Config: file})
	if err != nil {
		return compared{}, err
	}
	b.tellStages(cmd.ErrOrStderr(), p, report.Stages, time.Since(begin))
	return compared{p, report}, nil
}

// show prints what changed, and beside it what was compared with what.
func (b *breaker) show(cmd *cobra.Command, all []compared) error {
	stderr := cmd.ErrOrStderr()
	for _, c := range all {
		fmt.Fprintf(stderr, "%s: compared with %s\n", c.catalog.Pages, diag.Visible(c.Against))
		for _, note := range c.Notes {
			fmt.Fprintf(stderr, "%s: note: %s\n", c.catalog.Pages, diag.Visible(note))
		}
	}
	if failed, err := b.showFindings(stderr, all); failed || err != nil {
		return errors.Join(err, errFindings)
	}
	if err := b.printChanges(cmd.OutOrStdout(), all); err != nil {
		return err
	}
	if b.format != markdown {
		fmt.Fprintln(stderr, verdict(all))
	}
	return b.fails(all)
}

// showFindings prints the errors of pages that keep them from being compared.
func (b *breaker) showFindings(w io.Writer, all []compared) (failed bool, err error) {
	var found diag.List
	for _, c := range all {
		for _, d := range c.Findings {
			if d.Severity == diag.Error {
				found.Add(d)
			}
		}
	}
	if len(found) == 0 {
		return false, nil
	}
	err = diag.Print(w, diag.Text, found, diag.Options{Color: wantsColor(w), Width: columns(w), Rules: ruleInfos()})
	fmt.Fprintln(w, "nothing is compared until the errors of the pages are mended")
	return true, err
}

// printChanges prints the changes that were asked for.
func (b *breaker) printChanges(w io.Writer, all []compared) error {
	switch b.format {
	case markdown:
		return printMarkdown(w, all, b.all)
	case diag.JSON:
		return printChangesJSON(w, b.asked(all))
	}
	var found diag.List
	for _, d := range b.asked(all) {
		if b.format == diag.Text {
			found.Add(d.Diagnostic())
		} else {
			found.Add(d.Unrevised())
		}
	}
	return b.print(w, found)
}

// asked returns the changes to show: all, or those that somebody has to know of.
func (b *breaker) asked(all []compared) (asked []generator.Difference) {
	for _, c := range all {
		for _, d := range c.Changes {
			if b.all || d.Breaking || d.Severity > diag.Note {
				asked = append(asked, d)
			}
		}
	}
	return asked
}

// fails returns errFindings where a change is neither harmless nor accepted.
func (b *breaker) fails(all []compared) error {
	for _, c := range all {
		for _, d := range c.Changes {
			if d.Severity == diag.Error || b.strict && d.Severity == diag.Warning {
				return errFindings
			}
		}
	}
	return nil
}

// verdict counts the changes and says which release they ask for.
func verdict(all []compared) string {
	changes, breaking, accepted := 0, 0, 0
	asks := generator.NoRelease
	for _, c := range all {
		asks = max(asks, c.Asks())
		for _, d := range c.Changes {
			if d.Asks == generator.NoRelease {
				continue
			}
			changes++
			if d.Breaking {
				breaking++
			}
			if d.Accepted != "" {
				accepted++
			}
		}
	}
	text := fmt.Sprintf("%s, %d breaking", count(changes, "change"), breaking)
	if accepted > 0 {
		text += fmt.Sprintf(" (%d accepted)", accepted)
	}
	if asks == generator.NoRelease {
		return text + ": no release"
	}
	return text + ": a " + asks.String() + " release"
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// A jsonChange is a change as JSON has it. Its keys are promised to readers.
type jsonChange struct {
	Rule     string   `json:"rule"`
	Severity string   `json:"severity"`
	Problem  string   `json:"problem"`
	Member   string   `json:"member"`
	Axes     []string `json:"axes"`
	Breaking bool     `json:"breaking"`
	Before   string   `json:"before"`
	After    string   `json:"after"`
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	Revision string   `json:"revision,omitempty"`
	Message  string   `json:"message"`
	Go       string   `json:"go,omitempty"`
	Help     []string `json:"help,omitempty"`
	Accepted string   `json:"accepted,omitempty"`
	Release  string   `json:"release"`
}

// printChangesJSON prints one object a line.
func printChangesJSON(w io.Writer, changes []generator.Difference) error {
	for _, d := range changes {
		at := d.Unrevised().At.Position()
		line, err := diag.JSONLine(jsonChange{
			Rule: d.Rule, Severity: d.Severity.String(), Problem: d.Problem, Member: d.Member,
			Axes: append([]string{}, d.Axes...), Breaking: d.Breaking, Before: d.Before, After: d.After,
			File: at.File, Line: at.Line, Column: at.Column, Revision: d.Revision, Message: d.Message, Go: d.Go, Help: d.Help,
			Accepted: d.Accepted, Release: d.Asks.String(),
		})
		if err != nil {
			return err
		}
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return nil
}
