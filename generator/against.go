package generator

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// Against says what pages are compared with.
type Against struct {
	// Name is a git revision, or a folder of pages.
	Name string
	// Exact compares with a branch as it is, instead of with the commit at which
	// HEAD's history and that of the branch part.
	Exact bool
	// Config is the configuration file of today; empty where there is none.
	Config string
}

// A former is what pages are compared with.
type former struct {
	source  *source.Source
	options load.Options
	// was and is are what changes can be seen of in the configuration, then and
	// today.
	was, is surface
	// label says what it is: a commit and how it was found, or a folder.
	label string
	notes []string
	// revision is the beginning of the commit's name; empty for a folder.
	revision string
	// isRelease reports whether a name is that of what is compared with.
	isRelease func(name string) bool
}

// A surface is what a configuration says of a catalog that others see.
type surface struct {
	base string
	// pkg and place are the name and the folder of the Go package, by its path
	// from the top of the repository or from the pages; empty where none is made.
	pkg, place string
}

// open finds what pages are compared with. A name that can be a revision and a
// folder is refused.
func (a Against) open(ctx context.Context, o Options) (*former, error) {
	folder, noFolder := source.Folder(a.Name)
	switch {
	case noFolder != nil && isPath(a.Name):
		return nil, noFolder
	case noFolder == nil && isPath(a.Name):
		return a.folder(o, folder)
	}
	repository, noRevision := source.OpenRepository(ctx, o.Catalog.Pages)
	var at source.Revision
	if noRevision == nil {
		at, noRevision = repository.Resolve(ctx, a.Name)
	}
	switch {
	case noFolder == nil && noRevision == nil:
		ambiguous := fmt.Errorf("%s is a revision and a folder: write ./%[1]s for the folder, refs/heads/%[1]s for the branch", a.Name)
		return nil, errors.Join(ambiguous, folder.Close())
	case noFolder == nil:
		return a.folder(o, folder)
	case noRevision != nil:
		return nil, noRevision
	}
	return a.revision(ctx, o, repository, at)
}

// needPages refuses a folder without a page, which was named by mistake. A
// revision may be from before the first one.
func (f *former) needPages() error {
	_, err := load.Names(f.source, f.options)
	if none, ok := errors.AsType[*load.NoPagesError](err); ok && f.revision != "" {
		f.notes = append(f.notes, fmt.Sprintf("%s: everything is new", none))
		return nil
	}
	return err
}

// isPath reports whether a name says itself that it is a path.
func isPath(name string) bool {
	slashed := filepath.ToSlash(name)
	return filepath.IsAbs(name) || slashed == "." || slashed == ".." || strings.HasPrefix(slashed, "./") || strings.HasPrefix(slashed, "../")
}

// folder compares with a folder of pages, by the settings of a configuration
// in it, or else by those of today.
func (a Against) folder(o Options, folder *source.Source) (*former, error) {
	today := o.Catalog
	f := &former{source: folder, label: a.Name, isRelease: func(string) bool { return false }}
	c := today
	if folder.IsFile(config.FileName) {
		content, err := folder.Read(config.FileName, maxConfig)
		if err != nil {
			return nil, errors.Join(err, folder.Close())
		}
		then, notes := parsedThen(folder.Shown(config.FileName), content)
		f.notes = append(f.notes, notes...)
		if found, ok := sameCatalog(then, ".", ".", today); ok {
			c = found
		}
	}
	f.options = o.with(c).loading()
	f.was = surfaceOf(c, func(out string) string { return relativeTo(c.Pages, out) })
	f.is = surfaceOf(today, func(out string) string { return relativeTo(today.Pages, out) })
	return f, nil
}

// maxConfig bounds a configuration file of another time.
const maxConfig = 1 << 20

// revision compares with the pages as they were at a revision.
func (a Against) revision(ctx context.Context, o Options, r *source.Repository, at source.Revision) (*former, error) {
	f := &former{}
	at, err := a.base(ctx, r, at, f)
	if err != nil {
		return nil, err
	}
	f.revision = at.Short()
	f.isRelease = func(name string) bool {
		release, err := r.Resolve(ctx, name)
		return err == nil && release.Commit == at.Commit
	}
	then, err := a.then(ctx, o, r, at)
	if err != nil {
		return nil, err
	}
	f.notes = append(f.notes, then.notes...)
	f.options, f.was, f.is = o.with(then.catalog).loading(), then.was, then.is
	f.source, err = r.At(ctx, at, then.pages, f.revision+":"+then.shown)
	if errors.Is(err, source.ErrNotThere) {
		f.notes = append(f.notes, fmt.Sprintf("there was no folder %s at %s: everything is new", then.pages, f.revision))
		f.source, f.options.MayBeEmpty, err = source.Empty(), true, nil
	}
	return f, err
}

// base returns the commit to compare with, and tells the former what it is.
func (a Against) base(ctx context.Context, r *source.Repository, at source.Revision, f *former) (source.Revision, error) {
	if !at.Branch || a.Exact {
		f.label = fmt.Sprintf("%s, which is %s", at.Short(), at.Name)
		return at, nil
	}
	base, err := r.MergeBase(ctx, at)
	if err != nil {
		return base, err
	}
	f.label = fmt.Sprintf("%s, where %s and HEAD part", base.Short(), at.Name)
	head, err := r.Head(ctx)
	if err == nil && head == base.Commit {
		f.notes = append(f.notes, fmt.Sprintf("HEAD has nothing that %s lacks, so only what is not committed is compared; a tag or a commit compares with an earlier state", at.Name))
	}
	return base, err
}

// with returns the options for the catalog as it was.
func (o Options) with(c config.Catalog) Options {
	o.Catalog = c
	return o
}

// Unrevised returns the finding of a change as it is for those who know the
// files of today alone: a page of then goes by its path, without its revision.
func (d Difference) Unrevised() diag.Diagnostic {
	finding := d.Diagnostic()
	if d.Revision != "" && !d.At.IsZero() {
		finding.At = diag.NewSource(d.file(), d.At.Source.Original()).Span(d.At.Start, d.At.End)
	}
	return finding
}

// file returns the path of the page that At is on.
func (d Difference) file() string {
	return strings.TrimPrefix(d.At.Position().File, d.Revision+":")
}
