package main

import (
	"fmt"
	"io"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/spf13/cobra"
)

// A generating is the generate command with its flags.
type generating struct {
	settings
	prune bool
}

func newGenerate() *cobra.Command {
	var g generating
	cmd := &cobra.Command{
		Use:   "generate [flags] [pages]",
		Short: "Make the outputs from the pages",
		Long: `Generate reads the pages of a folder and writes what the configuration asks for,
or the flags: what is missing or changed is written, what is stale is removed,
and everything else stays as it is, with its time stamps. Files that problemgen
did not write are never touched.

Errors in the pages stop it, and then nothing at all is written: all outputs are
written, or none. An output that the configuration asks for no more stays, and
is named, until --prune removes it.`,
		Example: `  # with problemgen.yaml
  problemgen generate
  # without
  problemgen generate --package problems --out gen/problems docs/problems
  problemgen generate --openapi api/problems.yaml --typescript web/problems.ts docs/problems`,
		Args:              atMostOne("pages folder"),
		ValidArgsFunction: completeFolders,
		RunE: func(cmd *cobra.Command, args []string) error {
			g.Pages = args
			return g.main(cmd)
		},
	}
	g.bind(cmd)
	g.bindMaking(cmd)
	cmd.Flags().BoolVar(&g.prune, "prune", false, "remove the outputs that the configuration asks for no more")
	return cmd
}

// main prints nothing on standard output: the outputs are the result.
func (g *generating) main(cmd *cobra.Command) error {
	c, err := g.load(cmd)
	if err != nil {
		return err
	}
	outcomes, err := g.make(cmd, c, generator.Generate)
	if err != nil {
		return err
	}
	stderr := cmd.ErrOrStderr()
	findings, _ := merged(outcomes)
	pruned, err := g.abandoned(cmd, c, &findings)
	if err != nil {
		return err
	}
	if err := g.print(stderr, g.told(findings, differ(outcomes))); err != nil {
		return err
	}
	for _, o := range outcomes {
		g.summarize(stderr, o, o.written(o.Failed(g.strict)))
	}
	for _, o := range pruned {
		fmt.Fprintf(stderr, "%s: removed %d\n", o.Out, len(o.Changes))
	}
	if findings.Count(diag.Error) > 0 {
		return errFindings
	}
	return g.verdict(outcomes)
}

// abandoned removes the outputs that nobody asks for any more, or says that
// they are there.
func (g *generating) abandoned(cmd *cobra.Command, c *config.Config, findings *diag.List) ([]generator.Output, error) {
	abandoned, err := generator.Abandoned(cmd.Context(), c)
	if err != nil {
		return nil, err
	}
	if !g.prune {
		*findings = append(*findings, generator.AbandonedFindings(c, abandoned, g.repair()+" --prune")...)
		return nil, nil
	}
	pruned, found, err := generator.Prune(cmd.Context(), abandoned)
	*findings = append(*findings, found...)
	return pruned, err
}

// written says what became of the files of each output.
func (o outcome) written(failed bool) []string {
	var became []string
	for _, out := range o.catalog.Outputs {
		if failed {
			became = append(became, out.Out+" is left as it was")
		}
	}
	for _, out := range o.Outputs {
		if !failed {
			became = append(became, written(out))
		}
	}
	return became
}

// written counts what became of an output's files.
func written(o generator.Output) string {
	wrote, removed := 0, 0
	for _, c := range o.Changes {
		if c.Kind == generator.Stale {
			removed++
		} else {
			wrote++
		}
	}
	return fmt.Sprintf("%s: wrote %d, removed %d, unchanged %d", o.Out, wrote, removed, o.Files-wrote)
}

// tell sums up what was found, and says what became of each output.
func (o outcome) tell(w io.Writer, became []string) {
	fmt.Fprint(w, diag.Summary(o.Findings, o.Pages))
	for i, what := range became {
		fmt.Fprint(w, []string{"; ", "\n"}[min(i, 1)], what)
	}
	fmt.Fprintln(w)
}
