package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/spf13/cobra"
)

// A validator is the validate command with its flags.
type validator struct {
	settings
	lines    bool
	baseline baselineFlag
}

func newValidate() *cobra.Command {
	var v validator
	cmd := &cobra.Command{
		Use:   "validate [flags] [files...]",
		Short: "Say where problem documents differ from the pages",
		Long: `Validate reads problem documents (RFC 9457) from files, or from standard input
where none is named or the name is "-", and prints where they are not what the
pages say: a type that no page has, another status, a required member that is
absent, a value of another type. Another title is a warning; a member or a value
that no page documents, and the type about:blank, are notes.

A file holds one document. With --lines it holds one a line, as captured traffic
does: lines that are no document are reported and passed over, memory stays the
same whatever the length, and at the end stands what was seen of each problem.

Notes and warnings do not make it fail, unless --strict is given: then warnings
do.`,
		Example: `  curl -s https://api.example.com/orders/17 | problemgen validate
  # the fixtures of a front end
  problemgen validate web/fixtures/*.json
  # captured traffic
  zcat errors.jsonl.gz | problemgen validate --lines`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return v.main(cmd, args)
		},
	}
	v.bind(cmd)
	f := cmd.Flags()
	v.Naming = "--pages "
	f.StringSliceVar(&v.Pages, "pages", nil, "`folder` of pages to hold the documents to; all of the configuration where none is named")
	f.BoolVar(&v.lines, "lines", false, "read one document a line")
	v.baseline.bind(cmd)
	completeFlag(cmd, "pages", cobra.ShellCompDirectiveFilterDirs)
	return cmd
}

func (v *validator) main(cmd *cobra.Command, files []string) error {
	v.PagesOnly = true
	c, err := v.load(cmd)
	if err != nil {
		return err
	}
	var catalogs []generator.Options
	for _, catalog := range c.Catalogs {
		catalogs = append(catalogs, generator.Options{Catalog: catalog})
	}
	documents, err := generator.NewValidator(cmd.Context(), catalogs)
	if err != nil {
		return err
	}
	if len(documents.Findings) > 0 {
		return v.refuse(cmd, documents)
	}
	r := &validation{validator: v, cmd: cmd, documents: documents, seen: map[string]*tally{}, explained: map[string]bool{}}
	if r.known, err = v.baseline.open(); err != nil {
		return err
	}
	return r.run(files)
}

// refuse says why the pages cannot be used.
func (v *validator) refuse(cmd *cobra.Command, documents *generator.Validator) error {
	if err := v.print(cmd.OutOrStdout(), documents.Findings); err != nil {
		return err
	}
	fmt.Fprintln(cmd.ErrOrStderr(), diag.Summary(documents.Findings, documents.Pages)+"; no document was looked at")
	return errFindings
}

// A validation is one run over documents.
type validation struct {
	*validator
	cmd       *cobra.Command
	documents *generator.Validator
	known     *baselineFilter

	// all are the findings that wait for the end, in formats that are one
	// document; lost counts those that were too many.
	all  diag.List
	lost int
	// printed tells that findings were printed, and explained which rules' pages
	// were pointed at.
	printed   bool
	explained map[string]bool

	seen                  map[string]*tally
	count, invalid, other int
}

// A tally counts the documents of one problem.
type tally struct{ documents, invalid int }

// run judges all documents, and sums them up.
func (r *validation) run(files []string) error {
	if len(files) == 0 {
		files = []string{"-"}
	}
	for _, name := range files {
		if err := r.file(name); err != nil {
			return err
		}
	}
	if r.waits() {
		if err := r.print(r.cmd.OutOrStdout(), r.all); err != nil {
			return err
		}
	}
	if err := r.known.close(r.cmd); err != nil {
		return err
	}
	r.summarize(r.cmd.ErrOrStderr())
	if r.invalid > 0 {
		return errFindings
	}
	return nil
}

// file judges the documents of one file.
func (r *validation) file(name string) error {
	in, shown, err := r.open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	if r.lines {
		return r.documents.Lines(r.cmd.Context(), shown, in, func(v generator.Verdict) error { return r.take("", v) })
	}
	verdict, err := r.documents.Document(shown, in)
	if err != nil {
		return err
	}
	return r.take(shown, verdict)
}

