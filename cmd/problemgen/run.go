package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// The exit statuses.
const (
	exitFine     = 0
	exitFindings = 1 // findings that fail the run, or drift
	exitFailure  = 2 // the work could not be done: usage, input, output
)

// errFindings ends a command that did its work, and found and printed what
// makes it fail.
var errFindings = errors.New("findings")

// run is the command with its streams and arguments; it returns the exit
// status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	started := false
	root := newRoot()
	root.PersistentPreRun = func(*cobra.Command, []string) { started = true }
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errFindings):
		return exitFindings
	}
	fmt.Fprintf(stderr, "problemgen: %s\n", strings.TrimSpace(diag.VisibleLines(err.Error())))
	if !started {
		fmt.Fprintf(stderr, "See %s --help.\n", cmd.CommandPath())
	}
	return exitFailure
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "problemgen",
		Short: "Go packages from the pages that document an API's problems",
		Long: `problemgen reads Markdown pages that document problem types (RFC 9457,
"Problem Details for HTTP APIs") and makes a Go package, an OpenAPI document,
JSON Schemas, TypeScript and a site of them. It says what is wrong with the
pages, whether pages and outputs still agree, what a change of the pages breaks,
and where Go code or problem documents do something else than the pages say.

Settings come from flags, else from problemgen.yaml, which is looked for in the
pages folder and then from the working folder upwards.

Exit status: 0 when all is well, 1 when there are findings or drift, 2 when the
work could not be done.`,
		Example: `  problemgen generate --package problems --out gen/problems docs/problems
  problemgen check
  problemgen lint docs/problems/not-found.md`,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetFlagErrorFunc(suggestFlag)
	root.SetHelpCommand(newHelp(root))
	root.AddCommand(newGenerate(), newCheck(), newLint(), newBreaking(), newAudit(), newValidate(), newNew(), newRules(), newExplain(), newVersion())
	describeCompletion(root)
	return root
}

// describeCompletion puts cobra's completion command into this one's words.
func describeCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	cmd, _, err := root.Find([]string{"completion"})
	if err != nil {
		return
	}
	cmd.Short = "Print a script that completes commands in a shell"
	cmd.Example = `  source <(problemgen completion bash)
  problemgen completion zsh --help`
}

// suggestFlag adds the flag that an unknown one was probably meant to be.
func suggestFlag(cmd *cobra.Command, err error) error {
	if invalid, ok := errors.AsType[*pflag.InvalidValueError](err); ok && invalid.GetFlag().Value.Type() == "int" {
		return fmt.Errorf("--%s %q: this is no whole number", invalid.GetFlag().Name, invalid.GetValue())
	}
	unknown, ok := errors.AsType[*pflag.NotExistError](err)
	if !ok {
		return err
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if nearest := diag.Nearest(unknown.GetSpecifiedName(), names); nearest != "" {
		return fmt.Errorf("%w; did you mean --%s?", err, nearest)
	}
	return err
}

// newHelp is cobra's help command, but for an unknown command being an error.
func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use: "help [command]",

		DisableFlagsInUseLine: true,

		Short: "Show how to use a command",
		Long:  "Help shows what a command does, how it is used, and its flags.",
		Example: `  problemgen help check
  problemgen check --help`,
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return commandNames(root), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, _, err := root.Find(args)
			if err != nil {
				return err
			}
			cmd.InitDefaultHelpFlag()
			return cmd.Help()
		},
	}
}

func commandNames(root *cobra.Command) []cobra.Completion {
	var names []cobra.Completion
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, cobra.CompletionWithDesc(c.Name(), c.Short))
		}
	}
	return names
}

// atMostOne accepts one argument or none.
func atMostOne(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 1 {
			return fmt.Errorf("%s takes one %s, not %d", cmd.Name(), what, len(args))
		}
		return nil
	}
}

// exactlyOne asks for one argument.
func exactlyOne(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return fmt.Errorf("%s takes one %s, not %d", cmd.Name(), what, len(args))
		}
		return nil
	}
}

// noArgs accepts no argument.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no arguments, not %q", cmd.Name(), args[0])
	}
	return nil
}
