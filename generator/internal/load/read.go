package load

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"

	"golang.org/x/sync/errgroup"
	"golang.org/x/text/unicode/norm"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/page"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// The rules about the folder itself.
const (
	ruleIrregularFile = "irregular-file" // error: a page that is no regular file inside the folder
	rulePagePathCase  = "page-path-case" // error: two pages whose paths differ by case alone, or by how their characters are put together
	ruleBadPagePath   = "bad-page-path"  // error: a path that would not be safe to show or to carry to other systems
	ruleTooManyPages  = "too-many-pages" // error: more pages than a package can sensibly have
)

// maxPages bounds a folder. Ten thousand pages take a few seconds; a folder
// with ten times as many was named by mistake.
const maxPages = 100_000

// An Input is everything in a source that a run goes by, read once: what
// changes meanwhile counts in the next run.
type Input struct {
	source  *source.Source
	options Options
	pages   []text
	// intros are the pages that introduce the folder or one inside that has
	// pages, in the order of their paths.
	intros []text
	// pageNames are the paths of the pages, those included that cannot be read.
	pageNames []string
	// found is what is wrong with the folder itself.
	found diag.List
}

// A text is a page as it was read.
type text struct {
	name string
	// source is nil where the page cannot be read, which found tells.
	source *diag.Source
	found  diag.List
}

