// Package output puts planned files into the output folder: it compares them
// with what is there, writes what is missing or different and removes what is
// stale, all or nothing.
//
// Everything new is on disk, in temporary files beside those that it replaces,
// before the first rename; an output folder that does not exist yet is built
// beside its place and moved there whole. So a run that fails or is killed
// leaves each file old or new, never torn, and the next run repairs the rest.
// All access goes through an [os.Root]; no link is followed and no file is
// touched that does not carry our mark or is listed in one.
//
// Data is not forced to the disk: what a power cut destroys can be generated
// again, and the sums in the marks tell that it was destroyed.
package output

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// maxFile is the size above which a file on disk is never taken for ours, and
// above which none is planned: pages end at a sixteenth of it.
const maxFile = 16 << 20

// maxMark is more than a mark ever takes: it lists the examples of a page.
const maxMark = 1 << 20

// Options say where the output goes, and what marks it as ours.
type Options struct {
	// Dir is the output folder. The elements of a relative path are not
	// allowed to be links; of an absolute one the last is not.
	Dir string
	// File is the name of the output's only file; it is empty where the output
	// is the folder.
	File string
	// Kind and Format are the kind of the output and the version of its form,
	// for the marks.
	Kind   string
	Format int
	// Owner is the path from the folder to the configuration that asks for the
	// output, and Signed the file whose mark names it; Owner may be empty.
	Owner, Signed string
	// Key is the member of a JSON object that holds its mark; "$comment" where
	// it is empty.
	Key string
	// Folders are the folders inside that the output has, or had in an earlier
	// form. With "*" it may have any.
	Folders []string
	// Lists tells which files have no mark and are vouched for by that of
	// another one; nil where none are.
	Lists func(name string) bool
	// Check makes the writer compare only: nothing is written, and the
	// changes come with their differences. Patience is how long it waits for a
	// run that writes.
	Check    bool
	Patience time.Duration
}

// A Writer takes the planned files one after the other, from any number of
// goroutines, and keeps only what it must know of them.
type Writer struct {
	opts  Options
	names ownNames
	dir   folder // where files are put; nil where a check finds no folder
	tree  *tree
	stage *stage // nil in a check
	lock  *lock  // nil in a check

	buffers sync.Pool // of *[]byte, for reading

	mu      sync.Mutex
	planned map[string]string // paths by their lower case
	work    []*change
	claims  claims
	diffs   int // bytes of all differences kept
	found   diag.List
	said    map[string]bool // the messages in found
	blocked bool
	journal []listing // what the journal on disk claims
}

// A change is a Change with what its making needs.
type change struct {
	Change
	temporary string
	// owned tells that the file on disk has our mark.
	owned bool
	// listed tells that another file's header vouches for this one; was and
	// will are its sums.
	listed    bool
	was, will sum
}

// Open looks at the output folder and, unless it only checks, locks it. Close
// must be called in the end.
func Open(opts Options) (*Writer, error) {
	return open(opts, openFolder)
}

