package main

import (
	"io"
	"os"

	"golang.org/x/term"
)

// marginColumns is how much of a line the frame around source text takes.
const marginColumns = 10

// isTerminal reports whether a person reads the stream.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// wantsColor reports whether the stream's reader sees colours and has not
// refused them (https://no-color.org).
func wantsColor(w io.Writer) bool {
	return isTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// columns returns how wide source text may be on the stream; 0 leaves that to
// the printer.
func columns(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return max(width-marginColumns, 0)
}

// clear empties a terminal's screen, with what scrolled off it.
func clear(w io.Writer) {
	if isTerminal(w) {
		io.WriteString(w, "\x1b[H\x1b[2J\x1b[3J")
	}
}
