package source

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"
)

// ErrNotThere is the error of At for a folder that a revision does not have.
var ErrNotThere = errors.New("not there at that time")

// The modes of git's trees.
const (
	modeTree      = "040000"
	modeLink      = "120000"
	modeSubmodule = "160000"
)

// A treeEntry is a line of ls-tree.
type treeEntry struct {
	mode, object, name string
	size               int64
}

// At returns a folder of the repository as it was at a revision; inside is its
// path from the top, and shown is how messages name it. Nothing is checked out.
func (r *Repository) At(ctx context.Context, at Revision, inside, shown string) (*Source, error) {
	objects, err := r.objects(ctx)
	if err != nil {
		return nil, err
	}
	tree, err := r.folder(ctx, objects, at, inside)
	if err == nil {
		var entries []treeEntry
		if entries, err = r.list(ctx, "-r", "-l", tree); err == nil {
			files := newTreeFS(entries, objects)
			return &Source{files: files, open: files.Open, holds: files.holds, shown: shown, close: objects.close}, nil
		}
	}
	return nil, errors.Join(err, objects.close())
}

// File returns a file of the repository as it was at a revision, as far as
// limit; ErrNotThere where it was none.
func (r *Repository) File(ctx context.Context, at Revision, inside string, limit int64) ([]byte, error) {
	folder, err := r.At(ctx, at, path.Dir(inside), "")
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	if !folder.IsFile(path.Base(inside)) {
		return nil, ErrNotThere
	}
	return folder.Read(path.Base(inside), limit)
}

// maxLinks is how many links may lead from one to the next.
const maxLinks = 8

// folder returns the tree of a folder. A link to a folder inside the repository
// is followed.
func (r *Repository) folder(ctx context.Context, objects *objects, at Revision, inside string) (string, error) {
	for range maxLinks {
		if inside == "." {
			return at.Commit, nil
		}
		found, err := r.list(ctx, "--full-tree", at.Commit, "--", inside)
		if err != nil {
			return "", err
		}
		switch {
		case len(found) == 0:
			return "", ErrNotThere
		case found[0].mode == modeTree:
			return found[0].object, nil
		case found[0].mode == modeSubmodule:
			return "", fmt.Errorf("%s is a submodule at %s: name a revision of its own repository", inside, at.Name)
		case found[0].mode != modeLink:
			return "", ErrNotThere
		}
		target, err := objects.read(found[0].object)
		if err != nil {
			return "", err
		}
		if inside = path.Join(path.Dir(inside), string(target)); path.IsAbs(string(target)) || strings.HasPrefix(inside, "..") {
			return "", ErrNotThere
		}
	}
	return "", ErrNotThere
}

// list runs ls-tree.
func (r *Repository) list(ctx context.Context, args ...string) ([]treeEntry, error) {
	out, err := git(ctx, r.Dir, append([]string{"ls-tree", "-z"}, args...)...)
	if err != nil {
		return nil, err
	}
	var entries []treeEntry
	for line := range strings.SplitSeq(strings.TrimSuffix(out, "\x00"), "\x00") {
		if line == "" {
			continue
		}
		e, err := parseEntry(line)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// parseEntry reads "mode type object[ size]\tname".
func parseEntry(line string) (treeEntry, error) {
	about, name, ok := strings.Cut(line, "\t")
	words := strings.Fields(about)
	if !ok || len(words) < 3 {
		return treeEntry{}, fmt.Errorf("git ls-tree: %q", line)
	}
	e := treeEntry{mode: words[0], object: words[2], name: name}
	if len(words) > 3 {
		e.size, _ = strconv.ParseInt(words[3], 10, 64) // "-" where there is none
	}
	return e, nil
}
