package generator

import (
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lint"
	"github.com/hcnet/problemgen/generator/internal/memo"
	"github.com/hcnet/problemgen/generator/internal/output"
)

// What the stages say to whoever runs them.
type (
	// A Change is a file in which pages and output differ.
	Change = output.Change
	// A ChangeKind tells how.
	ChangeKind = output.Kind
	// A Rule is what pages are held to.
	Rule = lint.Rule
	// A Fixed is a page with its repairs.
	Fixed = lint.Fixed
	// Memory knows what earlier runs made.
	Memory = memo.Store
)

// The kinds of changes.
const (
	Missing   = output.Missing
	Different = output.Different
	Stale     = output.Stale
	Leftover  = output.Leftover
)

// RuleEdited is about a generated file that somebody edited and that generating
// replaces.
const RuleEdited = output.RuleEdited

// IsPage tells whether a file of that name can be a page.
func IsPage(name string) bool { return catalog.IsMarkdown(name) }

// Rules returns the table of rules.
func Rules() []Rule { return lint.Rules() }

// Fix returns the pages that findings can repair, each with its repairs made.
func Fix(found diag.List) []Fixed { return lint.Apply(found) }

// OpenMemory returns what remembers earlier runs in a folder for caches.
func OpenMemory(dir string) *Memory { return memo.Open(dir) }
