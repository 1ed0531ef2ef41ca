package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// Long work shows a bar for each stage, and nothing is left of it in the end.
func TestProgress(t *testing.T) {
	var b bytes.Buffer
	p := &progress{w: &wipedWriter{Writer: &b}, begin: time.Now().Add(-2 * patience)}
	p.show("judge", 40, 100)
	p.show("judge", 39, 100) // overtaken
	p.show("build", 1, 100)
	if got := b.String(); !strings.Contains(got, "judge  40%") || !strings.Contains(got, "build   1%") {
		t.Errorf("the bars are %q", got)
	}
	p.clear()
	got := b.String()
	if line := got[strings.LastIndex(strings.TrimSuffix(got, "\r"), "\r")+1:]; strings.TrimSpace(line) != "" {
		t.Errorf("%q is left", line)
	}
}

// Work that is done soon shows nothing, and neither does any where no person
// reads.
func TestNoProgress(t *testing.T) {
	var b bytes.Buffer
	p := &progress{w: &wipedWriter{Writer: &b}, begin: time.Now()}
	p.show("judge", 40, 100)
	p.clear()
	if b.Len() > 0 {
		t.Errorf("the bar is %q", &b)
	}
	silent := newProgress(&b, time.Now().Add(-2*patience))
	if silent.callback() != nil {
		t.Error("a stream that is no terminal has a bar")
	}
	silent.clear()
}
