package problemstest

import (
	"errors"
	"fmt"
	"html"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/hcnet/problemgen/templates/problem"
)

const (
	// maxRedirects is how often a type URI may lead on.
	maxRedirects = 5
	// maxPage is how much of a page is read.
	maxPage = 8 << 20
	// patience is how long a server may take for a page.
	patience = 30 * time.Second
)

// AssertResolves reports an error for each type URI that h does not answer as
// RFC 9457 (section 3.1.1) has it: with a page for people, of which it is asked
// for the type's title. Asked are the type URIs that begin with what the
// configuration has as their base; where it has none, all of http and https.
//
// h is what serves the documentation at the type URIs' own paths, such as the
// handler of package problemsite.
func AssertResolves(t testing.TB, h http.Handler) {
	t.Helper()
	assertPages(t, base, func(uri *url.URL) (*http.Response, error) {
		r := httptest.NewRequest(http.MethodGet, uri.RequestURI(), nil)
		r.Host = uri.Host
		r.Header.Set("Accept", "text/html")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Result(), nil
	})
}

// AssertResolvesAt is [AssertResolves] for a server: it asks for the type URIs
// with another address in the place of what the configuration has as their base. So a
// deployment is tested before the type URIs lead to it:
//
//	problemstest.AssertResolvesAt(t, "https://staging.example.com/problems/")
func AssertResolvesAt(t testing.TB, address string) {
	t.Helper()
	if base == "" {
		t.Error("the configuration has no base that another address could take the place of")
		return
	}
	client := &http.Client{Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	assertPages(t, address, func(uri *url.URL) (*http.Response, error) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, uri.String(), nil)
		if err != nil {
			return nil, err
		}
		r.Header.Set("Accept", "text/html")
		return client.Do(r)
	})
}

// assertPages asks for the page of each type URI, with another address in the
// place of the base.
func assertPages(t testing.TB, address string, get func(*url.URL) (*http.Response, error)) {
	t.Helper()
	for info := range problem.All() {
		below, inside := strings.CutPrefix(string(info.Type), base)
		if !inside {
			continue
		}
		uri, err := url.Parse(address + below)
		if err != nil || uri.Scheme != "http" && uri.Scheme != "https" {
			continue
		}
		if err := answers(uri, info.Title, get); err != nil {
			t.Errorf("%s: %v", info.Type, err)
		}
	}
}

// answers returns why what is served at an address is not the page of that
// title.
func answers(uri *url.URL, title string, get func(*url.URL) (*http.Response, error)) error {
	for range maxRedirects + 1 {
		response, err := get(uri)
		if err != nil {
			return err
		}
		next, err := response.Location()
		if response.StatusCode < 300 || response.StatusCode > 399 || err != nil {
			return isPage(response, title)
		}
		_ = response.Body.Close() // of which nothing is wanted
		uri = uri.ResolveReference(next)
	}
	return errors.New("it leads on and on")
}

// isPage returns why a response is not the page of that title. It closes the
// body.
func isPage(response *http.Response, title string) error {
	body, err := io.ReadAll(io.LimitReader(response.Body, maxPage))
	if err = errors.Join(err, response.Body.Close()); err != nil {
		return err
	}
	media, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	switch {
	case response.StatusCode != http.StatusOK:
		return fmt.Errorf("the answer is %s", response.Status)
	case media == "text/plain" || media == "":
		return errors.New("the page is served as plain text")
	case !strings.Contains(words(html.UnescapeString(string(body))), words(title)):
		return fmt.Errorf("the page does not have the title %q", title)
	}
	return nil
}

// words returns text with one space between its words.
func words(text string) string { return strings.Join(strings.Fields(text), " ") }