// open is Open over the file system of a test.
func open(opts Options, openFolder func(string) (folder, error)) (*Writer, error) {
	w := &Writer{opts: opts, names: namesOf(opts), planned: map[string]string{}, claims: claims{}, said: map[string]bool{}}
	w.tree = &tree{names: w.names, folders: map[string]*contents{}}
	here, at, err := standing(opts.Dir)
	if err != nil {
		return nil, err
	}
	other := ""
	if here == absent {
		other = namesake(at)
	}
	switch {
	case here == strange:
		w.block(strangePath(at))
	case other != "":
		w.block(caseFolders(filepath.ToSlash(at), other))
	case opts.Check && here == absent:
	case opts.Check:
		err = w.look(openFolder)
	default:
		err = w.begin(here == absent, openFolder)
	}
	if err == nil && w.dir != nil {
		err = w.lookAround()
	}
	if err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

// look opens the folder to compare with it, when nobody writes it.
func (w *Writer) look(openFolder func(string) (folder, error)) error {
	if err := waitForLock(w.names.lock(), w.opts.Dir, w.opts.place(), w.opts.Patience); err != nil {
		return err
	}
	dir, err := openFolder(w.opts.Dir)
	if err == nil {
		w.dir = settledFolder{dir, w.opts.place()}
	}
	return err
}

// begin opens the folder to write in and locks it.
func (w *Writer) begin(fresh bool, openFolder func(string) (folder, error)) (err error) {
	at := w.opts.Dir
	w.stage = &stage{names: w.names, made: map[string]bool{}, temporaries: map[string]bool{}}
	switch {
	case fresh && (w.opts.File != "" || !canMoveFolders):
		w.stage.above = missingFolders(w.opts.Dir)
		err = os.MkdirAll(w.opts.Dir, 0o755)
	case fresh:
		w.stage.beside, at, err = prepareBeside(w.opts.Dir, openFolder)
	}
	if err != nil {
		return err
	}
	if w.dir, err = openFolder(at); err != nil {
		return err
	}
	w.stage.dir = w.dir
	w.lock, err = takeLock(w.dir, w.names.lock(), at, w.opts.place())
	return err
}

// lookAround prepares what is there for the comparison: the tree, and what a
// killed run's journal claims.
func (w *Writer) lookAround() error {
	if w.stage != nil && w.stage.beside != nil {
		return w.stage.clear()
	}
	w.tree.dir = w.dir
	if w.stage != nil {
		w.tree.sweep = w.dir.Remove
	}
	return w.readJournal()
}

// Add compares files with what is there. A file that lists others has to come
// in one call with them. Add may be called from several goroutines. It returns
// what a later run can Keep, in the order of the files.
func (w *Writer) Add(files ...catalog.File) ([]Digest, error) {
	all, err := w.opts.seal(files)
	if err != nil {
		return nil, err
	}
	digests := make([]Digest, len(all))
	for i, f := range all {
		digests[i] = DigestOf(f.path, f.content)
		if err := w.add(f); err != nil {
			return nil, fmt.Errorf("%s: %w", w.shown(f.path), err)
		}
	}
	return digests, nil
}

func (w *Writer) add(f sealed) error {
	if ok, err := w.register(f.path); !ok || err != nil {
		return err
	}
	there, at, err := w.tree.look(f.path)
	if err != nil {
		return err
	}
	switch there {
	case absent:
		return w.missing(f)
	case file:
		return w.compare(f)
	}
	w.block(strangePath(w.shown(at)))
	return nil
}

// register notes that a path is planned. Paths that differ only by case would
// be one file on many machines.
func (w *Writer) register(name string) (ok bool, err error) {
	lower := strings.ToLower(name)
	w.mu.Lock()
	other, taken := w.planned[lower]
	if !taken {
		w.planned[lower] = name
	}
	blocked := w.blocked
	w.mu.Unlock()

	if taken && other == name {
		return false, fmt.Errorf("output: planned twice: %s", name)
	}
	if taken {
		// Whichever came first: the message must not depend on it.
		pair := []string{other, name}
		slices.Sort(pair)
		w.block(caseClash(w.shown(pair[1]), w.shown(pair[0])))
	}
	// Where nothing will be written, further files still have findings, but
	// those of an output folder that is a link have no meaning.
	return !taken && !(blocked && w.dir == nil), nil
}

// missing plans a file that is not there.
func (w *Writer) missing(f sealed) error {
	in, err := w.tree.list(path.Dir(f.path))
	if err != nil {
		return err
	}
	if twin := in.twin(path.Base(f.path)); twin != "" {
		w.block(caseClash(w.shown(f.path), w.shown(path.Join(path.Dir(f.path), twin))))
		return nil
	}
	c := newChange(Missing, f)
	c.owned = true
	return w.keep(c, nil, f.content)
}

// compare plans a file that is there, if its content is another.
func (w *Writer) compare(f sealed) error {
	same, old, err := w.differs(f)
	if err != nil {
		return err
	}
	if same {
		w.claim(f.page, f.lists)
		return nil
	}
	c := newChange(Different, f)
	c.LineEnds = bytes.Equal(unixLines(old), f.content)
	if f.listed {
		c.was = sumOf(unixLines(old))
	} else if m, ok := w.opts.parseMark(f.path, old); ok && m.kind == w.opts.Kind {
		c.owned, c.Edited = true, !m.intact
		w.claim(m.page, m.lists)
	}
	return w.keep(c, old, f.content)
}

func newChange(kind Kind, f sealed) *change {
	return &change{Change: Change{Kind: kind, Path: f.path, Page: f.page}, listed: f.listed, will: f.sum}
}

// differs compares a file with its planned content and returns what is there
// if it is another. Content beyond maxFile is not read.
func (w *Writer) differs(f sealed) (same bool, old []byte, err error) {
	in, err := w.dir.Open(f.path)
	if err != nil {
		return false, nil, err
	}
	defer in.Close()
	buffer := w.buffer()
	defer w.buffers.Put(buffer)
	*buffer = slices.Grow((*buffer)[:0], len(f.content)+1)
	start := (*buffer)[:len(f.content)+1]
	n, err := io.ReadFull(in, start)
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		if bytes.Equal(start[:n], f.content) {
			return true, nil, nil
		}
		return false, bytes.Clone(start[:n]), nil
	}
	if err != nil {
		return false, nil, err
	}
	rest, err := io.ReadAll(io.LimitReader(in, maxFile))
	return false, slices.Concat(start[:n], rest), err
}

// keep adds a change: staged where it is to be made, with its difference
// where it is only to be shown.
func (w *Writer) keep(c *change, old, content []byte) error {
	if w.opts.Check {
		w.describe(c, old, content)
	} else if c.Kind != Stale {
		var err error
		if c.temporary, err = w.stage.put(c.Path, content); err != nil {
			return err
		}
	}
	w.plan(c)
	return nil
}

func (w *Writer) plan(c *change) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.work = append(w.work, c)
}

// Plan is called when all files are added. It tells what is to be done, and
// what was found.
func (w *Writer) Plan() (*Plan, diag.List, error) {
	if w.tree.dir != nil {
		w.judge()
		if err := w.findStale(); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", w.opts.Dir, err)
		}
		if err := w.findLeftovers(); err != nil {
			return nil, nil, err
		}
	}
	slices.SortFunc(w.work, func(a, b *change) int { return cmp.Compare(a.Path, b.Path) })
	p := &Plan{writer: w}
	for _, c := range w.work {
		p.Changes = append(p.Changes, c.Change)
	}
	w.found.Sort()
	return p, w.found, nil
}

// Close removes what was prepared and not applied, and gives the folder free.
func (w *Writer) Close() error {
	var err error
	if w.stage != nil && w.dir != nil && w.lock != nil {
		err = w.stage.discard()
	}
	if w.lock != nil {
		err = errors.Join(err, w.lock.release())
	}
	if w.dir != nil {
		err = errors.Join(err, w.dir.Close())
	}
	if w.stage != nil && w.stage.beside != nil {
		err = errors.Join(err, w.stage.beside.close())
	}
	if w.stage != nil {
		removeEmpty(w.stage.above)
	}
	w.stage, w.lock, w.dir = nil, nil, nil
	return err
}

// place is what the output goes to, as messages name it.
func (o Options) place() string { return filepath.Join(o.Dir, o.File) }

// shown returns a path of the output folder as messages name it.
func (w *Writer) shown(name string) string {
	return path.Join(filepath.ToSlash(w.opts.Dir), name)
}
