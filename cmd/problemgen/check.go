package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"
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
	ruleLineEnds  = "line-ends"      // files differ from what the pages make in their line ends alone; error
)

func newCheck() *cobra.Command {
	var s settings
	cmd := &cobra.Command{
		Use:   "check [flags] [pages]",
		Short: "Tell whether the outputs are what the pages make",
		Long: `Check writes nothing. It compares the outputs with what generate would write,
names every file that is missing, differs or is stale with the page that it is
made from, shows the difference, and says which command repairs it. An output
that the configuration asks for no more is named, too.`,
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
	s.bindMaking(cmd)
	return cmd
}

func check(cmd *cobra.Command, s *settings) error {
	c, err := s.load(cmd)
	if err != nil {
		return err
	}
	outcomes, err := s.make(cmd, c, generator.Check)
	if err != nil {
		return err
	}
	abandoned, err := generator.Abandoned(cmd.Context(), c)
	if err != nil {
		return err
	}
	left := generator.AbandonedFindings(c, abandoned, s.repair()+" --prune")
	if err := s.printChecked(cmd.OutOrStdout(), outcomes, left); err != nil {
		return err
	}
	for _, o := range outcomes {
		s.summarize(cmd.ErrOrStderr(), o, o.checked(o.Failed(s.strict)))
	}
	if err := s.verdict(outcomes); err != nil || len(left) == 0 && !differ(outcomes) {
		return err
	}
	return errFindings
}

// differ reports whether pages and outputs differ anywhere.
func differ(outcomes []outcome) bool {
	return slices.ContainsFunc(outcomes, func(o outcome) bool { return o.Changed() > 0 })
}

// printChecked prints findings and drift: for people with the difference, for
// machines as findings.
func (s *settings) printChecked(w io.Writer, outcomes []outcome, left diag.List) error {
	findings, _ := merged(outcomes)
	findings = s.told(append(findings, left...), differ(outcomes))
	if s.format != diag.Text {
		for _, o := range outcomes {
			findings = append(findings, o.drift(s.format == diag.GitHub || s.format == diag.SARIF)...)
		}
		return s.print(w, findings)
	}
	isEdit := func(d diag.Diagnostic) bool { return d.Rule == generator.RuleEdited } // the drift says it
	findings = slices.DeleteFunc(slices.Clone(findings), isEdit)
	if err := s.print(w, findings); err != nil {
		return err
	}
	for _, o := range outcomes {
		if len(findings) > 0 && o.Changed() > 0 {
			fmt.Fprintln(w)
		}
		if err := printDrift(w, o, wantsColor(w)); err != nil {
			return err
		}
	}
	return nil
}

// checked sums up the check of each output.
func (o outcome) checked(failed bool) []string {
	var all []string
	for _, out := range o.Outputs {
		all = append(all, checkedOutput(out, failed))
	}
	if len(o.Outputs) == 0 {
		for _, out := range o.catalog.Outputs {
			all = append(all, out.Out+" is not compared")
		}
	}
	return all
}

func checkedOutput(o generator.Output, failed bool) string {
	var missing, different, stale int
	for _, c := range o.Changes {
		switch c.Kind {
		case generator.Missing:
			missing++
		case generator.Different:
			different++
		case generator.Stale, generator.Leftover:
			stale++
		}
	}
	switch {
	case len(o.Changes) > 0:
		return fmt.Sprintf("%s: missing %d, differing %d, stale %d", o.Out, missing, different, stale)
	case failed:
		return o.Out + " is not compared"
	}
	return o.Out + " is up to date"
}

// origin says what a file is made from.
func (o outcome) origin(c generator.Change) string {
	page := path.Join(o.catalog.Pages, c.Page)
	switch {
	case c.Kind == generator.Leftover:
		return "the next run removes it"
	case len(c.Pages) > 0:
		return "made from all pages of " + o.catalog.Pages + "; it differs for " + o.named(c.Pages)
	case c.Page == "":
		return "made from all pages of " + o.catalog.Pages
	case c.Kind == generator.Stale:
		return "was made from " + page
	}
	return "made from " + page
}

// named returns some pages as one text.
func (o outcome) named(pages []string) string {
	shown := make([]string, len(pages))
	for i, page := range pages {
		shown[i] = path.Join(o.catalog.Pages, page)
	}
	return strings.Join(shown, ", ")
}

// kinds are the kinds of drift as lines for people and rules for machines.
var kinds = map[generator.ChangeKind]struct{ word, rule string }{
	generator.Missing:   {"missing", ruleMissing},
	generator.Different: {"differs", ruleDifferent},
	generator.Stale:     {"stale", ruleStale},
	generator.Leftover:  {"left by a run that was killed", ruleStale},
}

// drift returns the changes as findings: on the files of the outputs, or, for
// whoever sees pages alone, on the pages.
func (o outcome) drift(onPages bool) diag.List {
	var list diag.List
	for _, out := range o.Outputs {
		list = append(list, o.lineEnds(out)...)
		for _, c := range out.Changes {
			if c.LineEnds {
				continue
			}
			d := o.driftOf(out, c)
			if onPages && c.Page != "" {
				d.Message = out.Shown(c.Path) + " " + d.Message
				d.At = diag.NewSource(path.Join(o.catalog.Pages, c.Page), nil).Span(0, 0)
			}
			list.Add(d)
		}
	}
	return list
}

// lineEnds returns one finding about all files of an output that differ in
// nothing else.
func (o outcome) lineEnds(out generator.Output) diag.List {
	n, first := 0, ""
	for _, c := range out.Changes {
		if c.LineEnds {
			n, first = n+1, cmp.Or(first, c.Path)
		}
	}
	if n == 0 {
		return nil
	}
	which := "the file differs"
	if n > 1 {
		which = fmt.Sprintf("%d files, this the first, differ", n)
	}
	d := diag.At(diag.NewSource(out.Shown(first), nil).Span(0, 0), ruleLineEnds,
		"line ends: %s in nothing but line ends, which are CRLF and have to be LF", which).
		WithHelp("run " + o.command).
		WithHelp("where git brings them back: let .gitattributes say `* text=auto eol=lf`, then run git add --renormalize .")
	d.Severity = diag.Error
	return diag.List{d}
}

func (o outcome) driftOf(out generator.Output, c generator.Change) diag.Diagnostic {
	kind := kinds[c.Kind]
	at := diag.NewSource(out.Shown(c.Path), nil).Span(0, 0)
	d := diag.At(at, kind.rule, "%s: %s", kind.word, o.origin(c))
	if c.Edited {
		d.Message += "; edited by hand"
	}
	d.Severity = diag.Error
	d.Help = []string{"run " + o.command}
	return d
}

// printDrift prints a line for each file that is not what the pages make, the
// differences, and the command that repairs them.
func printDrift(w io.Writer, o outcome, color bool) error {
	if o.Changed() == 0 {
		return nil
	}
	b := bufio.NewWriter(w)
	for _, d := range o.drift(false) {
		at := d.At.Position()
		fmt.Fprintf(b, "%s:%d: %s\n", diag.Visible(at.File), at.Line, diag.Visible(d.Message))
		for _, help := range d.Help[1:] { // the first one is the command, which stands at the end
			fmt.Fprintf(b, "  %s\n", help)
		}
	}
	for _, out := range o.Outputs {
		for _, c := range out.Changes {
			if c.Diff == "" {
				continue
			}
			b.WriteByte('\n')
			printDiff(b, c.Diff, color)
		}
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
