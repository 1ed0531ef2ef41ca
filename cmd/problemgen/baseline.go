package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/spf13/cobra"
)

// A known is a finding that a baseline records. It has no line, so that edits
// elsewhere on the page do not bring it back.
type known struct {
	File    string `json:"file"` // relative to the baseline, with slashes
	Rule    string `json:"rule"`
	Subject string `json:"subject,omitempty"`
}

// A baseline counts known findings: a page may break a rule more than once
// about the same thing, or about none that has a name.
type baseline map[known]int

// A baselineFlag is the value of --baseline: the file that records findings;
// empty where there is none.
type baselineFlag string

func (file *baselineFlag) bind(cmd *cobra.Command) {
	cmd.Flags().StringVar((*string)(file), "baseline", "", "leave out the findings that this `file` records; record today's where it is not there")
}

// apply leaves out the findings that the baseline records. Where there is none
// yet, it is recorded, with everything that was found.
func (file baselineFlag) apply(cmd *cobra.Command, lists ...*diag.List) error {
	f, err := file.open()
	if err != nil {
		return err
	}
	for _, list := range lists {
		if *list, err = f.filter(*list); err != nil {
			return err
		}
	}
	return f.close(cmd)
}

// A baselineFilter leaves out what a baseline records, or records it, as findings
// come. Without a file it does neither.
type baselineFilter struct {
	file     baselineFlag
	records  baseline
	isNew    bool
	recorded int
}

func (file baselineFlag) open() (*baselineFilter, error) {
	f := &baselineFilter{file: file, records: baseline{}}
	if file == "" {
		return f, nil
	}
	records, err := readBaseline(string(file))
	if errors.Is(err, fs.ErrNotExist) {
		f.isNew = true
		return f, nil
	}
	f.records = records
	return f, err
}

// maxRecords bounds what a baseline takes: documents without end may have findings
// without end.
const maxRecords = 100_000

// filter returns the findings that are new.
func (f *baselineFilter) filter(list diag.List) (diag.List, error) {
	switch {
	case f.file == "":
		return list, nil
	case !f.isNew:
		return slices.DeleteFunc(list, func(d diag.Diagnostic) bool {
			k := f.file.known(d)
			f.records[k]--
			return f.records[k] >= 0
		}), nil
	}
	for _, d := range list {
		f.records[f.file.known(d)]++
	}
	if f.recorded += len(list); f.recorded > maxRecords {
		return nil, fmt.Errorf("%s: there are more than %d findings to record", f.file, maxRecords)
	}
	return nil, nil
}

// close writes a new baseline, and says what became of one that was there.
func (f *baselineFilter) close(cmd *cobra.Command) error {
	if f.isNew {
		if err := os.WriteFile(string(f.file), f.records.encode(), 0o666); err != nil {
			return err
		}
		fmt.Fprintf(cmd.ErrOrStderr(), "%s: findings recorded: %d\n", f.file, f.recorded)
		return nil
	}
	if gone := f.records.rest(); gone > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s: findings that are gone: %d; remove the file and run again to record the rest\n", f.file, gone)
	}
	return nil
}

// known returns what the baseline keeps of a finding.
func (file baselineFlag) known(d diag.Diagnostic) known {
	name := d.At.Position().File
	if rel, err := generator.Below(filepath.Dir(string(file)), name); err == nil {
		name = rel
	}
	return known{filepath.ToSlash(name), d.Rule, d.Subject}
}

// rest counts the records that no finding has used.
func (b baseline) rest() int {
	n := 0
	for _, left := range b {
		n += max(left, 0)
	}
	return n
}

// encode returns a line for each finding, sorted, so that two branches merge.
func (b baseline) encode() []byte {
	var all []known
	for k, n := range b {
		for range n {
			all = append(all, k)
		}
	}
	slices.SortFunc(all, func(a, b known) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Subject, b.Subject))
	})
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	for _, k := range all {
		if err := e.Encode(k); err != nil {
			panic(err) // strings alone
		}
	}
	return out.Bytes()
}

func readBaseline(name string) (baseline, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	b := baseline{}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	for {
		var k known
		err := d.Decode(&k)
		if errors.Is(err, io.EOF) {
			return b, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s is no baseline: %w", name, err)
		}
		b[k]++
	}
}