// Read reads the pages, several at a time.
func Read(ctx context.Context, from *source.Source, o Options) (*Input, error) {
	in := &Input{source: from, options: o}
	names, err := in.list()
	if err != nil {
		return nil, err
	}
	in.pages = make([]text, len(names))
	err = o.each(ctx, StageRead, len(names), func(i int) (err error) {
		in.pages[i], err = in.text(names[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	return in, in.introductions()
}

// Pages counts the pages.
func (in *Input) Pages() int { return len(in.pages) }

// Names are the paths of the pages.
func (in *Input) Names() []string {
	names := make([]string, len(in.pages))
	for i, t := range in.pages {
		names[i] = t.name
	}
	return names
}

// Intros are the paths of the pages that introduce the folder or one inside.
func (in *Input) Intros() []string {
	names := make([]string, len(in.intros))
	for i, t := range in.intros {
		names[i] = t.name
	}
	return names
}

// Texts calls do with everything that was read, the introductions last; bytes
// are nil where a page could not be read.
func (in *Input) Texts(do func(name string, bytes []byte)) {
	for _, t := range slices.Concat(in.pages, in.intros) {
		var bytes []byte
		if t.source != nil {
			bytes = t.source.Original()
		}
		do(t.name, bytes)
	}
}

// bodies yields the texts of the pages that could be read.
func (in *Input) bodies(yield func(text []byte) bool) {
	for _, t := range in.pages {
		if t.source != nil && !yield(t.source.Text) {
			return
		}
	}
}

// list returns the paths of the pages, sorted. A source without any is an
// error: what was passed over tells why.
func (in *Input) list() ([]string, error) {
	files, err := in.options.files(in.source)
	if err != nil {
		return nil, err
	}
	if len(files) > maxPages {
		in.found.Add(diag.At(in.place(files[maxPages]), ruleTooManyPages, "the folder has more than %d pages", maxPages).
			WithHelp("name the folder that holds the problem pages alone"))
		return nil, nil
	}
	in.pageNames = page.Choose(files, in.options.Names)
	if len(in.pageNames) == 0 && !in.options.MayBeEmpty {
		return nil, in.noPages(0)
	}
	return in.safe(in.pageNames), nil
}

// files returns the paths of the files that can be pages or introduce a folder.
func (o Options) files(from *source.Source) ([]string, error) {
	files, err := from.List(maxPages, func(dir string) bool { return !isHidden(dir) }, o.mayBePage)
	if err != nil {
		return nil, fmt.Errorf("list the pages: %w", err)
	}
	return files, nil
}

// Only returns the options with which just those files are pages that are some
// in the source. A part of it is read as if it were all there.
func (o Options) Only(from *source.Source) (Options, error) {
	files, err := o.files(from)
	if err != nil {
		return o, err
	}
	pages := map[string]bool{}
	for _, name := range page.Choose(files, o.Names) {
		pages[name] = true
	}
	o.Selects = func(name string) bool { return pages[name] || path.Dir(name) == "." && catalog.IsIntro(name) }
	return o, nil
}

// Candidates returns the paths of the files that are pages or introduce a folder
// where the configuration lets them.
func (in *Input) Candidates() ([]string, error) {
	all := in.options
	all.Selects = nil
	return all.files(in.source)
}

// mayBePage reports whether a file can be a page or introduce a folder, by its
// name and the configuration.
func (o Options) mayBePage(name string) bool {
	return page.MayBePage(name) && o.IsSelected(name)
}

func isHidden(name string) bool { return strings.ContainsRune("._", rune(path.Base(name)[0])) }

// safe sets aside the pages whose paths cannot be trusted.
func (in *Input) safe(names []string) []string {
	folded := map[string]string{}
	var safe []string
	for _, name := range names {
		if strings.ContainsFunc(name, isUnsafe) {
			in.found.Add(diag.At(in.place(strings.Map(visible, name)), ruleBadPagePath, "the page's path holds a character that file names should not have").
				WithHelp("rename the page: letters, digits, hyphens and underscores are safe everywhere"))
			continue
		}
		key := strings.ToLower(norm.NFC.String(name))
		first, clash := folded[key]
		folded[key] = name
		if clash {
			in.found.Add(diag.At(in.place(name), rulePagePathCase, "%s and %s differ by case or by the form of their characters alone, so some systems take them for one file", first, name).
				WithHelp("rename one of the two pages"))
			continue
		}
		safe = append(safe, name)
	}
	return safe
}

func isUnsafe(r rune) bool {
	return r == '\\' || r == unicode.ReplacementChar || !unicode.IsPrint(r)
}

func visible(r rune) rune {
	if isUnsafe(r) {
		return '?'
	}
	return r
}

// introductions reads, of each folder that has pages, the first of the files
// that can introduce it.
func (in *Input) introductions() error {
	folders := map[string]bool{".": true}
	for _, name := range in.pageNames {
		for folder := path.Dir(name); !folders[folder]; folder = path.Dir(folder) {
			folders[folder] = true
		}
	}
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		for _, name := range page.Intros() {
			name = path.Join(folder, name)
			if !in.options.introduces(in.source, name) || slices.Contains(in.pageNames, name) {
				continue
			}
			t, err := in.text(name)
			if err != nil {
				return err
			}
			in.intros = append(in.intros, t)
			break
		}
	}
	return nil
}

// introduces reports whether a file is there to introduce its folder. That of
// all pages may be left out of them by the configuration.
func (o Options) introduces(from *source.Source, name string) bool {
	return from.IsFile(name) && (path.Dir(name) == "." || o.IsSelected(name))
}

// text reads a page. What is no file to read is a finding.
func (in *Input) text(name string) (text, error) {
	data, err := in.source.Read(name, page.MaxSize)
	if errors.Is(err, source.ErrIrregular) {
		irregular := diag.At(in.place(name), ruleIrregularFile, "the page is no regular file inside the folder").
			WithHelp("put the page itself here, or give the file a name with another ending than .md, .markdown and .mdx")
		return text{name: name, found: diag.List{irregular}}, nil
	}
	if err != nil {
		return text{}, err
	}
	return text{name: name, source: in.options.Memory.source(in.source.Shown(name), data)}, nil
}

// place returns the beginning of a file that was not read.
func (in *Input) place(name string) diag.Span {
	return diag.NewSource(in.source.Shown(name), nil).Span(0, 0)
}

// each does the work of a stage for n pages on all processors, and tells how
// far it is.
func (o Options) each(ctx context.Context, stage string, n int, do func(i int) error) error {
	return Each(ctx, n, do, func(done int) {
		if o.Progress != nil {
			o.Progress(stage, done, n)
		}
	})
}

// Each does n pieces of work on all processors, and tells after each how many
// are done.
func Each(ctx context.Context, n int, do func(i int) error, tell func(done int)) error {
	var begun, done atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() error {
			for i := int(begun.Add(1)) - 1; i < n; i = int(begun.Add(1)) - 1 {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := do(i); err != nil {
					return err
				}
				tell(int(done.Add(1)))
			}
			return nil
		})
	}
	return group.Wait()
}
