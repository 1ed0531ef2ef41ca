package main

import (
	"fmt"
	"io"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/spf13/cobra"
)

func newGenerate() *cobra.Command {
	var s settings
	cmd := &cobra.Command{
		Use:   "generate [flags] [pages]",
		Short: "Make the Go package from the pages",
		Long: `Generate reads the pages of a folder and writes the Go package that they
describe: what is missing or changed is written, what is stale is removed, and
everything else stays as it is, with its time stamps. Files that problemgen did
not write are never touched.

Errors in the pages stop it, and then nothing at all is written.`,
		Example: `  # with problemgen.yaml
  problemgen generate
  # without
  problemgen generate --package problems --out gen/problems docs/problems`,
		Args:              atMostOne("pages folder"),
		ValidArgsFunction: completeFolders,
		RunE: func(cmd *cobra.Command, args []string) error {
			s.Pages = args
			return generate(cmd, &s)
		},
	}
	s.bind(cmd)
	return cmd
}

// generate prints nothing on standard output: the package is the result.
func generate(cmd *cobra.Command, s *settings) error {
	outcomes, err := s.run(cmd, generator.Generate)
	if err != nil {
		return err
	}
	stderr := cmd.ErrOrStderr()
	findings, _ := merged(outcomes)
	if err := s.print(stderr, findings); err != nil {
		return err
	}
	for _, o := range outcomes {
		tellWritten(stderr, o, o.Failed(s.strict))
	}
	return s.verdict(outcomes)
}

// tellWritten counts what became of the files.
func tellWritten(w io.Writer, o outcome, failed bool) {
	wrote, removed := 0, 0
	for _, c := range o.Changes {
		if c.Kind == generator.Stale {
			removed++
		} else {
			wrote++
		}
	}
	fmt.Fprintf(w, "%s; ", diag.Summary(o.Findings, o.Pages))
	if failed {
		fmt.Fprintf(w, "%s is left as it was\n", o.pkg.Out)
		return
	}
	fmt.Fprintf(w, "%s: wrote %d, removed %d, unchanged %d\n", o.pkg.Out, wrote, removed, o.Files-wrote)
}
