// Package resolve decides what pages mean: for each fact which source wins,
// for each member its type, for everything its Go name. A page is resolved by
// itself first; what pages have to do with each other comes after, when all
// are there.
package resolve

import (
	"path"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// The rules of which this package finds violations.
const (
	ruleBadName        = "bad-name"               // error: a name that is no snake_case name, or that no file can have
	ruleFileName       = "file-name"              // warning: the file is called otherwise than its problem
	ruleMixed          = "several-problems"       // error: several problem types on one page that its sections do not tell apart
	ruleForeign        = "foreign-example"        // error: an example that shows another problem type
	ruleNoFrontMatter  = "no-front-matter"        // error: no title to be had, on a page without front matter
	ruleNoTitle        = "no-title"               // error: no title to be had
	ruleTitleFromName  = "title-from-name"        // note: a title made of the words of a name
	ruleNoFacts        = "no-facts"               // error: a page without type, status, example and facts
	ruleNoType         = "no-type"                // error: no type URI to be had
	ruleTypeFromName   = "type-from-name"         // note: type URIs whose spelling nobody has said
	ruleRelativeType   = "relative-type"          // error: a type that is a bare name or relative, without a base
	ruleBadType        = "bad-type"               // error: a type that is no usable URI
	ruleNoStatus       = "no-status"              // error: no status to be had
	ruleBadStatus      = "bad-status"             // error: a status that is no whole number from 100 to 599
	ruleStandardValue  = "rfc-member-value"       // error: an example's RFC member with a value of another type
	ruleDuplicateRow   = "duplicate-row"          // warning: a member that is documented twice
	ruleDupHeader      = "duplicate-header"       // warning: a header field that is documented twice
	ruleUnknownType    = "unknown-type-word"      // warning: a Type cell that has no type word
	ruleTypeConflict   = "type-conflict"          // error: an example that the documented type cannot hold
	ruleMixedTypes     = "mixed-types"            // warning: examples that show a member with different types
	ruleUnheld         = "unrepresentable-value"  // error: a number that Go's type does not hold exactly
	ruleInexactTime    = "inexact-time"           // note: a time that stays a string
	ruleEnumValue      = "enum-value"             // error: an example's value that is not among the documented ones
	ruleOutOfBounds    = "out-of-bounds"          // warning: an example's value outside of the documented bounds
	ruleEnumAsString   = "enum-as-string"         // note: an enumeration whose values make no Go names
	ruleNullMember     = "null-member"            // warning: a member that is null in an example
	ruleUnknownMember  = "unknown-member-setting" // error: a setting for a member that the page does not have
	ruleInvalidSetting = "invalid-setting"        // error: a setting with a value that it cannot have
	ruleBadMember      = "bad-member-name"        // error: a member of whose name no Go name can be made
	ruleSameField      = "member-go-name"         // error: two members with one Go name
	ruleMemberRenamed  = "member-renamed"         // note: a field whose name had to give way
	ruleSameGoName     = "duplicate-go-name"      // error: two things with one Go identifier
	ruleReservedName   = "reserved-name"          // error: a Go identifier that the package needs itself
	ruleOutputName     = "output-name"            // error: a name that an output cannot have
	ruleSameName       = "duplicate-name"         // error: two pages with one name
	ruleSameType       = "duplicate-type"         // error: two pages with one type URI
	ruleHeaderType     = "header-type"            // warning: a header table's row that cannot become a field
	ruleHeaderGoName   = "header-go-name"         // warning: a header field that gets no Go name of its own
	ruleHeaderValue    = "header-value"           // warning: an http example's header field that does not fit its type
	ruleServedHeader   = "served-header"          // note: a documented header field that serving sets itself
)

// Options are what the configuration says.
type Options struct {
	// Base is put before names to make type URIs; it may be empty.
	Base string
	// Spelling is how names are spelled in type URIs that are made from the
	// base: SpellingKebab, SpellingSnake or SpellingFile; where it is empty, the
	// page's own code tells, else the folder's other type URIs.
	Spelling string
	// Usual is how the folder's type URIs are spelled (see [UsualSpelling]), for
	// those that are made from the base where nothing else tells.
	Usual string
	// NamesByPath makes a page's folder a part of its problem's name.
	NamesByPath bool
	// Shared are the pages that introduce the folder or one inside: what their
	// tables say of members holds for every page there that has them.
	Shared []*catalog.Page
	// Initialisms are words that Go names have in capitals, beside the common ones.
	Initialisms []string
	// Reserved tells why a Go identifier cannot be a page's, or returns "". It is
	// nil where no Go package is made.
	Reserved func(identifier string) string
	// Clashes returns the problems that cannot have their names in an output; it
	// may be nil.
	Clashes func([]catalog.Head) []catalog.Clash
}

// A Resolver resolves pages, several at a time if need be.
type Resolver struct {
	options Options
	names   namer
	// shared are the members that each folder documents once.
	shared map[string]sharing
}

// New returns a resolver.
func New(options Options) *Resolver {
	rs := &Resolver{options: options, names: newNamer(options.Initialisms)}
	rs.shared = map[string]sharing{}
	for _, intro := range options.Shared {
		rs.shared[path.Dir(intro.Path)] = rs.share(intro)
	}
	return rs
}

// Spell returns a resolver that makes type URIs from names as the folder
// usually spells them.
func (rs *Resolver) Spell(usual string) *Resolver {
	other := *rs
	other.options.Usual = usual
	return &other
}

// resolver holds one page's work.
type resolver struct {
	*Resolver
	page  *catalog.Page
	found diag.List
	// constants counts the values of enumerations.
	constants int
	// comparisons are those that the search for similar values has made.
	comparisons int
}

func (r *resolver) add(d diag.Diagnostic) { r.found.Add(d) }

// Page resolves what can be told from the page alone. The problem is never
// nil; where findings are errors, its facts are incomplete.
func (rs *Resolver) Page(page *catalog.Page) (*catalog.Problem, diag.List) {
	r := &resolver{Resolver: rs, page: page}
	p := &catalog.Problem{Page: page.Path, Source: page.Source, Evidence: &catalog.Evidence{Page: page}}
	if page.Section != nil {
		p.Anchor = page.Section.Anchor
	}
	r.resolve(p)
	return p, r.found
}

func (r *resolver) resolve(p *catalog.Problem) {
	settings := &r.page.Front.Problem
	e := p.Evidence

	samples := r.readableSamples()
	tables := r.readTables(samples)
	r.addListedMembers(tables.root)
	r.adoptStandardRows(e, &tables, samples)
	r.adoptShared(tables.root, samples)
	samples = r.correct(e, tables.root, samples)
	e.Standard = tables.standard

	r.name(p, samples)
	r.facts(p)
	r.checkFacts(p)
	p.Told = r.told()
	tables.root.observe(bodies(e.Native))
	tables.root.settleShared(bodies(e.Native))
	r.adoptValueTables(tables.root)
	r.adoptCodes(tables.root)
	p.Members = r.members(tables.root)
	p.Detail = r.detail(p)
	r.checkSettings(tables.root)
	p.Headers = r.headers()
	p.Examples = r.examples(p)
	r.goNames(p)

	p.Doc = r.page.Doc
	p.Summary = summary(r.page)
	p.Deprecated = settings.Deprecated.Value
	p.Retired = settings.Retired.Value
	p.Fallback = settings.Fallback.Value
	e.Related = relatedPages(r.page)
	e.Identifiers = r.identifiers(p)
	if len(settings.Aliases) > 0 {
		e.Aliases = settings.Aliases[0].At
	}
}

func bodies(samples []*catalog.Sample) []*catalog.Value {
	values := make([]*catalog.Value, len(samples))
	for i, s := range samples {
		values[i] = s.Body
	}
	return values
}

// readableSamples returns the page's samples whose object could be read.
// Beside problem details objects, what only may be one is another document.
func (r *resolver) readableSamples() []*catalog.Sample {
	var samples []*catalog.Sample
	for i := range r.page.Samples {
		if s := &r.page.Samples[i]; s.Body != nil {
			samples = append(samples, s)
		}
	}
	if slices.ContainsFunc(samples, r.isCertain) {
		samples = slices.DeleteFunc(samples, func(s *catalog.Sample) bool { return !r.isCertain(s) })
	}
	return samples
}

// isCertain reports whether a sample shows a problem beyond doubt: the body of
// a request may have a type and a title, too.
func (r *resolver) isCertain(s *catalog.Sample) bool {
	if s.Response != nil {
		return true
	}
	return slices.ContainsFunc(s.Body.Members, func(m catalog.ValueMember) bool {
		switch strings.ToLower(m.Name) {
		case catalog.MemberStatus:
			return true
		case catalog.MemberType:
			return strings.ContainsAny(m.Value.Text, ":/#") || r.agrees(m.Value.Text, r.key().Value)
		}
		return false
	})
}

// checkSettings reports settings of members that the page does not have.
func (r *resolver) checkSettings(root *node) {
	settings := &r.page.Front.Problem
	paths := slices.Concat(settings.Required, settings.Optional)
	for _, m := range settings.Members {
		paths = append(paths, m.Path)
	}
	var known []string
	for _, path := range paths {
		if root.named(path.Value) != nil {
			continue
		}
		d := diag.At(path.At, ruleUnknownMember, "the page has no member `%s`", path.Value).
			WithHelp("name a member by its path from the top of the object, as `extras.result_codes`").About(path.Value)
		if known == nil {
			known = allPaths(root)
		}
		near := diag.Nearest(path.Value, known)
		d = d.Suggest(path.Value, near)
		if n := root.named(near); n != nil && len(n.missing) > 0 && slices.Contains(settings.Required, path) {
			d.Fix = nil // an example contradicts what would be meant
		}
		r.add(d)
	}
}

func allPaths(n *node) []string {
	var paths []string
	for _, c := range n.children {
		paths = append(paths, c.path)
		paths = append(paths, allPaths(c)...)
	}
	if n.elem != nil {
		paths = append(paths, allPaths(n.elem)...)
	}
	return paths
}
