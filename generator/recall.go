package generator

import (
	"context"
	"reflect"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/emit/gopkg"
	"github.com/hcnet/problemgen/generator/internal/memo"
	"github.com/hcnet/problemgen/generator/internal/output"
)

// A past is what the last run made for the output folder, and of what; beside
// it grows what this run makes. Two questions are answered from it.
//
// Is all input the same, down to the last bit of the program, and was nothing
// wrong with it? Then nothing has to be read into it again, and it is enough
// to compare the files on disk with their sums.
//
// Else, for each page: is everything the same that its files are made from?
// Then they need not be built, where they are on disk as they were made.
type past struct {
	store *memo.Store
	out   string
	last  *memo.Run
	code  gopkg.Options

	// input is the sum of all input, pages that of each page's bytes, and
	// basis that of what all pages' files have in common.
	input memo.Sum
	pages map[string]memo.Sum
	basis memo.Sum

	mu   sync.Mutex
	next memo.Run
}

// recall looks up what the last run made. Where that cannot be known, or the
// program not be told from others, it made nothing.
func recall(o Options) *past {
	p := &past{out: o.Package.Out, last: &memo.Run{}, pages: map[string]memo.Sum{}}
	p.next.Pages = map[string]memo.Made{}
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
	p.store, p.last, p.code = o.Memo, o.Memo.Load(o.Package.Out), code
	p.basis = memo.Of(append([]string{tool, strconv.Itoa(Format), code.Package, code.ImportPath, o.Package.Base}, o.Package.Initialisms...)...)
	return p
}

// take sums up everything that the run goes by.
func (p *past) take(o Options, in *input) {
	if p.store == nil {
		return
	}
	all := []string{p.basis.String(), p.code.Pages, p.code.Command}
	for _, s := range o.Package.Settings {
		all = append(all, s.Rule, s.Severity.String(), s.Path)
	}
	for _, t := range append(in.pages, in.intro) {
		p.pages[t.name] = t.sum
		all = append(all, t.name, t.sum.String())
	}
	p.input = memo.Of(all...)
}

// everything returns all files that the last run made, if it had the same
// input and found nothing wrong with it.
func (p *past) everything(in *input) [][]output.Digest {
	if p.store == nil || p.last.Input != p.input {
		return nil
	}
	for name, was := range p.last.Asked {
		if in.folder.exists(name) != was {
			return nil
		}
	}
	made := make([][]output.Digest, 0, len(p.last.Pages)+1)
	made = append(made, digests(p.last.Shared))
	for _, page := range p.last.Pages {
		made = append(made, digests(page.Files))
	}
	return made
}

// names sums up what the files of one page may say about other pages: the Go
// names that links lead to.
func (p *past) names(c *catalog.Catalog) memo.Sum {
	var all []string
	for _, other := range c.Problems {
		all = append(all, other.Page, other.GoName)
	}
	return memo.Of(all...)
}

// made returns the sum of all that a page's files are made from, and those that
// the last run made of it, if any.
func (p *past) made(page *catalog.Problem, names memo.Sum) (memo.Sum, []output.Digest) {
	input := memo.Of(p.basis.String(), names.String(), page.Page, p.pages[page.Page].String())
	if last, ok := p.last.Pages[page.Page]; ok && last.Input == input {
		return input, digests(last.Files)
	}
	return input, nil
}

// remember notes what was made of a page.
func (p *past) remember(page string, input memo.Sum, files []output.Digest) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.next.Pages[page] = memo.Made{Input: input, Files: lines(files)}
}

// save keeps what this run made. All input is remembered only where nothing is
// wrong with it: findings are found anew every time.
func (p *past) save(l *judged) {
	if p.store == nil {
		return
	}
	if len(l.asked.known) > 0 {
		p.next.Asked = l.asked.known
	}
	if len(l.report.Findings) == 0 {
		p.next.Input = p.input
	}
	if !reflect.DeepEqual(&p.next, p.last) {
		_ = p.store.Save(p.out, &p.next) // nothing is lost but time
	}
}

// digests reads the files of a run; those that it cannot read are nil, and so
// are made anew.
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
func (o Options) keepAll(ctx context.Context, w *output.Writer, made [][]output.Digest) (bool, error) {
	var lost atomic.Bool
	err := o.each(ctx, StageRecall, len(made), func(i int) error {
		if lost.Load() {
			return nil
		}
		kept, err := w.Keep(made[i])
		if !kept {
			lost.Store(true)
		}
		return err
	})
	return !lost.Load(), err
}
