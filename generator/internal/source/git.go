package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// A Repository is a git repository that is read with the user's own git. What
// is asked of it neither changes nor fetches anything, and runs no program that
// the repository could name.
type Repository struct {
	// Dir is the top of the work tree, and Shallow tells that history is cut off.
	Dir     string
	Shallow bool
}

// OpenRepository returns the repository that a folder is part of.
func OpenRepository(ctx context.Context, folder string) (*Repository, error) {
	out, err := git(ctx, folder, "rev-parse", "--is-shallow-repository", "--show-toplevel")
	var failed *GitError
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("there is no git here to read a revision with: install it, or compare with a folder")
	case errors.As(err, &failed) && strings.Contains(failed.Said, "not a git repository"):
		return nil, fmt.Errorf("%s is in no git repository: compare with a folder", folder)
	case err != nil:
		return nil, err
	}
	shallow, dir, _ := strings.Cut(out, "\n")
	return &Repository{Dir: filepath.FromSlash(dir), Shallow: shallow == "true"}, nil
}

// Path returns where a file or folder is inside the repository, with slashes;
// "." is its top. Links on the way to it count as what they lead to.
func (r *Repository) Path(name string) (string, error) {
	name, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	top, err := filepath.EvalSymlinks(r.Dir)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	inside, err := filepath.Rel(top, name)
	if err != nil || !filepath.IsLocal(inside) {
		return "", fmt.Errorf("%s is not inside the repository %s", name, r.Dir)
	}
	return filepath.ToSlash(inside), nil
}

// A Revision is a commit, and how it was named.
type Revision struct {
	// Name is what the user wrote.
	Name string
	// Commit is the commit's name in full.
	Commit string
	// Branch tells that the name is that of a branch, which moves on.
	Branch bool
}

// Short returns the beginning of the commit's name.
func (r Revision) Short() string { return r.Commit[:min(12, len(r.Commit))] }

// ErrNoRevision is the error of Resolve for what names no commit.
var ErrNoRevision = errors.New("no revision")

// Resolve finds the commit that a name stands for.
func (r *Repository) Resolve(ctx context.Context, name string) (Revision, error) {
	if !isRevision(name) {
		return Revision{}, fmt.Errorf("%q cannot be a revision: %w", name, ErrNoRevision)
	}
	commit, err := git(ctx, r.Dir, "rev-parse", "--verify", "--quiet", "--end-of-options", name+"^{commit}")
	if err != nil {
		return Revision{}, r.unresolved(err, name)
	}
	full, err := git(ctx, r.Dir, "rev-parse", "--verify", "--quiet", "--symbolic-full-name", "--end-of-options", name)
	isBranch := err == nil && name != "HEAD" && (strings.HasPrefix(full, "refs/heads/") || strings.HasPrefix(full, "refs/remotes/"))
	return Revision{Name: name, Commit: commit, Branch: isBranch}, nil
}

// isRevision refuses what git could take for an option or for several words.
func isRevision(name string) bool {
	return name != "" && name[0] != '-' && !strings.ContainsFunc(name, func(c rune) bool { return c <= ' ' || c == 0x7f })
}

// unresolved returns the error for a name that stands for nothing.
func (r *Repository) unresolved(err error, name string) error {
	var failed *GitError
	if !errors.As(err, &failed) {
		return err
	}
	if r.Shallow {
		return fmt.Errorf("%w %s in %s, which is a shallow clone: fetch all of it (actions/checkout: fetch-depth: 0; by hand: git fetch --unshallow)", ErrNoRevision, name, r.Dir)
	}
	return fmt.Errorf("%w %s in %s: git fetch brings what others have", ErrNoRevision, name, r.Dir)
}

// MergeBase returns the commit at which the history of a revision and that of
// HEAD part.
func (r *Repository) MergeBase(ctx context.Context, with Revision) (Revision, error) {
	if _, err := git(ctx, r.Dir, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"); err != nil {
		return Revision{}, fmt.Errorf("the repository %s has no commit yet on its branch", r.Dir)
	}
	commit, err := git(ctx, r.Dir, "merge-base", with.Commit, "HEAD")
	var failed *GitError
	switch {
	case errors.As(err, &failed) && r.Shallow:
		return Revision{}, fmt.Errorf("%s and HEAD have no commit in common here, because the clone is shallow: fetch all of it (actions/checkout: fetch-depth: 0; by hand: git fetch --unshallow)", with.Name)
	case errors.As(err, &failed) && failed.Said == "":
		return Revision{}, fmt.Errorf("%s and HEAD have no commit in common: compare with just that (--exact)", with.Name)
	case err != nil:
		return Revision{}, err
	}
	return Revision{Name: with.Name, Commit: commit, Branch: with.Branch}, nil
}

// Head returns the commit that is checked out.
func (r *Repository) Head(ctx context.Context) (string, error) {
	return git(ctx, r.Dir, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
}

// A GitError is what git said when it did not do what it was asked for.
type GitError struct {
	Asked, Said string
	err         error
}

func (e *GitError) Error() string { return "git " + e.Asked + ": " + e.Said }

// Unwrap returns how the command ended.
func (e *GitError) Unwrap() error { return e.err }

// git runs git in a folder, and returns what it prints without the last end of
// line.
func git(ctx context.Context, folder string, args ...string) (string, error) {
	cmd := command(ctx, folder, args...)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && ctx.Err() == nil {
		return "", &GitError{Asked: args[0], Said: strings.TrimSpace(said.String()), err: err}
	}
	return strings.TrimSuffix(out.String(), "\n"), err
}

// ofTheCaller are the variables by which git tells a hook which repository it is
// about. The repository here is that of the pages.
var ofTheCaller = []string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE"}

// command prepares git so that it asks nobody, fetches nothing and locks
// nothing, and says in English what its callers look for.
func command(ctx context.Context, folder string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", append([]string{"--no-pager", "--no-replace-objects"}, args...)...)
	cmd.Dir = folder
	env := slices.DeleteFunc(os.Environ(), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return slices.Contains(ofTheCaller, name)
	})
	cmd.Env = append(env, "GIT_NO_LAZY_FETCH=1", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "LC_ALL=C")
	return cmd
}
