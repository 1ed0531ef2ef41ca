package problem

import (
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestIsURIReference(t *testing.T) {
	for text, want := range map[string]bool{
		"": true, "/a/b?c=d#e": true, "d3465740": true, "urn:uuid:1": true, "https://h:80/%C3%a9": true, "//[::1]/": true, "a@b": true,
		"a b": false, "é": false, "%zz": false, "%a": false, "a#b#c": false, "a\nb": false, "<x>": false, "1:2": false,
		"https://h:x": false, "[": false, "\x7f": false,
	} {
		if got := isURIReference(text); got != want {
			t.Errorf("isURIReference(%q) = %v", text, got)
		}
	}
}

// A bad instance is left out, the problem is served all the same.
func TestBadInstance(t *testing.T) {
	var l log
	p := NewInternalError(WithInstance("request 7"))
	s := Server{Logger: slog.New(slog.NewTextHandler(&l, nil))}
	w := httptest.NewRecorder()
	s.Write(w, nil, p)
	if strings.Contains(w.Body.String(), "instance") || !strings.Contains(l.String(), "request 7") || p.Instance == "" {
		t.Errorf("served %s, logged %s", w.Body, &l)
	}
}
