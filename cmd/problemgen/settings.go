package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/spf13/cobra"
)

// settings are the flags that generate, check and lint share.
type settings struct {
	config.Flags
	strict  bool
	verbose bool
	quiet   bool
	// known are the findings that generate and check leave out.
	known baselineFlag
	// filter leaves them out; nil where nothing is left out.
	filter func(diag.List) diag.List
	format diag.Format
	// fixer is the command that makes repairs; empty for that of lint.
	fixer string
	// asked are the values of the flags that ask for outputs, in the order in
	// which they are shown.
	asked []askedOutput
}

// An askedOutput is the value of a flag that asks for an output.
type askedOutput struct {
	flag  string
	value *string
}

func (s *settings) bind(cmd *cobra.Command) { s.bindWith(cmd, diag.Formats()) }

// bindWith binds the flags of a command that knows these formats.
func (s *settings) bindWith(cmd *cobra.Command, formats []diag.Format) {
	s.bindConfig(cmd)
	f := cmd.Flags()
	f.BoolVar(&s.strict, "strict", false, "fail on warnings too")
	f.BoolVar(&s.verbose, "verbose", false, "tell on standard error what took how long")
	bindFormat(cmd, &s.format, formats)
}

// bindOutputs adds the flags that ask for outputs without a configuration, and
// the one that chooses among those of a configuration.
func (s *settings) bindOutputs(cmd *cobra.Command) {
	language := generator.Language()
	for _, k := range language.Kinds {
		for _, key := range k.Keys {
			if key.Flag != "" {
				s.bindOutput(cmd, key.Flag, key.Usage, cobra.ShellCompDirectiveNoFileComp)
			}
		}
		places := cobra.ShellCompDirectiveDefault
		if k.IsFolder() {
			places = cobra.ShellCompDirectiveFilterDirs
		}
		s.bindOutput(cmd, k.Flag, k.Usage, places)
	}
	cmd.Flags().StringSliceVar(&s.Only, "only", nil, "only outputs of this `kind` of the configuration: "+strings.Join(language.KindNames(), ", "))
	completeFlag(cmd, "only", cobra.ShellCompDirectiveNoFileComp, language.KindNames()...)
}

// bindMaking binds the flags that generate and check share beside those.
func (s *settings) bindMaking(cmd *cobra.Command) {
	s.bindOutputs(cmd)
	cmd.Flags().BoolVar(&s.quiet, "quiet", false, "say only what fails")
	s.known.bind(cmd)
}

// told returns the findings that are worth to be said. A run that changes
// nothing repeats no warnings to people: lint shows them, and the summary counts
// them. That an edited file is replaced is always said.
func (s *settings) told(findings diag.List, changed bool) diag.List {
	if s.format != diag.Text || changed && !s.quiet {
		return findings
	}
	fails := func(d diag.Diagnostic) bool {
		return d.Severity == diag.Error || d.Rule == generator.RuleEdited || d.Severity == diag.Warning && (s.strict || d.Rule == generator.RuleAbandoned)
	}
	return slices.DeleteFunc(slices.Clone(findings), func(d diag.Diagnostic) bool { return !fails(d) })
}

// make does the action for every catalog, without the findings that the baseline
// records. What forbids to write is always said.
func (s *settings) make(cmd *cobra.Command, c *config.Config, act action) ([]outcome, error) {
	known, err := s.known.open()
	if err != nil {
		return nil, err
	}
	var failed error
	s.filter = func(found diag.List) diag.List {
		isError := func(d diag.Diagnostic) bool { return d.Severity == diag.Error }
		rest, err := known.filter(slices.DeleteFunc(slices.Clone(found), isError))
		failed = errors.Join(failed, err)
		rest = append(rest, slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return !isError(d) })...)
		rest.Sort()
		return rest
	}
	outcomes, err := s.each(cmd, c, act)
	if err = errors.Join(err, failed); err != nil {
		return nil, err
	}
	return outcomes, known.close(cmd)
}

// summarize prints a summary, unless only what fails is to be said.
func (s *settings) summarize(w io.Writer, o outcome, became []string) {
	if !s.quiet || o.Failed(s.strict) {
		o.tell(w, became)
	}
}

// bindOutput adds one flag that asks for an output.
func (s *settings) bindOutput(cmd *cobra.Command, flag, usage string, directive cobra.ShellCompDirective) {
	value := new(string)
	s.asked = append(s.asked, askedOutput{flag, value})
	cmd.Flags().StringVar(value, flag, "", usage)
	completeFlag(cmd, flag, directive)
}

// bindConfig binds the flags that new has too.
func (s *settings) bindConfig(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&s.File, "config", "", "read this configuration `file`")
	f.StringVar(&s.Base, "base", "", "`URI` that names are appended to where a page has no type URI")
	completeFlag(cmd, "config", cobra.ShellCompDirectiveFilterFileExt, "yaml", "yml")
	completeFlag(cmd, "base", cobra.ShellCompDirectiveNoFileComp)
}

