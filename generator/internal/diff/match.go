package diff

import (
	"slices"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A Pair is a problem before and after. One of the two is nil where a problem
// came or went.
type Pair struct {
	Before, After *catalog.Head
	// Moved is the type URI that stood for Before and stands for After now,
	// another problem, which is all that the two have in common; it is empty for
	// pairs that are one problem.
	Moved string
	// Gone tells of a Moved pair that Before is no more.
	Gone bool
	// Elsewhere tells that Before's type URI stands for another problem now:
	// on the wire, a Moved pair compares it.
	Elsewhere bool
	// Inherited are the aliases of Before that stand for another problem now.
	Inherited []string
	// Taken tells that After's type URI stood for another problem before.
	Taken bool
	// Fallback is set on the pair at which a move of the fallback is told.
	Fallback *FallbackMove
}

// A FallbackMove says which problem is served for errors that are none: names,
// which are empty where none is.
type FallbackMove struct{ Before, After string }

// Same reports whether the pair is one problem that stands on one page.
func (p Pair) Same() bool {
	return p.Before != nil && p.After != nil && p.Moved == "" &&
		p.Before.Page == p.After.Page && p.Before.Anchor == p.After.Anchor
}

// Match pairs the problems of two catalogs. Heads are all that it needs.
func Match(before, after []catalog.Head) []Pair {
	m := &matcher{
		before: before, after: after,
		next: unmatched(len(before)), prev: unmatched(len(after)),
		owners: owners(before), heirs: owners(after),
	}
	m.match(func(h *catalog.Head) string { return h.GoName })
	m.match(func(h *catalog.Head) string { return h.Type })
	m.match(func(h *catalog.Head) string { return h.Page + "#" + h.Anchor })
	pairs := slices.Concat(m.lasting(), m.gone(), m.moved())
	return m.withFallback(pairs)
}

// A matcher holds which problem became which.
type matcher struct {
	before, after []catalog.Head
	// next leads from before to after, prev back; -1 is none.
	next, prev []int
	// owners are the problems that type URIs and aliases stood for, heirs those
	// that they stand for.
	owners, heirs map[string]int
}

func unmatched(n int) []int { return slices.Repeat([]int{-1}, n) }

// owners returns what each type URI stands for. A type goes before an alias.
func owners(heads []catalog.Head) map[string]int {
	all := map[string]int{}
	for i, h := range heads {
		for _, alias := range h.Aliases {
			all[alias] = i
		}
	}
	for i, h := range heads {
		if h.Type != "" {
			all[h.Type] = i
		}
	}
	return all
}

// match makes pairs of the problems without one that agree in a key.
func (m *matcher) match(key func(*catalog.Head) string) {
	free := map[string]int{}
	for i := range m.after {
		if k := key(&m.after[i]); m.prev[i] < 0 && k != "" {
			free[k] = i
		}
	}
	for i := range m.before {
		k := key(&m.before[i])
		if j, ok := free[k]; ok && m.next[i] < 0 && k != "" {
			m.next[i], m.prev[j] = j, i
			delete(free, k)
		}
	}
}

// lasting returns the problems of today, each with what it was.
func (m *matcher) lasting() []Pair {
	var pairs []Pair
	for i := range m.after {
		p := Pair{After: &m.after[i]}
		if was := m.prev[i]; was >= 0 {
			p.Before = &m.before[was]
			heir, lives := m.heirs[p.Before.Type]
			p.Elsewhere = lives && heir != i
			p.Inherited = slices.DeleteFunc(slices.Clone(p.Before.Aliases), func(alias string) bool {
				heir, lives := m.heirs[alias]
				return !lives || heir == i
			})
			owner, lived := m.owners[p.After.Type]
			p.Taken = lived && owner != was
		}
		pairs = append(pairs, p)
	}
	return pairs
}

// gone returns the problems that are no more, and whose type URI means nothing
// any more.
func (m *matcher) gone() []Pair {
	var pairs []Pair
	for i := range m.before {
		if _, lives := m.heirs[m.before[i].Type]; m.next[i] < 0 && !lives {
			pairs = append(pairs, Pair{Before: &m.before[i]})
		}
	}
	return pairs
}

// moved returns a pair for each type URI that stands for another problem.
func (m *matcher) moved() []Pair {
	var pairs []Pair
	for i := range m.before {
		was := &m.before[i]
		for k, uri := range append([]string{was.Type}, was.Aliases...) {
			heir, lives := m.heirs[uri]
			if !lives || heir == m.next[i] || m.owners[uri] != i {
				continue
			}
			pairs = append(pairs, Pair{Before: was, After: &m.after[heir], Moved: uri, Gone: k == 0 && m.next[i] < 0})
		}
	}
	return pairs
}

// withFallback puts a move of the fallback on the pair of the new one or, where
// there is none, of the old one.
func (m *matcher) withFallback(pairs []Pair) []Pair {
	isFallback := func(h catalog.Head) bool { return h.Fallback }
	was, is := slices.IndexFunc(m.before, isFallback), slices.IndexFunc(m.after, isFallback)
	if was < 0 && is < 0 || was >= 0 && m.next[was] == is && is >= 0 {
		return pairs
	}
	move := &FallbackMove{}
	var at *catalog.Head
	if was >= 0 {
		at, move.Before = &m.before[was], m.before[was].Name
	}
	if is >= 0 {
		at, move.After = &m.after[is], m.after[is].Name
	}
	i := slices.IndexFunc(pairs, func(p Pair) bool { return p.After == at || p.Before == at })
	pairs[i].Fallback = move
	return pairs
}
