package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/spf13/cobra"
)

// A formatFlag is the value of --format: one of those that a command knows.
type formatFlag struct {
	chosen *diag.Format
	known  []diag.Format
}

// bindFormat adds the flag --format, which is text where nothing else is said.
func bindFormat(cmd *cobra.Command, chosen *diag.Format, known []diag.Format) {
	*chosen = diag.Text
	f := formatFlag{chosen, known}
	cmd.Flags().Var(f, "format", "print as this `format`: "+f.names())
	var words []string
	for _, k := range known {
		words = append(words, string(k))
	}
	completeFlag(cmd, "format", cobra.ShellCompDirectiveNoFileComp, words...)
}

func (f formatFlag) String() string {
	if f.chosen == nil {
		return ""
	}
	return string(*f.chosen)
}

func (f formatFlag) Type() string { return "format" }

func (f formatFlag) Set(text string) error {
	if !slices.Contains(f.known, diag.Format(text)) {
		return fmt.Errorf("the formats are %s", f.names())
	}
	*f.chosen = diag.Format(text)
	return nil
}

// names lists the formats as a sentence does.
func (f formatFlag) names() string {
	var words []string
	for _, k := range f.known {
		words = append(words, string(k))
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