// open opens a file, or standard input.
func (r *validation) open(name string) (in io.ReadCloser, shown string, err error) {
	if name == "-" {
		return io.NopCloser(r.cmd.InOrStdin()), "stdin", nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, "", err
	}
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = fmt.Errorf("%s is a folder: name the files in it", name)
	}
	if err != nil {
		return nil, "", errors.Join(err, file.Close())
	}
	return file, filepath.ToSlash(name), nil
}

// take counts a verdict and shows it.
func (r *validation) take(name string, v generator.Verdict) error {
	var err error
	if v.Findings, err = r.known.filter(v.Findings); err != nil {
		return err
	}
	failed := v.Failed(r.strict)
	r.tally(v, failed)
	if r.waits() {
		r.keep(v.Findings)
		return nil
	}
	if err := r.show(v.Findings); err != nil || name == "" || r.format != diag.Text {
		return err
	}
	_, err = fmt.Fprintf(r.cmd.OutOrStdout(), "%s: %s\n", diag.Visible(name), wordsFor(v, failed))
	return err
}

// wordsFor says in a few words what a document is.
func wordsFor(v generator.Verdict, failed bool) string {
	switch {
	case failed && v.Problem != "":
		return "not as the page of " + v.Problem + " says"
	case failed && v.Type == "":
		return "no problem document"
	case failed:
		return "of a type that no page has"
	case v.Problem == "":
		return "about:blank"
	}
	return "a valid " + v.Problem
}

func (r *validation) tally(v generator.Verdict, failed bool) {
	r.count++
	if failed {
		r.invalid++
	}
	if v.Problem == "" {
		r.other++
		return
	}
	t := r.seen[v.Problem]
	if t == nil {
		t = &tally{}
		r.seen[v.Problem] = t
	}
	t.documents++
	if failed {
		t.invalid++
	}
}

// waits reports whether the format is one document, so that findings wait for
// the end.
func (r *validation) waits() bool { return r.format == diag.SARIF || r.format == diag.JUnit }

// maxKept is how many findings wait.
const maxKept = 10_000

func (r *validation) keep(found diag.List) {
	room := min(len(found), maxKept-len(r.all))
	r.all = append(r.all, found[:room]...)
	r.lost += len(found) - room
}

// show prints findings at once.
func (r *validation) show(found diag.List) error {
	if len(found) == 0 {
		return nil
	}
	out := r.cmd.OutOrStdout()
	if r.printed && r.format == diag.Text {
		fmt.Fprintln(out)
	}
	r.printed = true
	o := r.options(out)
	o.Rules = slices.DeleteFunc(o.Rules, func(rule diag.RuleInfo) bool { return r.explained[rule.ID] })
	for _, d := range found {
		r.explained[d.Rule] = true
	}
	return diag.Print(out, r.format, found, o)
}

// summarize tells what was seen: of each problem where there were several
// documents, and how many were wrong.
func (r *validation) summarize(w io.Writer) {
	noun := "documents"
	if r.count == 1 {
		noun = "document"
	}
	fmt.Fprintf(w, "%d %s: %d valid, %d not\n", r.count, noun, r.count-r.invalid, r.invalid)
	if r.lost > 0 {
		fmt.Fprintf(w, "findings left out, since they are too many for the format: %d\n", r.lost)
	}
	if !r.lines {
		return
	}
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	names := slices.SortedFunc(maps.Keys(r.seen), func(a, b string) int {
		return cmp.Or(cmp.Compare(r.seen[b].documents, r.seen[a].documents), cmp.Compare(a, b))
	})
	for _, name := range names {
		fmt.Fprintf(columns, "%s\t%d\t%d not valid\n", name, r.seen[name].documents, r.seen[name].invalid)
	}
	if r.other > 0 {
		fmt.Fprintf(columns, "none of these\t%d\n", r.other)
	}
	_ = columns.Flush() // as for all that goes to standard error
}
