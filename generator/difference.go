package generator

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/diff"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// A comparison holds two catalogs.
type comparison struct {
	after  *load.Result
	before *formerCatalog
	// same are the pages that have the same bytes and mean the same: what they
	// document is known from today's.
	same map[string]bool
}

// compare loads both catalogs. Pages that are the same on both sides are read
// once, provided that both configurations take them for the same.
func compare(ctx context.Context, from *source.Source, options load.Options, with *former) (*comparison, error) {
	if err := with.needPages(); err != nil {
		return nil, err
	}
	then, err := with.options.Only(with.source)
	if err != nil {
		return nil, err
	}
	then.MayBeEmpty = true // before the first page, or where none is another than today's
	in, err := load.Read(ctx, from, options)
	if err != nil {
		return nil, err
	}
	c := &comparison{same: map[string]bool{}}
	if options.SameMeaning(then) {
		in.Texts(func(name string, content []byte) {
			c.same[name] = content != nil && then.IsSelected(name) && with.source.Holds(name, content)
		})
		c.looseIntros(in, with.source)
	}
	if c.after, err = in.Judge(ctx); err != nil {
		return nil, err
	}
	then.Folder = c.after.Folder()
	return c, c.readFormer(ctx, with.source, then)
}

// looseIntros takes the pages that introduce folders out of what is the same,
// as those that have changed are read by them; where one of them is another,
// what it says of members may be, and all pages are others.
func (c *comparison) looseIntros(in *load.Input, from *source.Source) {
	intros := in.Intros()
	for name, same := range c.same {
		if slices.Contains(intros, name) && !same {
			clear(c.same)
			return
		}
	}
	for _, name := range intros {
		c.same[name] = false
	}
}

// readFormer reads the former pages that are others than today's. What they
// mean hangs on all of the folder in one thing, how type URIs are spelled:
// where that has changed, no page is the same.
func (c *comparison) readFormer(ctx context.Context, from *source.Source, then load.Options) (err error) {
	others := from.Select(func(name string) bool { return !c.same[name] })
	if c.before, err = readFormer(ctx, others, then, maxBatch); err != nil {
		return err
	}
	heads := c.formerHeads()
	folder, differs := then.Folder.SpelledAs(heads)
	isMade := func(h catalog.Head) bool { return h.TypeMade }
	if !differs || !slices.ContainsFunc(heads, isMade) {
		return nil
	}
	c.same, then.Folder = map[string]bool{}, folder
	c.before, err = readFormer(ctx, from, then, maxBatch)
	return err
}

// formerHeads returns the heads of the former problems: those of the pages that
// are the same are today's.
func (c *comparison) formerHeads() []catalog.Head {
	heads := slices.Clone(c.before.heads)
	for _, h := range c.after.Heads() {
		if c.same[h.Page] {
			heads = append(heads, h)
		}
	}
	slices.SortStableFunc(heads, func(a, b catalog.Head) int { return cmp.Compare(a.Name, b.Name) })
	return heads
}

// changes returns what changed.
func (c *comparison) changes(ctx context.Context) ([]diff.Change, error) {
	after := c.after.Heads()
	today := places(after)
	pairs := diff.Match(c.formerHeads(), after)
	slices.SortStableFunc(pairs, func(a, b diff.Pair) int { return cmp.Compare(c.before.batch(a.Before), c.before.batch(b.Before)) })
	changes := diff.Intro(c.before.intro, c.after.Intro)
	for _, pair := range pairs {
		if pair.Same() && c.same[pair.After.Page] && pair.Fallback == nil {
			continue
		}
		var before, after *catalog.Problem
		var err error
		switch {
		case pair.Before == nil:
		case c.same[pair.Before.Page]:
			before = c.after.Problem(today[placeOf(pair.Before)])
		default:
			before, err = c.before.problem(ctx, pair.Before)
		}
		if err != nil {
			return nil, err
		}
		if pair.After != nil {
			after = c.after.Problem(today[placeOf(pair.After)])
		}
		changes = append(changes, diff.Compare(pair, before, after)...)
	}
	return changes, nil
}

// A place tells the problems of a catalog apart, even where two have one name
// by mistake.
type place struct{ page, name string }

func placeOf(h *catalog.Head) place { return place{h.Page, h.Name} }

func places(heads []catalog.Head) map[place]int {
	all := make(map[place]int, len(heads))
	for i := range heads {
		all[placeOf(&heads[i])] = i
	}
	return all
}

// maxNamed is how many pages a note names.
const maxNamed = 3

// notes says which former pages cannot be read whole. What is wrong with them
// is nothing that anybody can mend today.
func (c *comparison) notes() []string {
	pages := slices.Compact(slices.Sorted(slices.Values(c.before.wrong)))
	if len(pages) == 0 {
		return nil
	}
	if more := len(pages) - maxNamed; more > 0 {
		pages = append(pages[:maxNamed], fmt.Sprintf("%d more", more))
	}
	return []string{diag.Visible("compared as far as they can be read, because they had errors even then: " + joined(pages))}
}

// The rules about what changed in the configuration.
const (
	ruleBaseChanged  = "base-changed"
	rulePackageMoved = "package-moved"
)

// baseChanged tells once what a base that changed does to the types of many
// problems.
func baseChanged(changes []diff.Change, with *former) []diff.Change {
	was, is := with.was.base, with.is.base
	if was == is || was == "" || is == "" {
		return changes
	}
	var hit []diff.Change
	rest := slices.DeleteFunc(changes, func(c diff.Change) bool {
		name, had := strings.CutPrefix(c.Before, was)
		if c.Rule != "type-changed" || !had || c.After != is+name {
			return false
		}
		hit = append(hit, c)
		return true
	})
	if len(hit) == 0 {
		return rest
	}
	return append(rest, diff.Change{
		Rule: ruleBaseChanged, Effects: hit[0].Effects, Before: was, After: is, At: hit[0].At,
		Message: diag.Visible(fmt.Sprintf("the base was %s and is %s now, and with it %s", was, is, types(len(hit)))),
		Help:    []string{"write the former types into the pages as aliases, or keep the base"},
	})
}

func types(n int) string {
	if n == 1 {
		return "the type of one problem"
	}
	return fmt.Sprintf("the types of %d problems", n)
}

// packageMoved tells that the Go package is imported by another path, or has
// another name.
func packageMoved(with *former, c config.Catalog) []diff.Change {
	was, is := with.was, with.is
	if was.pkg == "" || is.pkg == "" || was.pkg == is.pkg && was.place == is.place {
		return nil
	}
	from, to := fmt.Sprintf("%s in %s", was.pkg, was.place), fmt.Sprintf("%s in %s", is.pkg, is.place)
	return []diff.Change{{
		Rule: rulePackageMoved, Effects: diff.Effects{diff.Go: diff.Breaks}, Before: from, After: to, At: goOutput(c).At,
		Message: diag.Visible(fmt.Sprintf("the Go package was %s and is %s now", from, to)),
		Help:    []string{"who imports it has to name another path; keep the former one as long as anybody does"},
	}}
}
