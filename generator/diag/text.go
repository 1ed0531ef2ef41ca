package diag

import (
	"bufio"
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// defaultWidth is how many columns of a source line are shown where nothing
// else is asked for.
const defaultWidth = 100

// printText prints findings for people, an empty line between them.
func printText(b *bufio.Writer, list List, o Options) {
	if o.Width <= 0 {
		o.Width = defaultWidth
	}
	p := textPrinter{Writer: b, Options: o, explained: map[string]bool{}}
	for i, d := range list {
		if i > 0 {
			p.WriteByte('\n')
		}
		p.finding(d)
	}
}

type textPrinter struct {
	*bufio.Writer
	Options
	// explained are the rules whose explanation has been pointed at: once is
	// enough.
	explained map[string]bool
}

func (p *textPrinter) finding(d Diagnostic) {
	p.heading(d)
	margin := " "
	if d.hasExcerpt() {
		line := strconv.Itoa(d.At.Position().Line)
		margin = strings.Repeat(" ", len(line)+1)
		p.excerpt(d, line, margin)
	}
	p.remarks(d, margin)
}

// hasExcerpt reports whether there is something to show of the source: a finding
// about a folder, or a file that was not read, has a name alone.
func (d Diagnostic) hasExcerpt() bool {
	return !d.At.IsZero() && (len(d.At.Source.Text) > 0 || d.Label != "")
}

// heading prints `file:line:col: severity: message [rule]`.
func (p *textPrinter) heading(d Diagnostic) {
	if !d.At.IsZero() {
		p.paint(bold, Visible(d.At.Position().String())+": ")
	}
	p.paint(severityStyle(d.Severity), d.Severity.String())
	p.paint(bold, ": "+Visible(d.Message))
	fmt.Fprintf(p, " [%s]\n", d.Rule)
}

// excerpt prints the source line in its gutter, underlined and labelled.
func (p *textPrinter) excerpt(d Diagnostic, line, margin string) {
	style := severityStyle(d.Severity)
	e := newExcerpt(d.At, p.Width, len(margin)+len("| "))
	p.gutter(margin, "\n")
	p.gutter(line+" ", padded(e.Before+e.Marked+e.After)+"\n")
	p.gutter(margin, " "+e.Indent)
	p.paint(style, strings.Repeat("^", e.Width))
	if d.Label != "" {
		p.paint(style, " "+Visible(d.Label))
	}
	p.WriteByte('\n')
}

// padded sets text off the gutter's bar; an empty line gets no blank.
func padded(text string) string {
	if text == "" {
		return ""
	}
	return " " + text
}

func (p *textPrinter) gutter(margin, text string) {
	p.paint(frame, margin+"|")
	p.WriteString(text)
}

// remarks prints notes, help, and the commands that lead on.
func (p *textPrinter) remarks(d Diagnostic, margin string) {
	help := d.Help
	if more := p.pointers(d); more != "" {
		help = append(help[:len(help):len(help)], more)
	}
	if len(d.Notes)+len(help) == 0 {
		return
	}
	if d.hasExcerpt() {
		p.gutter(margin, "\n")
	}
	for _, n := range d.Notes {
		p.remark(margin, "note", n.String())
	}
	for _, h := range help {
		p.remark(margin, "help", h)
	}
}

func (p *textPrinter) remark(margin, kind, text string) {
	p.paint(frame, margin+"= ")
	p.paint(bold, kind)
	first, rest, _ := strings.Cut(text, "\n")
	p.WriteString(": " + Visible(first) + "\n")
	for line := range strings.Lines(rest) {
		p.WriteString(margin + "    " + Visible(strings.TrimSuffix(line, "\n")) + "\n")
	}
}

// pointers names the commands that mend the finding and tell more of it.
func (p *textPrinter) pointers(d Diagnostic) string {
	var pointers []string
	if d.Fix != nil {
		pointers = append(pointers, p.program()+" "+cmp.Or(p.Fixer, "lint --fix")+" can "+d.Fix.Title)
	}
	if _, known := p.rule(d.Rule); known && !p.explained[d.Rule] {
		p.explained[d.Rule] = true
		pointers = append(pointers, p.program()+" explain "+d.Rule+" says more")
	}
	return strings.Join(pointers, "; ")
}

// String returns the message with its place.
func (r Related) String() string {
	if r.At.IsZero() {
		return r.Message
	}
	return r.Message + ": " + r.At.Position().String()
}

// A style is how a terminal is told to show text (ECMA-48, "SGR").
type style string

const (
	bold   style = "1"
	frame  style = "1;34" // blue
	red    style = "1;31"
	yellow style = "1;33"
	cyan   style = "1;36"
)

func severityStyle(s Severity) style {
	switch s {
	case Error:
		return red
	case Warning:
		return yellow
	}
	return cyan
}

func (p *textPrinter) paint(s style, text string) {
	if p.Color {
		text = "\x1b[" + string(s) + "m" + text + "\x1b[0m"
	}
	p.WriteString(text)
}
