package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/diag"
)

// printMarkdown prints changes for a pull request or for release notes. What
// pages say stands in code spans alone, where it can be neither markup nor a
// mention.
func printMarkdown(w io.Writer, all []compared, every bool) error {
	b := bufio.NewWriter(w)
	for i, c := range all {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, "### %s\n\nCompared with %s.\n", codeSpan(c.catalog.Pages), codeSpan(c.Against))
		for _, note := range c.Notes {
			fmt.Fprintf(b, "\n> %s\n", codeSpan(note))
		}
		fmt.Fprintf(b, "\n%s\n", upperFirst(verdict(all[i:i+1])))
		isBreaking := func(d generator.Difference) bool { return d.Breaking }
		tabulate(b, "Breaking", c.Changes, isBreaking)
		if every {
			tabulate(b, "Other changes", c.Changes, func(d generator.Difference) bool { return !d.Breaking })
		}
	}
	return b.Flush()
}

func upperFirst(text string) string { return strings.ToUpper(text[:1]) + text[1:] + "." }

// tabulate prints a table of some of the changes.
func tabulate(b *bufio.Writer, heading string, changes []generator.Difference, wanted func(generator.Difference) bool) {
	purposes := map[string]string{}
	for _, r := range generator.Rules() {
		purposes[r.ID] = r.Purpose
	}
	rows := 0
	for _, d := range changes {
		if !wanted(d) {
			continue
		}
		if rows++; rows == 1 {
			fmt.Fprintf(b, "\n#### %s\n\n| Who | Problem | Change | Before | After |\n| --- | ------- | ------ | ------ | ----- |\n", heading)
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n", who(d), what(d),
			upperFirst(purposes[d.Rule])+" ["+d.Rule+"]("+docsOfRules+d.Rule+".md)"+acceptance(d), codeSpan(d.Before), codeSpan(d.After))
	}
}

func who(d generator.Difference) string {
	text := strings.Join(d.Axes, ", ")
	if d.Go == generator.MeansOtherwise {
		text += " (compiles, and " + d.Go + ")"
	}
	return text
}

func what(d generator.Difference) string {
	if d.Member == "" {
		return codeSpan(d.Problem)
	}
	return codeSpan(d.Problem) + " " + codeSpan(d.Member)
}

func acceptance(d generator.Difference) string {
	if d.Accepted == "" {
		return ""
	}
	return " Accepted: " + codeSpan(d.Accepted)
}

// maxSpan bounds what a cell quotes.
const maxSpan = 120

// codeSpan returns a text as a code span that fits into a cell of a table.
func codeSpan(text string) string {
	text = strings.Join(strings.Fields(diag.Visible(text)), " ")
	if text == "" {
		return ""
	}
	if runes := []rune(text); len(runes) > maxSpan {
		text = string(runes[:maxSpan-1]) + "…"
	}
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	return fence + strings.ReplaceAll(text, "|", `\|`) + fence
}
