package generator

import (
	"context"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/output"
)

// RuleAbandoned is about an output that the configuration asks for no more:
// warning.
const RuleAbandoned = "abandoned-output"

// Abandoned returns the outputs that an earlier state of the configuration
// asked for and that are still there. Their marks tell; they are looked for in
// the repository that has the configuration, or else below its folder.
func Abandoned(ctx context.Context, c *config.Config) ([]config.Output, error) {
	if c.File == "" {
		return nil, nil
	}
	s, err := newSearch(c)
	if err != nil {
		return nil, err
	}
	found, err := output.FindAbandoned(ctx, s.root, s.isSigned, s.isAbandoned)
	outputs := make([]config.Output, len(found))
	for i, a := range found {
		outputs[i] = config.Output{Kind: a.Kind, Out: s.place(a)}
	}
	return outputs, err
}

// Prune removes outputs that Abandoned has returned. What stands in the way is
// found, and left.
func Prune(ctx context.Context, abandoned []config.Output) ([]Output, diag.List, error) {
	var pruned []Output
	var found diag.List
	for _, o := range abandoned {
		k, err := kindOf(o)
		if err != nil {
			return nil, nil, err
		}
		changes, inTheWay, err := output.Prune(ctx, k.options(o, false))
		if err != nil {
			return nil, nil, err
		}
		found = append(found, inTheWay...)
		if len(inTheWay) == 0 {
			pruned = append(pruned, Output{Output: o, Changes: changes})
		}
	}
	return pruned, found, nil
}

// AbandonedFindings say of outputs that nobody asks for them any more.
func AbandonedFindings(c *config.Config, abandoned []config.Output, repair string) (found diag.List) {
	for _, o := range abandoned {
		d := diag.At(diag.NewSource(o.Out, nil).Span(0, 0), RuleAbandoned,
			"%s asks for this output no more (its kind is %s), and it is still there", c.File, o.Kind).
			WithHelp("run %s, which removes it; or ask for it again", repair)
		d.Severity = diag.Warning
		found.Add(d)
	}
	return found
}

// A search looks for the outputs of one configuration.
type search struct {
	// root is the folder that is searched, file the configuration below it, and
	// asked are the places below it that the configuration asks for.
	root, file string
	asked      []string
	workdir    string
	kinds      []outputKind
}

func newSearch(c *config.Config) (*search, error) {
	workdir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	file, err := filepath.Abs(filepath.FromSlash(c.File))
	if err != nil {
		return nil, err
	}
	s := &search{root: repositoryOf(filepath.Dir(file)), workdir: workdir, kinds: outputKinds()}
	if s.file, err = s.below(file); err != nil {
		return nil, err
	}
	for _, o := range c.All {
		out, err := filepath.Abs(filepath.FromSlash(o.Out))
		if err != nil {
			return nil, err
		}
		if out, err = s.below(out); err == nil {
			s.asked = append(s.asked, o.Kind+" "+out)
		}
	}
	return s, nil
}

// repositoryOf returns the nearest folder above that has .git, or the folder
// itself.
func repositoryOf(folder string) string {
	for at := folder; ; at = filepath.Dir(at) {
		if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil {
			return at
		}
		if at == filepath.Dir(at) {
			return folder
		}
	}
}

// below returns a path as it is below the root, with slashes.
func (s *search) below(name string) (string, error) {
	rel, err := filepath.Rel(s.root, name)
	return filepath.ToSlash(rel), err
}

// isSigned reports whether a file of that name may tell who asks for it.
func (s *search) isSigned(base string) bool {
	return slices.ContainsFunc(s.kinds, func(k outputKind) bool {
		return base == k.signed || slices.Contains(k.Endings, path.Ext(base))
	})
}

// isAbandoned reports whether this configuration asked for an output, and does
// so no more.
func (s *search) isAbandoned(a output.Abandoned) bool {
	i := slices.IndexFunc(s.kinds, func(k outputKind) bool { return k.Name == a.Kind })
	if i < 0 || a.Owner != s.file || s.kinds[i].IsFolder() && path.Base(a.Signed) != s.kinds[i].signed {
		return false
	}
	return !slices.Contains(s.asked, a.Kind+" "+s.out(a))
}

// out is what a file tells is the output, below the root.
func (s *search) out(a output.Abandoned) string {
	if slices.ContainsFunc(s.kinds, func(k outputKind) bool { return k.Name == a.Kind && k.IsFolder() }) {
		return path.Dir(a.Signed)
	}
	return a.Signed
}

// place is the same, relative to the working folder wherever it can be.
func (s *search) place(a output.Abandoned) string {
	out := filepath.Join(s.root, filepath.FromSlash(s.out(a)))
	if rel, err := filepath.Rel(s.workdir, out); err == nil {
		out = rel
	}
	return filepath.ToSlash(out)
}
