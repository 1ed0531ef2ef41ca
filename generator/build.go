package generator

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"slices"
	"sync/atomic"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/emit"
	"github.com/hcnet/problemgen/generator/internal/emit/gopkg"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/output"
)

// An opened output is one that a run compares or writes.
type opened struct {
	Output
	kind   outputKind
	writer *output.Writer
	plan   *output.Plan
	// around is what others have where the output is to be; nil where that does
	// not matter. beside is what is wrong with it beside the files that are made.
	around *gopkg.Surroundings
	beside []diag.List
	// made are all of its files.
	made []output.Digest
}

// outputs are all of a catalog's.
type outputs []*opened

// build makes all files and hands them to the writers, which compare them with
// what is on disk. Every problem is gone through once, on all processors, and
// the files of one do not wait for those of another: when a problem's are made,
// those of the problem before are gone.
func (all outputs) build(ctx context.Context, o Options, loaded *load.Result) error {
	builders := make([]builder, len(all))
	for i, opened := range all {
		var err error
		if builders[i], err = opened.builder(o, loaded); err != nil {
			return err
		}
		defer builders[i].close()
	}
	err := loaded.Each(ctx, StageBuild, func(i int, p *catalog.Problem) error {
		for _, b := range builders {
			if err := b.problem(i, p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i, b := range builders {
		if all[i].made, err = b.finish(); err != nil {
			return err
		}
		all[i].Files = len(all[i].made)
	}
	return nil
}

// A builder makes one output.
type builder interface {
	problem(i int, p *catalog.Problem) error
	finish() ([]output.Digest, error)
	close()
}

// builder returns what makes an output.
func (o *opened) builder(options Options, loaded *load.Result) (builder, error) {
	m := making{
		heads: loaded.Heads(), intro: loaded.Intro, pages: loaded.Source(),
		catalog: options.Catalog, output: o.Output.Output, others: sumsOf(loaded.Others), command: options.Command,
	}
	if err := o.lookAround(gopkg.PageFiles(m.heads)); err != nil {
		return nil, err
	}
	if o.kind.IsFolder() {
		maker, err := o.kind.folder(m)
		return o.folderBuilder(maker, len(m.heads)), err
	}
	composer, err := o.kind.file(m)
	return o.fileBuilder(path.Base(o.Out), composer, len(m.heads)), err
}

func (o *opened) folderBuilder(maker emit.Maker, problems int) *folderBuilder {
	o.beside = make([]diag.List, problems+1) // the last one is for what all problems share
	b := &folderBuilder{opened: o, maker: maker, writer: o.writer, made: make([][]output.Digest, problems)}
	if g, ok := maker.(emit.Gatherer); ok {
		name, composer := g.Gathered()
		b.gathered, b.both = o.fileBuilder(name, composer, problems), g.Both
	}
	return b
}

func (o *opened) fileBuilder(name string, c emit.Composer, problems int) *fileBuilder {
	return &fileBuilder{name: name, composer: c, writer: o.writer, spool: newSpool(problems), pages: make([]string, problems)}
}

// sumsOf returns the sums of pages by their paths.
func sumsOf(others []load.Other) map[string]string {
	sums := map[string]string{}
	for _, o := range others {
		sums[o.Path] = gopkg.Sum(o.Source.Text)
	}
	return sums
}

// A folderBuilder makes the files of an output that is a folder.
type folderBuilder struct {
	opened *opened
	maker  emit.Maker
	writer *output.Writer
	made   [][]output.Digest
	// gathered makes the file that is composed of what all problems say; nil
	// where there is none.
	gathered *fileBuilder
	// both makes the files of a problem, and its chunks of the gathered file.
	both func(p *catalog.Problem) ([]catalog.File, [][]byte, error)
}

func (b *folderBuilder) problem(i int, p *catalog.Problem) error {
	if b.gathered == nil {
		files, err := b.maker.Problem(p)
		if err != nil {
			return err
		}
		return b.add(i, files)
	}
	files, chunks, err := b.both(p)
	if err != nil {
		return err
	}
	if err := b.add(i, files); err != nil {
		return err
	}
	return b.gathered.add(i, p, chunks)
}

// add hands the files of a problem to the writer.
func (b *folderBuilder) add(i int, files []catalog.File) (err error) {
	b.opened.look(i, files)
	b.made[i], err = b.writer.Add(files...)
	return err
}

func (b *folderBuilder) finish() ([]output.Digest, error) {
	files, err := b.maker.Shared()
	if err != nil {
		return nil, err
	}
	b.opened.look(len(b.made), files)
	made, err := b.writer.Add(files...)
	if err != nil {
		return nil, err
	}
	made = append(made, slices.Concat(b.made...)...)
	if b.gathered == nil {
		return made, nil
	}
	gathered, err := b.gathered.finish()
	return append(made, gathered...), err
}

func (b *folderBuilder) close() {
	if b.gathered != nil {
		b.gathered.close()
	}
}

// lookAround looks at what others have where the output is to be.
func (o *opened) lookAround(planned map[string]bool) (err error) {
	if o.kind.around != nil {
		o.around, err = o.kind.around(o.Output.Output, planned)
	}
	return err
}

// look notes what of the surroundings stands in the way of files.
func (o *opened) look(i int, files []catalog.File) {
	if o.around == nil || o.around.Quiet() {
		return
	}
	for _, f := range files {
		o.beside[i] = append(o.beside[i], o.around.Beside(f)...)
	}
}

// A fileBuilder makes one file. What it says of problems waits in a spool until
// all is there.
type fileBuilder struct {
	name     string
	composer emit.Composer
	writer   *output.Writer
	spool    *spool
	// pages are those of the problems.
	pages []string
}

func (b *fileBuilder) problem(i int, p *catalog.Problem) error {
	chunks, err := b.composer.Chunks(p)
	if err != nil {
		return err
	}
	return b.add(i, p, chunks)
}

// add keeps the chunks of a problem.
func (b *fileBuilder) add(i int, p *catalog.Problem, chunks [][]byte) error {
	b.pages[i] = p.Page
	return b.spool.add(i, chunks)
}

func (b *fileBuilder) finish() ([]output.Digest, error) {
	write := func(w io.Writer) error { return b.composer.Compose(w, b.spool.copy) }
	made, err := b.writer.Compose(b.name, write, b.changed)
	return []output.Digest{made}, err
}

// maxChanged is how many pages are named for a file that all of them share.
const maxChanged = 10

// changed returns the pages of which the file says what the old one does not
// have.
func (b *fileBuilder) changed(old []byte) []string {
	var pages []string
	at := 0 // what one page says is as a rule behind what the page before does
	for i, page := range b.pages {
		for section := range b.spool.chunks[i] {
			chunk, err := b.spool.chunk(i, section, nil)
			if err != nil || len(chunk) == 0 {
				continue
			}
			found := bytes.Index(old[at:], chunk)
			if section == 0 && found >= 0 {
				at += found
			}
			if found < 0 && !bytes.Contains(old, chunk) && !slices.Contains(pages, page) {
				pages = append(pages, page)
			}
		}
		if len(pages) == maxChanged {
			break
		}
	}
	return pages
}

func (b *fileBuilder) close() { b.spool.close() }

// plan plans every output, and returns what was found.
func (all outputs) plan() (found diag.List, err error) {
	for _, o := range all {
		plan, inOutput, err := o.writer.Plan()
		if err != nil {
			return nil, err
		}
		o.plan, o.Changes = plan, plan.Changes
		found = append(found, inOutput...)
		if o.around != nil {
			found = append(append(found, o.around.Found...), slices.Concat(o.beside...)...)
		}
	}
	return found, nil
}

// apply makes the changes of every output. It is called when all are planned.
func (all outputs) apply(ctx context.Context) error {
	for _, o := range all {
		if err := o.plan.Apply(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (all outputs) changed() bool {
	return slices.ContainsFunc(all, func(o *opened) bool { return len(o.Changes) > 0 })
}

func (all outputs) reports() []Output {
	reports := make([]Output, len(all))
	for i, o := range all {
		reports[i] = o.Output
	}
	return reports
}

func (all outputs) close() error {
	var err error
	for _, o := range all {
		err = errors.Join(err, o.writer.Close())
	}
	return err
}

// keep keeps all files of all outputs, or returns false.
func (all outputs) keep(ctx context.Context, o Options, made [][]output.Digest) (bool, error) {
	if len(made) != len(all) {
		return false, nil
	}
	for i, opened := range all {
		kept, err := opened.keep(ctx, o, made[i])
		if !kept || err != nil {
			return false, err
		}
	}
	return true, nil
}

func (o *opened) keep(ctx context.Context, options Options, made []output.Digest) (bool, error) {
	planned := make(map[string]bool, len(made))
	for _, f := range made {
		planned[f.Path()] = true
	}
	if err := o.lookAround(planned); err != nil {
		return false, err
	}
	if o.around != nil && !o.around.Quiet() {
		return false, nil // what others have is held against the files themselves
	}
	o.made, o.Files = made, len(made)
	var lost atomic.Bool
	err := load.Each(ctx, len(made), func(i int) error {
		if lost.Load() {
			return nil
		}
		there, err := o.writer.Keep(made[i : i+1])
		if !there {
			lost.Store(true)
		}
		return err
	}, func(done int) {
		if options.Progress != nil {
			options.Progress(StageRecall, done, len(made))
		}
	})
	return !lost.Load(), err
}
