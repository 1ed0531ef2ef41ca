package output

import (
	"fmt"
	"io"
	"strings"
)

// A Digest stands for a file that was planned in an earlier run: its path and
// a sum of all its content, with the mark.
type Digest struct {
	path string
	sum  sum
}

// DigestOf returns the digest of a file with that content.
func DigestOf(name string, content []byte) Digest { return Digest{name, sumOf(content)} }

// Path returns the file's path inside the output folder, with slashes.
func (d Digest) Path() string { return d.path }

// String returns the digest as ParseDigest reads it.
func (d Digest) String() string { return d.sum.String() + " " + d.path }

// ParseDigest reads what String returns.
func ParseDigest(text string) (d Digest, ok bool) {
	hex, name, found := strings.Cut(text, " ")
	d.sum, ok = parseSum(hex)
	d.path = name
	return d, ok && found && name != ""
}

// Keep is Add for files that need not be made again, because an earlier run
// with the same input has planned them. Where one of them is not on disk as it
// was planned then, or there are none, Keep does nothing and returns false:
// they have to be made and added. A file that lists others has to come in one call with them. Keep
// may be called from several goroutines.
func (w *Writer) Keep(files []Digest) (bool, error) {
	if w.dir == nil || len(files) == 0 {
		return false, nil
	}
	for _, f := range files {
		if same, err := w.isThere(f); !same || err != nil {
			return false, err
		}
	}
	for _, f := range files {
		if _, err := w.register(f.path); err != nil {
			return false, err
		}
	}
	return true, nil
}

// isThere reports whether the file on disk is the one that the digest stands for.
func (w *Writer) isThere(d Digest) (bool, error) {
	there, _, err := w.tree.look(d.path)
	if there != file || err != nil {
		return false, err
	}
	in, err := w.dir.Open(d.path)
	if err != nil {
		return false, fmt.Errorf("%s: %w", w.shown(d.path), err)
	}
	defer in.Close()
	buffer := w.buffer()
	defer w.buffers.Put(buffer)
	found, err := w.sumOn(in, buffer)
	if err != nil {
		return false, fmt.Errorf("%s: %w", w.shown(d.path), err)
	}
	return found == d.sum, nil
}

// sumOn returns the sum of a file. One that is larger than most is not read into
// memory as a whole.
func (w *Writer) sumOn(in io.Reader, buffer *[]byte) (sum, error) {
	var err error
	if *buffer, err = appendAll((*buffer)[:0], in); err != nil {
		return sum{}, err
	}
	if len(*buffer) <= maxRead {
		return sumOf(*buffer), nil
	}
	return streamSum(func(h io.Writer) error {
		if _, err := h.Write(*buffer); err != nil {
			return err
		}
		_, err := io.Copy(h, in)
		return err
	})
}

// maxRead is how much of a file is read at once.
const maxRead = 1 << 20

// appendAll appends to dst what can be read, up to a little more than maxRead.
func appendAll(dst []byte, from io.Reader) ([]byte, error) {
	const least = 4 << 10
	for len(dst) <= maxRead {
		if cap(dst)-len(dst) < least {
			dst = append(dst, make([]byte, max(least, len(dst)))...)[:len(dst)]
		}
		n, err := from.Read(dst[len(dst):cap(dst)])
		dst = dst[:len(dst)+n]
		if err == io.EOF {
			return dst, nil
		}
		if err != nil {
			return dst, err
		}
	}
	return dst, nil
}

// buffer returns a buffer to read into. It goes back to w.buffers.
func (w *Writer) buffer() *[]byte {
	if b, ok := w.buffers.Get().(*[]byte); ok {
		return b
	}
	return new([]byte)
}
