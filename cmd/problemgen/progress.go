package main

import (
	"io"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/schollz/progressbar/v3"
)

// patience is how long work goes on before it shows how far it is.
const patience = time.Second

// A progress shows, where a person reads the stream, how far long work is. The
// nil progress shows nothing.
type progress struct {
	w     *wipedWriter
	begin time.Time

	mu    sync.Mutex
	stage string
	done  int
	bar   *progressbar.ProgressBar
}

func newProgress(w io.Writer, begin time.Time) *progress {
	if !isTerminal(w) {
		return nil
	}
	return &progress{w: &wipedWriter{Writer: w}, begin: begin}
}

// callback returns what is to be told how far the work is.
func (p *progress) callback() func(stage string, done, total int) {
	if p == nil {
		return nil
	}
	return p.show
}

func (p *progress) show(stage string, done, total int) {
	if time.Since(p.begin) < patience {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar == nil || p.stage != stage {
		p.clearLocked()
		p.stage, p.done = stage, 0
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(p.w),
			progressbar.OptionSetDescription(stage),
			progressbar.OptionSetWidth(30),
			progressbar.OptionShowCount(),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(),
		)
	}
	if done > p.done { // calls overtake each other
		p.done = done
		_ = p.bar.Set(done)
	}
}

// clear removes the bar, so that what the work has to say stands alone.
func (p *progress) clear() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clearLocked()
}

func (p *progress) clearLocked() {
	if p.bar != nil {
		p.w.wipe()
		p.bar = nil
	}
}

// A wipedWriter writes lines over each other, and in the end blanks over the
// longest of them: the bar's own way of clearing leaves it standing on Windows.
type wipedWriter struct {
	io.Writer
	longest int // in characters
}

func (w *wipedWriter) Write(p []byte) (int, error) {
	for line := range strings.SplitSeq(string(p), "\r") {
		w.longest = max(w.longest, utf8.RuneCountInString(line))
	}
	return w.Writer.Write(p)
}

func (w *wipedWriter) wipe() {
	_, _ = io.WriteString(w.Writer, "\r"+strings.Repeat(" ", w.longest)+"\r") // a terminal
	w.longest = 0
}
