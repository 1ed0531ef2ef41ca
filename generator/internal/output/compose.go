package output

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"path"
)

// A composition writes a whole file, and writes the same however often it is
// asked.
type composition func(io.Writer) error

// pagesOf tells the pages of which a composed file says what its old content
// does not have; it may be nil.
type pagesOf func(old []byte) []string

// Compose is Add for one file, however large: write writes its content, and is
// asked several times for the same, so that no more than pieces of it are in
// memory. In a check, changed tells the pages of which it says what the old
// content does not have; it may be nil.
func (w *Writer) Compose(name string, write func(io.Writer) error, changed func(old []byte) []string) (Digest, error) {
	f := sealed{path: name}
	digest, err := w.compose(&f, write, changed)
	if err != nil {
		err = fmt.Errorf("%s: %w", w.shown(f.path), err)
	}
	return digest, err
}

func (w *Writer) compose(f *sealed, write composition, changed pagesOf) (Digest, error) {
	if !syntaxOf(f.path).known() {
		return Digest{}, errors.New("output: a file of that name can have no mark")
	}
	whole, err := w.opts.composed(f, write)
	if err != nil {
		return Digest{}, err
	}
	var all sum
	known := false
	summing := func(to io.Writer) error { // as it is compared and written, not once more
		h := sha256.New()
		err := whole(io.MultiWriter(h, to))
		if err == nil {
			all, known = sum(h.Sum(nil)[:len(sum{})]), true
		}
		return err
	}
	if err := w.planComposed(f, summing, changed); err != nil {
		return Digest{}, err
	}
	if !known {
		err = summing(io.Discard)
	}
	return Digest{f.path, all}, err
}

// composed returns the file with its mark.
func (o Options) composed(f *sealed, write composition) (composition, error) {
	content := write
	if syntaxOf(f.path).key {
		content = func(to io.Writer) error { return write(&skipper{to: to, skip: []byte(jsonStart)}) }
	}
	body, err := streamSum(func(to io.Writer) error {
		if _, err := to.Write(o.summed(f)); err != nil {
			return err
		}
		return content(to)
	})
	mark := o.mark(f, body)
	return func(to io.Writer) error {
		if _, err := to.Write(mark); err != nil {
			return err
		}
		return content(to)
	}, err
}

func streamSum(write composition) (sum, error) {
	h := sha256.New()
	if err := write(h); err != nil {
		return sum{}, err
	}
	return sum(h.Sum(nil)[:len(sum{})]), nil
}

// A skipper leaves out what has to come first.
type skipper struct {
	to   io.Writer
	skip []byte
}

func (s *skipper) Write(p []byte) (int, error) {
	n := min(len(s.skip), len(p))
	if !bytes.Equal(p[:n], s.skip[:n]) {
		return 0, fmt.Errorf("output: the file has to begin with %q, to have its mark there", jsonStart)
	}
	s.skip = s.skip[n:]
	if n == len(p) {
		return n, nil
	}
	m, err := s.to.Write(p[n:])
	return n + m, err
}

// planComposed compares the file with what is there and plans it, if that is
// another.
func (w *Writer) planComposed(f *sealed, whole composition, changed pagesOf) error {
	if ok, err := w.register(f.path); !ok || err != nil {
		return err
	}
	there, at, err := w.tree.look(f.path)
	if err != nil {
		return err
	}
	switch there {
	case absent:
		return w.placeNew(f, whole)
	case file:
		return w.replaceComposed(f, whole, changed)
	}
	w.block(strangePath(w.shown(at)))
	return nil
}

func (w *Writer) placeNew(f *sealed, whole composition) error {
	in, err := w.tree.list(path.Dir(f.path))
	if err != nil {
		return err
	}
	if twin := in.twin(path.Base(f.path)); twin != "" {
		w.block(caseClash(w.shown(f.path), w.shown(twin)))
		return nil
	}
	c := newChange(Missing, *f)
	c.owned = true
	return w.keepComposed(c, whole, nil)
}

func (w *Writer) replaceComposed(f *sealed, whole composition, changed pagesOf) error {
	same, err := w.isWritten(f.path, whole, plainLines)
	if same || err != nil {
		return err
	}
	c := newChange(Different, *f)
	if c.LineEnds, err = w.isWritten(f.path, whole, withUnixLines); err != nil {
		return err
	}
	m, ok, err := w.markOn(f.path)
	if err != nil {
		return err
	}
	if ok && m.kind == w.opts.Kind {
		c.owned, c.Edited = true, !m.intact
	}
	return w.keepComposed(c, whole, changed)
}

// errDiffers ends a comparison at the first difference.
var errDiffers = errors.New("output: different")

// A comparer compares what is written with what is read.
type comparer struct {
	in     io.Reader
	buffer []byte
}

