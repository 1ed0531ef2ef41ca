package problem

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"reflect"
)

// A watcher is a ResponseWriter that knows whether the response has begun.
type watcher struct {
	http.ResponseWriter
	begun bool
	// encoded tells that the response had a Content-Encoding before the handler
	// was called: what set it compresses all that is written.
	encoded bool
}

// A notifier is a watcher of a writer that tells when the client has gone, as
// those of net/http do. Some frameworks insist on it.
type notifier struct{ *watcher }

// closeNotifier is the interface http.CloseNotifier, which is deprecated.
type closeNotifier interface{ CloseNotify() <-chan bool }

// CloseNotify returns a channel that receives a value when the client has gone.
func (n notifier) CloseNotify() <-chan bool {
	return n.ResponseWriter.(closeNotifier).CloseNotify()
}

func (w *watcher) watched() *watcher { return w }

// watch returns a writer that is watched: w itself where it is one.
func watch(w http.ResponseWriter) http.ResponseWriter {
	if _, ok := w.(interface{ watched() *watcher }); ok {
		return w
	}
	watching := &watcher{ResponseWriter: w, encoded: len(w.Header()["Content-Encoding"]) > 0}
	if _, ok := w.(closeNotifier); ok {
		return notifier{watching}
	}
	return watching
}

// begun reports whether a response is known to have begun: by a watcher or by
// the writer of a framework, which other writers may wrap.
func begun(w http.ResponseWriter) bool {
	for range maxChain {
		if hasBegun(w) {
			return true
		}
		wrapper, ok := w.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			return false
		}
		w = wrapper.Unwrap()
	}
	return false
}

// hasBegun asks one writer whether it has begun to write.
func hasBegun(w http.ResponseWriter) bool {
	switch writer := w.(type) {
	case interface{ watched() *watcher }:
		return writer.watched().begun
	case interface{ Written() bool }: // gin, negroni
		return writer.Written()
	case interface {
		BytesWritten() int
		Status() int
	}: // chi, goji: the status is 0 until it was sent
		return writer.BytesWritten() > 0 || writer.Status() > 0
	case interface{ Unwrap() http.ResponseWriter }:
		return isCommitted(reflect.ValueOf(w), maxEmbedding)
	}
	return false
}

// maxEmbedding is how deep writers embed each other.
const maxEmbedding = 3

// isCommitted reports whether the writer has a field Committed that is true, as
// echo's does: its own one, else one of what it embeds. It is a loop because
// [reflect.Value.FieldByName] brings far more code into the program.
func isCommitted(writer reflect.Value, levels int) bool {
	v := reflect.Indirect(writer)
	if v.Kind() != reflect.Struct || levels == 0 {
		return false
	}
	embedded := false
	for i := range v.NumField() {
		switch field := v.Type().Field(i); {
		case field.Name == "Committed":
			return v.Field(i).Kind() == reflect.Bool && v.Field(i).Bool()
		case field.Anonymous:
			embedded = embedded || isCommitted(v.Field(i), levels-1)
		}
	}
	return embedded
}

// keepsEncoding reports whether the Content-Encoding of a response says what is
// done to all that is written to w, and not what a handler was about to write.
// Where nobody has watched that handler it is taken for the former: to lose it
// would spoil the response.
func keepsEncoding(w http.ResponseWriter) bool {
	writer, ok := w.(interface{ watched() *watcher })
	return !ok || writer.watched().encoded
}

// Unwrap is for [http.ResponseController].
func (w *watcher) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *watcher) WriteHeader(status int) {
	w.ResponseWriter.WriteHeader(status)
	// What comes before the response proper is informational.
	w.begun = w.begun || status >= 200 || status == http.StatusSwitchingProtocols
}

func (w *watcher) Write(data []byte) (int, error) {
	w.begun = true
	return w.ResponseWriter.Write(data)
}

// sniffed is how much net/http looks at to tell what a body is.
const sniffed = 512

// ReadFrom keeps what the writer behind does better than copying. A source that
// fails before it gives anything leaves a response that has not begun.
func (w *watcher) ReadFrom(r io.Reader) (int64, error) {
	var first int
	if !w.begun {
		buf := make([]byte, sniffed)
		n, err := io.ReadAtLeast(r, buf, 1)
		if n == 0 && errors.Is(err, io.EOF) {
			return 0, nil
		}
		if n == 0 {
			return 0, err
		}
		if first, err = w.Write(buf[:n]); err != nil {
			return int64(first), err
		}
	}
	n, err := io.Copy(w.ResponseWriter, r)
	return int64(first) + n, err
}

// FlushError sends the header, if nothing else.
func (w *watcher) FlushError() error {
	err := http.NewResponseController(w.ResponseWriter).Flush()
	w.begun = w.begun || !errors.Is(err, http.ErrNotSupported)
	return err
}

// Flush is FlushError for those who look for an [http.Flusher].
func (w *watcher) Flush() { _ = w.FlushError() }

// Hijack takes the connection away, after which there is no response.
func (w *watcher) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffer, err := http.NewResponseController(w.ResponseWriter).Hijack()
	w.begun = w.begun || err == nil
	return conn, buffer, err
}
