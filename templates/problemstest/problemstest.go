// Package problemstest helps to test servers and clients that exchange the
// problems of the package problem.
package problemstest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hcnet/problemgen/templates/problem"
)

// An Example is an occurrence that a page shows.
type Example struct {
	// Name is the problem type's name and, where its page shows several
	// examples, that of the example: "not_found" or "not_found.no_account".
	Name string
	// New returns the occurrence.
	New func() problem.Problem
}

// Examples returns the occurrences that the pages show, in the order of the
// pages' problem types.
func Examples() []Example { return slices.Concat(documented[:]...) }

// NewServer starts a server, until the test ends, that answers a request for
// /NAME with the example of that name, and one for / with the names of all
// examples, one a line. A request for anything else is an error of the test.
func NewServer(t testing.TB) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !serveExample(w, r) {
			t.Errorf("%s %s: there is no such example; %s/ names them all", r.Method, r.URL.Path, "http://"+r.Host)
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	t.Cleanup(server.Close)
	return server
}

// serveExample reports whether there is something to serve.
func serveExample(w http.ResponseWriter, r *http.Request) bool {
	for _, e := range Examples() {
		switch r.URL.Path {
		case "/" + e.Name:
			problem.Write(w, r, e.New())
			return true
		case "/":
			_, _ = fmt.Fprintln(w, e.Name)
		}
	}
	return r.URL.Path == "/"
}

// An Option says how problems are compared.
type Option func(*comparison)

// A comparison is what the options say.
type comparison struct {
	// ignored are the paths that do not count.
	ignored []string
}

// Ignore leaves members out of a comparison, with all that is inside of them:
// Ignore("instance", "usage.storage[0]"). A header goes by "header Retry-After".
func Ignore(paths ...string) Option {
	return func(c *comparison) { c.ignored = append(c.ignored, paths...) }
}

// AssertServes reports an error where h does not answer r with the problem
// want, which may be a bare [problem.Type] where only the type matters.
func AssertServes(t testing.TB, h http.Handler, r *http.Request, want error, opts ...Option) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	AssertResponse(t, w.Result(), want, opts...)
}

// AssertResponse reports an error where the response does not bring the problem
// want, which may be a bare [problem.Type] where only the type matters. It reads
// the body and closes it.
func AssertResponse(t testing.TB, resp *http.Response, want error, opts ...Option) {
	t.Helper()
	data, err := io.ReadAll(resp.Body)
	if err = errors.Join(err, resp.Body.Close()); err != nil {
		t.Errorf("reading the response: %v", err)
		return
	}
	resp.Body = io.NopCloser(bytes.NewReader(data))
	got := problem.FromResponse(resp)
	if got == nil {
		t.Errorf("the response is no problem: %s\n%s", resp.Status, data)
		return
	}
	if difference := Diff(got, want, opts...); difference != "" {
		t.Errorf("the response is not the problem that it should be:\n%s", difference)
	}
}

// Diff tells how got is not the problem want, line by line: "-" stands before
// what is missing and "+" before what is there instead. It is empty where got is
// want in all that is served, as it is called on the wire: members and documented
// headers. A want that is a bare [problem.Type] says nothing but the type. The
// lines are for people and may change.
func Diff(got problem.Problem, want error, opts ...Option) string {
	var c comparison
	for _, opt := range opts {
		opt(&c)
	}
	switch want := want.(type) {
	case problem.Problem:
		if got != nil {
			return diffLines(c.describe(want), c.describe(got))
		}
	case problem.Type:
		if got != nil && errors.Is(got, want) {
			return ""
		}
	}
	return fmt.Sprintf("- %v\n+ %v\n", want, got)
}

func diffLines(want, got map[string]string) string {
	paths := maps.Clone(want)
	maps.Copy(paths, got)
	var b strings.Builder
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		wanted, inWant := want[path]
		found, inGot := got[path]
		if inWant && (!inGot || wanted != found) {
			fmt.Fprintf(&b, "- %s: %s\n", path, wanted)
		}
		if inGot && (!inWant || wanted != found) {
			fmt.Fprintf(&b, "+ %s: %s\n", path, found)
		}
	}
	return b.String()
}

// describe returns the values in all that p serves by their paths, but for those
// that are ignored.
func (c *comparison) describe(p problem.Problem) map[string]string {
	lines := describe(p)
	maps.DeleteFunc(lines, func(path, _ string) bool { return c.ignores(path) })
	return lines
}

func (c *comparison) ignores(path string) bool {
	return slices.ContainsFunc(c.ignored, func(ignored string) bool {
		rest, ok := strings.CutPrefix(path, ignored)
		return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
	})
}

// describe returns the values in all that p serves by their paths.
func describe(p problem.Problem) map[string]string {
	lines := make(map[string]string)
	body, err := p.AppendJSON(nil)
	if err != nil {
		lines["error"] = err.Error()
		return lines
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var object any
	if err := d.Decode(&object); err != nil {
		lines["error"] = err.Error()
		return lines
	}
	flatten(lines, "", object)
	flattenHeaders(lines, p)
	return lines
}

// flatten adds the values inside of v, which is JSON, by their paths.
func flatten(lines map[string]string, path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for name, member := range v {
			flatten(lines, strings.TrimPrefix(path+"."+name, "."), member)
		}
		if len(v) > 0 {
			return
		}
	case []any:
		for i, element := range v {
			flatten(lines, fmt.Sprintf("%s[%d]", path, i), element)
		}
		if len(v) > 0 {
			return
		}
	}
	text, _ := json.Marshal(v)
	lines[path] = string(text)
}

// flattenHeaders adds the headers that the problem's page documents.
func flattenHeaders(lines map[string]string, p problem.Problem) {
	documented, ok := p.(interface {
		ResponseHeader() (http.Header, error)
	})
	if _, isUnknown := p.(*problem.Unknown); isUnknown || !ok {
		return
	}
	header, err := documented.ResponseHeader()
	if err != nil {
		lines["error"] = err.Error()
	}
	for name, values := range header {
		lines["header "+name] = strings.Join(values, ", ")
	}
}

// moment returns the time that text tells as RFC 3339 has it.
func moment(text string) time.Time {
	t, err := time.ParseInLocation(time.RFC3339, text, time.UTC)
	if err != nil {
		panic(err)
	}
	return t
}

// ptr returns a pointer to a value.
func ptr[T any](v T) *T { return &v }