func (c *comparer) Write(p []byte) (int, error) {
	if len(c.buffer) < len(p) {
		c.buffer = make([]byte, len(p))
	}
	n, err := io.ReadFull(c.in, c.buffer[:len(p)])
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || err == nil && !bytes.Equal(c.buffer[:n], p) {
		return 0, errDiffers
	}
	return n, err
}

// plainLines reads a file as it is, withUnixLines as it was before a checkout
// on Windows.
func plainLines(in *bufio.Reader) byteReader    { return in }
func withUnixLines(in *bufio.Reader) byteReader { return unixReader{in} }

type byteReader interface {
	io.Reader
	io.ByteReader
}

// A unixReader undoes what a checkout on Windows may have done to line ends.
type unixReader struct{ *bufio.Reader }

func (u unixReader) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if p[n], err = u.ReadByte(); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

func (u unixReader) ReadByte() (byte, error) {
	b, err := u.Reader.ReadByte()
	if next, _ := u.Peek(1); b == '\r' && len(next) == 1 && next[0] == '\n' {
		return u.Reader.ReadByte()
	}
	return b, err
}

// isWritten reports whether the file on disk is what the composition writes.
func (w *Writer) isWritten(name string, whole composition, lines func(*bufio.Reader) byteReader) (bool, error) {
	in, err := w.dir.Open(name)
	if err != nil {
		return false, err
	}
	defer in.Close()
	reader := lines(bufio.NewReaderSize(in, 64<<10))
	if err := whole(&comparer{in: reader}); err != nil {
		if errors.Is(err, errDiffers) {
			err = nil
		}
		return false, err
	}
	_, err = reader.ReadByte()
	if errors.Is(err, io.EOF) {
		return true, nil
	}
	return false, err
}

// markOn reads the mark of a file on disk, whatever its size.
func (w *Writer) markOn(name string) (mark, bool, error) {
	in, err := w.dir.Open(name)
	if err != nil {
		return mark{}, false, err
	}
	defer in.Close()
	start, err := io.ReadAll(io.LimitReader(in, maxMark))
	if err != nil {
		return mark{}, false, err
	}
	m, ok := w.opts.parseMark(name, start)
	if !ok || len(start) < maxMark {
		return m, ok, nil
	}
	h := sha256.New()
	lines := &unixWriter{to: h}
	_, _ = lines.Write(start[bodyOf(name, start):]) // a hash takes everything
	if _, err := io.Copy(lines, in); err != nil {
		return m, ok, err
	}
	m.intact = m.sum == sum(h.Sum(nil)[:len(sum{})])
	return m, ok, nil
}

// A unixWriter undoes what a checkout on Windows may have done to line ends.
type unixWriter struct {
	to      io.Writer
	carried bool // a carriage return waits for what follows
}

func (u *unixWriter) Write(p []byte) (int, error) {
	all := p
	if u.carried {
		all = append([]byte{'\r'}, p...)
	}
	u.carried = len(all) > 0 && all[len(all)-1] == '\r'
	if u.carried {
		all = all[:len(all)-1]
	}
	_, err := u.to.Write(unixLines(all))
	return len(p), err
}

// keepComposed is keep for what is not in memory.
func (w *Writer) keepComposed(c *change, whole composition, changed pagesOf) error {
	if w.opts.Check {
		return w.describeComposed(c, whole, changed)
	}
	temporary, err := w.stage.putFrom(c.Path, whole)
	if err != nil {
		return err
	}
	c.temporary = temporary
	w.plan(c)
	return nil
}

// describeComposed makes the difference that a check shows, if both sides are
// of a size that anybody reads.
func (w *Writer) describeComposed(c *change, whole composition, changed pagesOf) error {
	if c.LineEnds {
		w.plan(c)
		return nil
	}
	var content limited
	if err := whole(&content); err != nil && !errors.Is(err, errTooLarge) {
		return err
	}
	var old []byte
	if c.Kind == Different {
		var err error
		if old, err = readFile(w.dir, c.Path); err != nil {
			return err
		}
	}
	if content.full || len(old) == maxFile {
		c.Diff = fmt.Sprintf("--- %s\n+++ %s\n# left out: the file is over %d MiB\n", w.label("a", c.Path), w.label("b", c.Path), maxFile>>20)
	} else {
		w.describe(c, old, content.Bytes())
		if c.Kind == Different && changed != nil {
			c.Pages = changed(old)
		}
	}
	w.plan(c)
	return nil
}

var errTooLarge = errors.New("output: too large to be compared")

// A limited buffer takes no more than a file that is held in memory.
type limited struct {
	bytes.Buffer
	full bool
}

func (l *limited) Write(p []byte) (int, error) {
	if l.Len()+len(p) > maxFile {
		l.full = true
		return 0, errTooLarge
	}
	return l.Buffer.Write(p)
}
