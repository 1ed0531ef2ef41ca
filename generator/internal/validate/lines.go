package validate

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/hcnet/problemgen/generator/diag"
)

// A lineReader reads documents, one a line, in memory that does not grow with
// their number.
type lineReader struct {
	in   *bufio.Reader
	long []byte // a line that the reader's buffer does not hold
	line int
}

// bufferSize is how much is read at once; most lines fit in.
const bufferSize = 64 << 10

// Lines judges documents, one a line; empty lines are passed over. A line that
// is longer than a document may be is passed over after its finding.
func (v *Validator) Lines(ctx context.Context, name string, in io.Reader, each func(Verdict) error) error {
	r := &lineReader{in: bufio.NewReaderSize(in, bufferSize)}
	for {
		data, whole, err := r.next()
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read %s: %w", name, err)
		}
		if done := errors.Is(err, io.EOF); done && len(data) == 0 {
			return ctx.Err()
		}
		if len(bytes.TrimSpace(data)) == 0 && whole {
			continue
		}
		if err := each(v.line(name, data, r.line, whole)); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// line judges one line.
func (v *Validator) line(name string, data []byte, number int, whole bool) Verdict {
	source := func() *diag.Source { return diag.NewPart(name, bytes.Clone(data), number-1) }
	if !whole {
		return tooLong(source())
	}
	return v.Document(data, source)
}

func tooLong(src *diag.Source) Verdict {
	return Verdict{Findings: diag.List{diag.At(src.Span(0, 1), ruleBroken, "the document has more than %d bytes", MaxSize).
		WithHelp("no client of the generated package would read it either")}}
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// next returns the next line without its end, to be used until the next call;
// whole is false where the line is too long, of which there is only the
// beginning then. The last line comes with io.EOF where nothing ends it.
func (r *lineReader) next() (data []byte, whole bool, err error) {
	r.line++
	r.long = r.long[:0]
	whole = true
	for {
		data, err = r.in.ReadSlice('\n')
		if err == nil && len(r.long) == 0 {
			break
		}
		if room := MaxSize - len(r.long); len(data) > room {
			whole = false
			data = data[:room]
		}
		r.long = append(r.long, data...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			data = r.long
			break
		}
	}
	if !whole {
		data = data[:min(len(data), 200)] // what is shown of it
	}
	if r.line == 1 {
		data = bytes.TrimPrefix(data, byteOrderMark)
	}
	return bytes.TrimRight(data, "\r\n"), whole, err
}

// File judges the one document that a reader holds.
func (v *Validator) File(name string, in io.Reader) (Verdict, error) {
	data, err := io.ReadAll(io.LimitReader(in, MaxSize+1))
	if err != nil {
		return Verdict{}, fmt.Errorf("read %s: %w", name, err)
	}
	source := func() *diag.Source { return diag.NewSource(name, data) }
	if len(data) > MaxSize {
		return tooLong(source()), nil
	}
	return v.Document(bytes.TrimPrefix(data, byteOrderMark), source), nil
}