// completeFlag tells shells what may follow a flag. The error is that of a
// flag which does not exist, and every caller has just made it.
func completeFlag(cmd *cobra.Command, flag string, directive cobra.ShellCompDirective, words ...string) {
	if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, directive)); err != nil {
		panic(err)
	}
}

// completeFolders offers folders for every argument.
func completeFolders(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// An outcome is what a run on one catalog gave.
type outcome struct {
	catalog config.Catalog
	*generator.Report
	// command is what repairs the outputs.
	command string
}

// repairCommand is what the generated drift test names. It is the same however
// and wherever the package was generated, so that nothing but the pages
// changes the output.
const repairCommand = "go generate ./..."

// An action is what a command does with a catalog.
type action func(context.Context, generator.Options) (*generator.Report, error)

// each does the action for every catalog of a configuration.
func (s *settings) each(cmd *cobra.Command, c *config.Config, act action) ([]outcome, error) {
	var outcomes []outcome
	remembered := openMemo()
	for _, catalog := range c.Catalogs {
		begin := time.Now()
		bar := newProgress(cmd.ErrOrStderr(), begin)
		report, err := act(cmd.Context(), generator.Options{
			Catalog: catalog, Strict: s.strict, Command: repairCommand, Memo: remembered, Progress: bar.callback(), Filter: s.filter,
		})
		bar.clear()
		if err != nil {
			return nil, err
		}
		s.tellStages(cmd.ErrOrStderr(), catalog, report.Stages, time.Since(begin))
		outcomes = append(outcomes, outcome{catalog, report, s.repair()})
	}
	return outcomes, nil
}

// openMemo returns what remembers earlier runs, in the user's own folder for
// caches. It is nil where there is none.
func openMemo() *generator.Memory {
	dir, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	return generator.OpenMemory(filepath.Join(dir, "problemgen"))
}

// load reads the configuration; what is wrong with it is printed.
func (s *settings) load(cmd *cobra.Command) (*config.Config, error) {
	begin := time.Now()
	defer func() { s.tell(cmd.ErrOrStderr(), time.Since(begin), "configuration") }()
	folder, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	s.Outputs = map[string]string{}
	for _, a := range s.asked {
		s.Outputs[a.flag] = *a.value
	}
	c, findings, err := config.Load(s.Flags, folder, generator.Language())
	if err != nil {
		return nil, err
	}
	if len(findings) == 0 {
		return c, nil
	}
	if err := s.print(cmd.ErrOrStderr(), findings); err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("%s cannot be used as it is", c.File)
}

// tellStages says how long each stage of a catalog's run took, and all of it.
func (s *settings) tellStages(w io.Writer, c config.Catalog, stages []generator.Stage, all time.Duration) {
	for _, stage := range stages {
		s.tell(w, stage.Took, c.Pages+": "+stage.Name)
	}
	s.tell(w, all, c.Pages)
}

// tell says how long something took.
func (s *settings) tell(w io.Writer, took time.Duration, what string) {
	if s.verbose {
		fmt.Fprintf(w, "%8s  %s\n", took.Round(100*time.Microsecond), what)
	}
}

// repair returns the command that makes the outputs anew, with the flags that
// this run has.
func (s *settings) repair() string {
	words := []string{program(), "generate"}
	add := func(flag, value string) {
		if value != "" {
			words = append(words, "--"+flag, quoted(filepath.ToSlash(value)))
		}
	}
	add("config", s.File)
	for _, a := range s.asked {
		add(a.flag, *a.value)
	}
	add("base", s.Base)
	for _, folder := range s.Pages {
		words = append(words, quoted(filepath.ToSlash(folder)))
	}
	return strings.Join(words, " ")
}

// print prints findings as the flags want them.
func (s *settings) print(w io.Writer, findings diag.List) error {
	return diag.Print(w, s.format, findings, s.options(w))
}

// options are those of printing to a stream.
func (s *settings) options(w io.Writer) diag.Options {
	return diag.Options{
		Color:   wantsColor(w),
		Width:   columns(w),
		Program: program(),
		Strict:  s.strict,
		Fixer:   s.fixer,
		Version: version(),
		Rules:   ruleInfos(),
	}
}

// merged returns all findings of a run, in the order of the catalogs.
func merged(outcomes []outcome) (findings diag.List, pages int) {
	for _, o := range outcomes {
		findings = append(findings, o.Findings...)
		pages += o.Pages
	}
	return findings, pages
}

// verdict returns errFindings where a catalog fails.
func (s *settings) verdict(outcomes []outcome) error {
	for _, o := range outcomes {
		if o.Failed(s.strict) {
			return errFindings
		}
	}
	return nil
}
