package generator

import (
	"context"
	"reflect"
	"strconv"
	"sync/atomic"

	"github.com/hcnet/problemgen/generator/internal/emit/gopkg"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/memo"
	"github.com/hcnet/problemgen/generator/internal/output"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// A past is what the last run made for the output folder, and of what. It
// answers one question: is all input the same, down to the last bit of the
// program, and was nothing wrong with it? Then nothing has to be made of it
// again, and it is enough to compare the files on disk with their sums.
type past struct {
	store *memo.Store
	out   string
	last  *memo.Run
	code  gopkg.Options
	tool  string
	// input is the sum of all input.
	input memo.Sum
}

// recall looks up what the last run made. Where that cannot be known, or the
// program not be told from others, it made nothing.
func recall(o Options) *past {
	p := &past{out: o.Package.Out, last: &memo.Run{}}
	if o.Memo == nil {
		return p
	}
	tool, err := o.Memo.Tool()
	if err != nil {
		return p
	}
	code, err := golangOptions(o)
	if err != nil { // which the build will tell
		return p
	}
	p.store, p.last, p.code, p.tool = o.Memo, o.Memo.Load(o.Package.Out), code, tool
	return p
}

// take sums up everything that the run goes by.
func (p *past) take(o Options, in *load.Input) {
	if p.store == nil {
		return
	}
	all := []string{p.tool, strconv.Itoa(Format), p.code.Package, p.code.ImportPath, p.code.Pages, p.code.Command, o.Package.Base}
	all = append(all, o.Package.Initialisms...)
	for _, s := range o.Package.Settings {
		all = append(all, s.Rule, s.Severity.String(), s.Path)
	}
	in.Texts(func(name string, bytes []byte) {
		all = append(all, name, memo.Of(bytes).String(), strconv.FormatBool(bytes != nil))
	})
	p.input = memo.Of(all...)
}

// everything returns all files that the last run made, if it had the same
// input and found nothing wrong with it.
func (p *past) everything(from *source.Source) []output.Digest {
	if p.store == nil || p.last.Input != p.input {
		return nil
	}
	for name, was := range p.last.Asked {
		if from.Exists(name) != was {
			return nil
		}
	}
	return digests(p.last.Files)
}

// save keeps what this run made, where nothing is wrong with its input:
// findings are found anew every time.
func (p *past) save(loaded *load.Result, made []output.Digest) {
	if p.store == nil {
		return
	}
	next := &memo.Run{}
	if len(loaded.Findings) == 0 {
		next = &memo.Run{Input: p.input, Asked: loaded.Asked(), Files: lines(made)}
	}
	if !reflect.DeepEqual(next, p.last) {
		_ = p.store.Save(p.out, next) // nothing is lost but time
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

// keepAll keeps all files, or returns false.
func (o Options) keepAll(ctx context.Context, w *output.Writer, made []output.Digest) (bool, error) {
	var lost atomic.Bool
	keep := func(i int) error {
		if lost.Load() {
			return nil
		}
		kept, err := w.Keep(made[i : i+1])
		if !kept {
			lost.Store(true)
		}
		return err
	}
	err := load.Each(ctx, len(made), keep, func(done int) {
		if o.Progress != nil {
			o.Progress(StageRecall, done, len(made))
		}
	})
	return !lost.Load(), err
}
