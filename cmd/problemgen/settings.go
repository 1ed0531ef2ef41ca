package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
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
	format  diag.Format
}

func (s *settings) bind(cmd *cobra.Command) {
	s.bindConfig(cmd)
	f := cmd.Flags()
	f.StringVar(&s.Package, "package", "", "`name` of the generated package")
	f.StringVar(&s.Out, "out", "", "`folder` of the generated package")
	f.BoolVar(&s.strict, "strict", false, "fail on warnings too")
	f.BoolVar(&s.verbose, "verbose", false, "tell on standard error what took how long")
	bindFormat(cmd, &s.format, diag.Formats())
	completeFlag(cmd, "package", cobra.ShellCompDirectiveNoFileComp)
	completeFlag(cmd, "out", cobra.ShellCompDirectiveFilterDirs)
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

// An outcome is what a run on one package gave.
type outcome struct {
	pkg config.Package
	*generator.Report
	// command is what repairs the output.
	command string
}

// repairCommand is what the generated drift test names. It is the same however
// and wherever the package was generated, so that nothing but the pages
// changes the output.
const repairCommand = "go generate ./..."

// An action is what a command does with a package.
type action func(context.Context, generator.Options) (*generator.Report, error)

// run does the action for every package that the settings name.
func (s *settings) run(cmd *cobra.Command, act action) ([]outcome, error) {
	c, err := s.load(cmd)
	if err != nil {
		return nil, err
	}
	return s.each(cmd, c, act)
}

// each does the action for every package of a configuration.
func (s *settings) each(cmd *cobra.Command, c *config.Config, act action) ([]outcome, error) {
	var outcomes []outcome
	remembered := openMemo()
	for _, p := range c.Packages {
		begin := time.Now()
		bar := newProgress(cmd.ErrOrStderr(), begin)
		report, err := act(cmd.Context(), generator.Options{
			Package: p, Strict: s.strict, Command: repairCommand, Memo: remembered, Progress: bar.callback(),
		})
		bar.clear()
		if err != nil {
			return nil, err
		}
		s.tellStages(cmd.ErrOrStderr(), p, report.Stages, time.Since(begin))
		outcomes = append(outcomes, outcome{p, report, s.repair()})
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
	c, findings, err := config.Load(s.Flags, folder)
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

// tellStages says how long each stage of a package's run took, and all of it.
func (s *settings) tellStages(w io.Writer, p config.Package, stages []generator.Stage, all time.Duration) {
	for _, stage := range stages {
		s.tell(w, stage.Took, p.Pages+": "+stage.Name)
	}
	s.tell(w, all, p.Pages)
}

// tell says how long something took.
func (s *settings) tell(w io.Writer, took time.Duration, what string) {
	if s.verbose {
		fmt.Fprintf(w, "%8s  %s\n", took.Round(100*time.Microsecond), what)
	}
}

// repair returns the command that makes the output anew, with the flags that
// this run has.
func (s *settings) repair() string {
	words := []string{"problemgen", "generate"}
	for _, flag := range []struct{ name, value string }{
		{"--config", s.File}, {"--package", s.Package}, {"--out", s.Out}, {"--base", s.Base},
	} {
		if flag.value != "" {
			words = append(words, flag.name, shellQuote(flag.value))
		}
	}
	for _, folder := range s.Pages {
		words = append(words, shellQuote(folder))
	}
	return strings.Join(words, " ")
}

// shellQuote returns the word as a POSIX shell reads it back.
func shellQuote(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./:=@%+,", r)
	}
	if word != "" && strings.TrimFunc(word, plain) == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// print prints findings as the flags want them.
func (s *settings) print(w io.Writer, findings diag.List) error {
	return diag.Print(w, s.format, findings, diag.Options{
		Color:   wantsColor(w),
		Width:   columns(w),
		Version: version(),
		Rules:   ruleInfos(),
	})
}

// merged returns all findings of a run, in the order of the packages.
func merged(outcomes []outcome) (findings diag.List, pages int) {
	for _, o := range outcomes {
		findings = append(findings, o.Findings...)
		pages += o.Pages
	}
	return findings, pages
}

// verdict returns errFindings where a package fails.
func (s *settings) verdict(outcomes []outcome) error {
	for _, o := range outcomes {
		if o.Failed(s.strict) {
			return errFindings
		}
	}
	return nil
}
