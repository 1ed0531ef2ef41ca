package main

import (
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/hcnet/problemgen/docs/rules"
	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/spf13/cobra"
)

func newRules() *cobra.Command {
	var format diag.Format
	cmd := &cobra.Command{
		Use:   "rules [flags]",
		Short: "List the rules that pages and code are held to",
		Long: `Rules lists every rule with its default severity and what it finds. The
configuration changes severities; a page leaves a rule out with problem.ignore in
its front matter, or with <!-- problemgen:ignore RULE --> before a block, and Go
code with //problemgen:ignore RULE REASON on a line.`,
		Example: `  problemgen rules
  problemgen rules --format json`,
		Args:              noArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if format == diag.JSON {
				return printRulesJSON(cmd.OutOrStdout(), generator.Rules())
			}
			return printRules(cmd.OutOrStdout(), generator.Rules())
		},
	}
	bindFormat(cmd, &format, []diag.Format{diag.Text, diag.JSON})
	return cmd
}

// printRules prints the rules under the headings of their families.
func printRules(w io.Writer, all []generator.Rule) error {
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	family := ""
	for _, r := range all {
		if r.Family != family {
			if family != "" {
				fmt.Fprintln(columns)
			}
			family = r.Family
			fmt.Fprintln(columns, family)
		}
		fmt.Fprintf(columns, "  %s\t%s\t%s\n", r.ID, r.Severity, r.Purpose)
	}
	return columns.Flush()
}

// printRulesJSON prints one object a line.
func printRulesJSON(w io.Writer, all []generator.Rule) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for _, r := range all {
		err := e.Encode(struct {
			ID       string `json:"id"`
			Severity string `json:"severity"`
			Family   string `json:"family"`
			Purpose  string `json:"purpose"`
		}{r.ID, r.Severity.String(), r.Family, r.Purpose})
		if err != nil {
			return err
		}
	}
	return nil
}

func newExplain() *cobra.Command {
	return &cobra.Command{
		Use: "explain RULE",

		DisableFlagsInUseLine: true,

		Short: "Say why a rule matters, with a failing page and the repaired one",
		Long: `Explain prints the page about a rule: why it matters, a page that breaks it, and
the same page repaired. Rules are named in brackets behind each finding.`,
		Example:           "  problemgen explain misspelt-member",
		Args:              exactlyOne("RULE"),
		ValidArgsFunction: completeRules,
		RunE: func(cmd *cobra.Command, args []string) error {
			return explain(cmd.OutOrStdout(), args[0])
		},
	}
}

func completeRules(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var words []cobra.Completion
	for _, r := range generator.Rules() {
		words = append(words, cobra.CompletionWithDesc(r.ID, r.Purpose))
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}

// explain prints the rule's page.
func explain(w io.Writer, id string) error {
	page, ok := rules.Page(id)
	if !ok {
		return unknownRule(id)
	}
	_, err := w.Write(page)
	return err
}

func unknownRule(id string) error {
	var ids []string
	for _, r := range generator.Rules() {
		ids = append(ids, r.ID)
	}
	if nearest := diag.Nearest(id, ids); nearest != "" {
		return fmt.Errorf("there is no rule %q; did you mean %s?", id, nearest)
	}
	return fmt.Errorf("there is no rule %q; problemgen rules lists them", id)
}

// ruleInfos describes the rules for formats that carry such descriptions.
func ruleInfos() []diag.RuleInfo {
	var infos []diag.RuleInfo
	for _, r := range generator.Rules() {
		infos = append(infos, diag.RuleInfo{ID: r.ID, Severity: r.Severity, Purpose: r.Purpose, URL: docsOfRules + r.ID + ".md"})
	}
	return infos
}

// docsOfRules is where the pages about rules are read on the web.
const docsOfRules = "https://github.com/hcnet/problemgen/blob/main/docs/rules/"
