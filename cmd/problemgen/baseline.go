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

// applyBaseline leaves out the findings that the baseline records. Where there
// is none yet, it is recorded, with everything that was found.
func (l *linter) applyBaseline(cmd *cobra.Command, outcomes []outcome) error {
	if l.baseline == "" {
		return nil
	}
	recorded, err := readBaseline(l.baseline)
	if errors.Is(err, fs.ErrNotExist) {
		return l.recordBaseline(cmd, outcomes)
	}
	if err != nil {
		return err
	}
	for _, o := range outcomes {
		o.Findings = slices.DeleteFunc(o.Findings, func(d diag.Diagnostic) bool {
			k := l.known(d)
			recorded[k]--
			return recorded[k] >= 0
		})
	}
	if gone := recorded.rest(); gone > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s: findings that are gone: %d; remove the file and run again to record the rest\n", l.baseline, gone)
	}
	return nil
}

func (l *linter) recordBaseline(cmd *cobra.Command, outcomes []outcome) error {
	b := baseline{}
	count := 0
	for _, o := range outcomes {
		for _, d := range o.Findings {
			b[l.known(d)]++
			count++
		}
		o.Findings = nil
	}
	if err := os.WriteFile(l.baseline, b.encode(), 0o666); err != nil {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%s: findings recorded: %d\n", l.baseline, count)
	return nil
}

// known returns what the baseline keeps of a finding.
func (l *linter) known(d diag.Diagnostic) known {
	file := d.At.Position().File
	if rel, err := relative(filepath.Dir(l.baseline), file); err == nil {
		file = rel
	}
	return known{filepath.ToSlash(file), d.Rule, d.Subject}
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
