package generator

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/memo"
	"github.com/hcnet/problemgen/generator/internal/output"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// A past is what the last run made for the outputs of a catalog, and of what.
// It answers one question: is all input the same, down to the last bit of the
// program, and was nothing wrong with it? Then nothing has to be made of it
// again, and it is enough to compare the files on disk with their sums.
type past struct {
	store *memo.Store
	// last are the runs of the outputs, one each.
	last []*memo.Run
	// basis is everything that the outputs say beside the pages.
	basis   []string
	outputs []config.Output
	// input is the sum of all input.
	input memo.Sum
}

// recall looks up what the last run made. Where that cannot be known, or the
// program not be told from others, it made nothing.
func recall(o Options) *past {
	p := &past{outputs: o.Catalog.Outputs}
	if o.Memo == nil {
		return p
	}
	tool, err := o.Memo.Tool()
	if err != nil {
		return p
	}
	if p.basis, err = o.basis(); err != nil { // which the build will tell
		return p
	}
	p.store, p.basis = o.Memo, append(p.basis, tool)
	for _, out := range p.outputs {
		p.last = append(p.last, o.Memo.Load(out.Out))
	}
	return p
}

// basis returns everything that outputs are made of beside the pages.
func (o Options) basis() ([]string, error) {
	c := o.Catalog
	all := []string{
		o.Command, c.Base, c.Spelling, strconv.FormatBool(c.NamesByPath), strings.Join(c.Initialisms, " "),
		strings.Join(c.Include, "\x00"), strings.Join(c.Exclude, "\x00"),
	}
	for _, s := range c.Settings {
		all = append(all, s.Rule, s.Severity.String(), s.Path)
	}
	for _, out := range c.Outputs {
		k, err := kindOf(out)
		if err != nil {
			return nil, err
		}
		more, err := k.dependsOn(making{catalog: c, output: out, command: o.Command})
		if err != nil {
			return nil, err
		}
		all = append(all, k.Name, strconv.Itoa(k.format), out.Owner)
		all = append(append(all, settingsOf(out)...), more...)
	}
	return all, nil
}

// take sums up everything that the run goes by.
func (p *past) take(in *load.Input, from *source.Source) {
	if p.store == nil {
		return
	}
	all := p.basis
	if slices.ContainsFunc(p.outputs, hasSite) {
		shown, err := pictures(from)
		if err != nil { // which the build will tell
			p.store = nil
			return
		}
		all = append(all, shown...)
	}
	in.Texts(func(name string, bytes []byte) {
		all = append(all, name, memo.Of(bytes).String(), strconv.FormatBool(bytes != nil))
	})
	p.input = memo.Of(all...)
}

// everything returns all files that the last run made, by output, if it had the
// same input and found nothing wrong with it.
func (p *past) everything(from *source.Source) [][]output.Digest {
	if p.store == nil {
		return nil
	}
	var made [][]output.Digest
	for _, last := range p.last {
		files := digests(last.Files)
		if last.Input != p.input || files == nil || !stillThere(from, last.Asked) {
			return nil
		}
		made = append(made, files)
	}
	return made
}

// stillThere reports whether the files that links lead to are there, or not,
// as they were.
func stillThere(from *source.Source, asked map[string]bool) bool {
	for name, was := range asked {
		if from.Exists(name) != was {
			return false
		}
	}
	return true
}

// save keeps what this run made, where nothing is wrong with its input:
// findings are found anew every time.
func (p *past) save(loaded *load.Result, report *Report, all outputs) {
	if p.store == nil {
		return
	}
	for i, o := range all {
		next := &memo.Run{}
		if report.clean {
			next = &memo.Run{Input: p.input, Asked: loaded.Asked(), Files: lines(o.made)}
		}
		if !reflect.DeepEqual(next, p.last[i]) {
			_ = p.store.Save(p.outputs[i].Out, next) // nothing is lost but time
		}
	}
}

// digests reads the files of a run. Where one cannot be read there are none,
// and everything is made anew.
func digests(lines []string) []output.Digest {
	files := make([]output.Digest, len(lines))
	for i, line := range lines {
		var ok bool
		if files[i], ok = output.ParseDigest(line); !ok {
			return nil
		}
	}
	return files
}

func lines(files []output.Digest) []string {
	lines := make([]string, len(files))
	for i, f := range files {
		lines[i] = f.String()
	}
	return lines
}
