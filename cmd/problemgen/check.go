package main

import (
	"bufio"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/spf13/cobra"
)

// The rules that name drift where findings are read by machines.
const (
	ruleMissing   = "output-missing" // a file that the pages make is not there; error
	ruleDifferent = "output-differs" // a file is not what the pages make; error
	ruleStale     = "output-stale"   // a file is made by no page any more; error
)

func newCheck() *cobra.Command {
	var s settings
	cmd := &cobra.Command{
		Use:   "check [flags] [pages]",
		Short: "Tell whether the Go package is what the pages make",
		Long: `Check writes nothing. It compares the Go package with what generate would
write, names every file that is missing, differs or is stale with the page that
it is made from, shows the difference, and says which command repairs it.`,
		Example: `  # with problemgen.yaml
  problemgen check
  # as annotations of a pull request
  problemgen check --format github
  # without a configuration file
  problemgen check --package problems --out gen/problems docs/problems`,
		Args:              atMostOne("pages folder"),
		ValidArgsFunction: completeFolders,
		RunE: func(cmd *cobra.Command, args []string) error {
			s.Pages = args
			return check(cmd, &s)
		},
	}
	s.bind(cmd)
	return cmd
}

func check(cmd *cobra.Command, s *settings) error {
	outcomes, err := s.run(cmd, generator.Check)
	if err != nil {
		return err
	}
	if err := s.printChecked(cmd.OutOrStdout(), outcomes); err != nil {
		return err
	}
	for _, o := range outcomes {
		fmt.Fprintln(cmd.ErrOrStderr(), o.checked(o.Failed(s.strict)))
	}
	if err := s.verdict(outcomes); err != nil {
		return err
	}
	for _, o := range outcomes {
		if len(o.Changes) > 0 {
			return errFindings
		}
	}
	return nil
}

// printChecked prints findings and drift: for people with the difference, for
// machines as findings.
func (s *settings) printChecked(w io.Writer, outcomes []outcome) error {
	findings, _ := merged(outcomes)
	if s.format != diag.Text {
		for _, o := range outcomes {
			findings = append(findings, o.drift()...)
		}
		return s.print(w, findings)
	}
	if err := s.print(w, findings); err != nil {
		return err
	}
	for _, o := range outcomes {
		if len(findings) > 0 && len(o.Changes) > 0 {
			fmt.Fprintln(w)
		}
		if err := printDrift(w, o, wantsColor(w)); err != nil {
			return err
		}
	}
	return nil
}

// checked sums a check up in one line.
func (o outcome) checked(failed bool) string {
	summary := diag.Summary(o.Findings, o.Pages) + "; "
	var missing, different, stale int
	for _, c := range o.Changes {
		switch c.Kind {
		case generator.Missing:
			missing++
		case generator.Different:
			different++
		case generator.Stale:
			stale++
		}
	}
	switch {
	case len(o.Changes) > 0:
		return fmt.Sprintf("%s%s: missing %d, differing %d, stale %d", summary, o.pkg.Out, missing, different, stale)
	case failed:
		return summary + o.pkg.Out + " is not compared"
	}
	return summary + o.pkg.Out + " is up to date"
}

// shown returns the path of a file of the package as it is shown.
func (o outcome) shown(file string) string { return path.Join(o.pkg.Out, file) }

// origin says what a file is made from.
func (o outcome) origin(c generator.Change) string {
	page := path.Join(o.pkg.Pages, c.Page)
	switch {
	case c.Page == "":
		return "shared by all pages of " + o.pkg.Pages
	case c.Kind == generator.Stale:
		return "was made from " + page
	}
	return "made from " + page
}

// kinds are the kinds of drift as lines for people and rules for machines.
var kinds = map[generator.ChangeKind]struct{ word, rule string }{
	generator.Missing:   {"missing", ruleMissing},
	generator.Different: {"differs", ruleDifferent},
	generator.Stale:     {"stale", ruleStale},
}

// drift returns the changes as findings.
func (o outcome) drift() diag.List {
	var list diag.List
	for _, c := range o.Changes {
		kind := kinds[c.Kind]
		at := diag.NewSource(o.shown(c.Path), nil).Span(0, 0)
		d := diag.At(at, kind.rule, "%s: %s", kind.word, o.origin(c))
		if c.Edited {
			d.Message += "; edited by hand"
		}
		d.Severity = diag.Error
		d.Help = []string{"run " + o.command}
		list.Add(d)
	}
	return list
}

// printDrift prints a line for each file that is not what the pages make, the
// differences, and the command that repairs them.
func printDrift(w io.Writer, o outcome, color bool) error {
	if len(o.Changes) == 0 {
		return nil
	}
	b := bufio.NewWriter(w)
	for _, d := range o.drift() {
		at := d.At.Position()
		fmt.Fprintf(b, "%s:%d: %s\n", diag.Visible(at.File), at.Line, diag.Visible(d.Message))
	}
	for _, c := range o.Changes {
		b.WriteByte('\n')
		printDiff(b, c.Diff, color)
	}
	fmt.Fprintf(b, "\n%s repairs this\n", o.command)
	return b.Flush()
}

// printDiff prints a unified diff, coloured where that is wanted.
func printDiff(b *bufio.Writer, diff string, color bool) {
	for line := range strings.Lines(diag.VisibleLines(diff)) {
		if code := diffColor(line); color && code != "" {
			line = "\x1b[" + code + "m" + strings.TrimSuffix(line, "\n") + "\x1b[0m\n"
		}
		b.WriteString(line)
	}
}

// diffColor returns how a terminal is told to show a line of a diff.
func diffColor(line string) string {
	switch {
	case strings.HasPrefix(line, "+++"), strings.HasPrefix(line, "---"):
		return "1" // bold
	case strings.HasPrefix(line, "@@"):
		return "36" // cyan
	case strings.HasPrefix(line, "+"):
		return "32" // green
	case strings.HasPrefix(line, "-"):
		return "31" // red
	}
	return ""
}
