package render

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// An edit replaces a part of the body in the source that is published.
type edit struct {
	start, end int
	text       string
}

// redirect has a destination of the published source lead where it leads from
// there. goldmark returns a part of the body itself; its capacity tells where.
// One that it has copied stays as it is written.
func (d *drawing) redirect(dest []byte) {
	start := cap(d.body) - cap(dest)
	if d.page.Source == nil || len(dest) == 0 || start < 0 || start+len(dest) > len(d.body) || &d.body[start] != &dest[0] {
		return
	}
	if to := d.page.Source(string(unescape(dest))); to != "" && !strings.ContainsAny(to, " ()<>") {
		d.edits = append(d.edits, edit{start, start + len(dest), to})
	}
}

// publish returns the source without front matter and comments.
func (d *drawing) publish() []byte {
	slices.SortStableFunc(d.edits, func(a, b edit) int { return cmp.Compare(a.start, b.start) })
	var out []byte
	at := d.from
	for _, e := range d.edits {
		if e.start < at || e.end > d.until {
			continue
		}
		out = append(out, d.body[at:e.start]...)
		out = append(out, e.text...)
		at = e.end
	}
	out = append(out, d.body[at:d.until]...)
	return append(bytes.Trim(out, "\n"), '\n')
}
