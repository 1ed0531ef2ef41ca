package published

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
)

// pages answers as servers do that have pages, or not quite.
func pages(elsewhere string) http.Handler {
	mux := http.NewServeMux()
	write := func(path, contentType, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Type"] = []string{contentType}
			fmt.Fprint(w, body)
		})
	}
	write("/p/fine", "text/html; charset=utf-8", "<title>x</title><h1>Fine &amp;\n dandy</h1>")
	write("/p/other", "text/html", "<TITLE lang=en>Welcome &lt;all&gt;\n</TITLE>")
	write("/p/nameless", "text/html", "<p>Hello")
	write("/p/plain", "text/plain", "Fine & dandy")
	write("/p/markdown", "text/markdown", "# Fine & dandy")
	mux.Handle("/p/moved", http.RedirectHandler("/p/fine", http.StatusMovedPermanently))
	mux.Handle("/p/circle", http.RedirectHandler("/p/circle", http.StatusFound))
	mux.Handle("/p/away", http.RedirectHandler(elsewhere, http.StatusFound))
	mux.HandleFunc("/p/broken", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	mux.HandleFunc("/p/cut", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	return mux
}

func TestAsk(t *testing.T) {
	var strays atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { strays.Add(1) }))
	defer elsewhere.Close()
	server := httptest.NewServer(pages(elsewhere.URL))
	defer server.Close()
	want := []struct {
		uri    string
		fault  Fault
		detail string
	}{
		{server.URL + "/p/fine", None, ""},
		{server.URL + "/p/moved", None, ""},
		{server.URL + "/p/markdown", None, ""},
		{server.URL + "/p/fine#part", None, ""},
		{server.URL + "/p/missing", Silent, "answers with 404 Not Found"},
		{server.URL + "/p/broken", Silent, "answers with 502 Bad Gateway"},
		{server.URL + "/p/cut", Silent, "does not answer: EOF"},
		{server.URL + "/p/circle", Silent, "does not answer: it leads on and on"},
		{server.URL + "/p/away", Silent, "does not answer: it leads to another host"},
		{server.URL + "/p/plain", PlainText, "is served as plain text"},
		{server.URL + "/p/other", OtherPage, `leads to another page, "Welcome <all>"`},
		{server.URL + "/p/nameless", OtherPage, "leads to a page that does not have its title"},
		{elsewhere.URL + "/p/fine", None, ""},
		{"urn:example:fine", None, ""},
	}
	a, err := New(server.URL + "/p/")
	if err != nil {
		t.Fatal(err)
	}
	var questions []Question
	for _, w := range want {
		questions = append(questions, Question{w.uri, "Fine & dandy"})
	}
	answers, err := a.Ask(t.Context(), questions)
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range want {
		if got := answers[i]; got.Fault != w.fault || got.Detail != w.detail {
			t.Errorf("%s: %d %q, want %d %q", w.uri, got.Fault, got.Detail, w.fault, w.detail)
		}
	}
	if strays.Load() > 0 {
		t.Error("another host was asked")
	}
}

// What is read is bounded, and a run that is given up ends.
func TestBounds(t *testing.T) {
	began, ended := make(chan bool), make(chan bool)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/endless" {
			w.Header().Set("Content-Type", "text/html")
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 64<<10)); err != nil {
					return
				}
			}
			return
		}
		close(began)
		<-ended
	}))
	defer server.Close()
	a, err := New(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	answers, err := a.Ask(t.Context(), []Question{{server.URL + "/endless", "x"}})
	if err != nil || answers[0].Fault != OtherPage {
		t.Errorf("an endless page: %v, %v", answers, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-began; cancel() }()
	if _, err := a.Ask(ctx, []Question{{server.URL + "/silent", "x"}}); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	close(ended)
}

func TestPrivate(t *testing.T) {
	for addr, want := range map[string]bool{
		"10.0.0.1": true, "127.0.0.1": true, "169.254.169.254": true, "100.64.0.1": true, "0.0.0.0": true, "::1": true, "fd00::1": true,
		"fe80::1": true, "::ffff:10.0.0.1": true, "224.0.0.1": true, "93.184.216.34": false, "2606:2800:220:1::1": false,
	} {
		if got := isPrivate(netip.MustParseAddr(addr)); got != want {
			t.Errorf("%s is private: %v", addr, got)
		}
	}
	for base, want := range map[string]bool{"https://example.com/": true, "http://localhost:8080/": false, "http://10.1.2.3/": false} {
		a, err := New(base)
		if err != nil {
			t.Fatal(err)
		}
		if got := errors.Is(a.control("tcp", "10.0.0.1:80", nil), errPrivate); got != want {
			t.Errorf("from %s a private address is refused: %v", base, got)
		}
	}
}

func TestHost(t *testing.T) {
	a, err := New("http://example.com/p/")
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]bool{
		"http://example.com/q": true, "https://example.com/p/": true, "https://example.com:8443/": false, "http://www.example.com/": false,
		"ftp://example.com/": false, "http://example.com.evil.example/": false,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.isHost(u); got != want {
			t.Errorf("%s is of the host: %v", address, got)
		}
	}
	for base, want := range map[string]string{"": "give --base", "urn:x:": "http or https", "/problems/": "http or https", "mailto:a@example.com": "http or https"} {
		if _, err := New(base); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("with the base %q: %v", base, err)
		}
	}
}
