// Package load turns a source of pages into a catalog and findings: pages are
// read, resolved and judged, several at a time and in bounded memory. It knows
// no output.
package load

import (
	"cmp"
	"context"
	"slices"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/page"
	"github.com/hcnet/problemgen/generator/internal/resolve"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// The stages, as Options.Progress has them.
const (
	StageRead  = "read"
	StageJudge = "judge"
)

// Options are what the configuration says.
type Options struct {
	// Base is put before names to make type URIs; it may be empty.
	Base string
	// Spelling is how names are spelled behind the base: "kebab", "snake",
	// "file", or empty where the pages decide.
	Spelling string
	// NamesByPath makes a page's folder a part of its problem's name.
	NamesByPath bool
	// Selects reports whether a file may be a page; nil where all may.
	Selects func(name string) bool
	// MayBeEmpty tells that a source without a page is nothing wrong: it is the
	// state before the first or behind the last one.
	MayBeEmpty bool
	// Folder is what the whole folder shows, where the source is a part of it;
	// nil where it is all of it.
	Folder *Folder
	// Names reports whether a file is named as a page, whatever it is called;
	// it may be nil.
	Names func(name string) bool
	// Initialisms are words that Go names have in capitals, beside the common
	// ones.
	Initialisms []string
	// Reserved tells why an identifier cannot be a page's, or returns "". It is
	// nil where no Go package is made, and what only that minds is no finding.
	Reserved func(identifier string) string
	// Judge returns what the outputs cannot say of a problem; it may be nil.
	Judge func(*catalog.Problem) diag.List
	// Clashes returns the problems that cannot have their names in the outputs;
	// it may be nil.
	Clashes func([]catalog.Head) []catalog.Clash
	// Severity returns what the configuration gives a rule on a page; ok is
	// false where it says nothing. It may be nil.
	Severity func(rule, page string) (severity diag.Severity, ok bool)
	// Memory has what the pages came to when they were loaded before, with the
	// same options; it may be nil.
	Memory *Memory
	// Progress is told how many pages a stage is done with. It is called from
	// several goroutines, so a call may tell less than one before it. It may
	// be nil.
	Progress func(stage string, done, total int)
}

// A Folder is what is known of a page by the other pages of its folder.
type Folder struct {
	common   page.Common
	spelling string
}

// Folder returns what the whole folder shows.
func (r *Result) Folder() *Folder { return &r.folder }

// SpelledAs returns the folder as if its type URIs were those of the heads, and
// whether that makes a difference.
func (f *Folder) SpelledAs(heads []catalog.Head) (*Folder, bool) {
	spelling := resolve.UsualSpelling(heads)
	return &Folder{f.common, spelling}, spelling != f.spelling
}

// Load reads and judges all pages of a source. The result reads from the
// source as long as it is used.
func Load(ctx context.Context, from *source.Source, o Options) (*Result, error) {
	in, err := Read(ctx, from, o)
	if err != nil {
		return nil, err
	}
	return in.Judge(ctx)
}

// A Result is what the pages mean, and what is wrong with them. Its problems
// are of use only where no finding is an error.
type Result struct {
	// Pages counts the pages that were read.
	Pages int
	// Findings are judged and sorted.
	Findings diag.List
	// Intro is the page that introduces the folder.
	Intro catalog.Intro
	// Others are the pages that say themselves that they document no problem.
	Others []Other

	input *Input
	*pageJudge
	asked *answers
	// problems are in the order of their names; of those behind the first ones
	// there is no more than an outline. Where the outline is not enough, texts
	// has the page, which is read again.
	problems []*catalog.Problem
	heads    []catalog.Head
	texts    map[string]text
	// names are the Go names of the problems on the pages.
	names map[string]string
}

// An Other is a page that documents no problem.
type Other struct {
	Path   string
	Source *diag.Source
}

// Heads returns what there is to know of all problems at once, in the order of
// their names.
func (r *Result) Heads() []catalog.Head { return r.heads }

// Each does work with every whole problem, on all processors and in no order;
// i is the problem's place among the heads. The problem may not be kept, and
// not changed.
func (r *Result) Each(ctx context.Context, stage string, work func(i int, p *catalog.Problem) error) error {
	return r.input.options.each(ctx, stage, len(r.problems), func(i int) error {
		return work(i, r.whole(r.problems[i]))
	})
}

// Source returns what the pages were read from.
func (r *Result) Source() *source.Source { return r.input.source }

// TypeAt returns where the type URI of the problem of that name is written.
func (r *Result) TypeAt(name string) diag.Span {
	i, there := slices.BinarySearchFunc(r.heads, name, func(h catalog.Head, name string) int { return cmp.Compare(h.Name, name) })
	if !there {
		return diag.Span{}
	}
	return r.problems[i].Type.At
}

// Judge judges findings that belong to no page that was read, such as those
// about an output.
func (r *Result) Judge(found diag.List) diag.List { return r.linter.Folder(found) }

// JudgeLate judges findings that others have made: those about the source's
// pages, which may ignore them, and those about other files.
func (r *Result) JudgeLate(found diag.List) diag.List {
	var judged, others diag.List
	byPage := map[*diag.Source]diag.List{}
	for _, d := range found {
		byPage[d.At.Source] = append(byPage[d.At.Source], d)
	}
	for _, p := range r.problems {
		if own := byPage[p.Source]; len(own) > 0 {
			readings, _ := page.ReadAll(p.Page, p.Source, r.folder.common)
			for _, read := range readings {
				own = r.linter.Late(read.Page, own)
			}
			judged = append(judged, own...)
			delete(byPage, p.Source)
		}
	}
	for _, rest := range byPage {
		others = append(others, rest...)
	}
	return append(judged, r.Judge(others)...)
}

// Asked are the files of the source that the pages lead to, and whether they
// are there.
func (r *Result) Asked() map[string]bool { return r.asked.known }

// Problem returns a whole problem by its place among the heads, to keep. It may
// be called for several at a time.
func (r *Result) Problem(i int) *catalog.Problem { return r.whole(r.problems[i]) }

// SameMeaning reports whether a page means the same under both options.
func (o Options) SameMeaning(other Options) bool {
	return o.Base == other.Base && o.Spelling == other.Spelling && o.NamesByPath == other.NamesByPath &&
		slices.Equal(o.Initialisms, other.Initialisms)
}

// IsSelected reports whether a file may be a page by the configuration.
func (o Options) IsSelected(name string) bool { return o.Selects == nil || o.Selects(name) }

// Names returns the paths of the pages of a source, without reading them.
func Names(from *source.Source, o Options) ([]string, error) {
	return (&Input{source: from, options: o}).list()
}
