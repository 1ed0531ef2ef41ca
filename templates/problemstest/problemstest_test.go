package problemstest

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/templates/problem"
)

// A recorder is a test that notes its failures.
type recorder struct {
	testing.TB
	failures []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

func quota(usage string) *problem.QuotaExceeded {
	p := problem.NewQuotaExceeded(5, "calls", problem.QuotaExceededUsage{Storage: []string{usage}})
	p.Headers.RetryAfter = new(int64(30))
	return p
}

func serve(err error) http.Handler {
	return problem.Handler(func(http.ResponseWriter, *http.Request) error { return err })
}

func TestAssertServes(t *testing.T) {
	late := quota("disk")
	late.Headers.RetryAfter = nil
	tests := []struct {
		name   string
		served error
		want   error
		says   []string
	}{
		{"the problem", quota("disk"), quota("disk"), nil},
		{"the type", quota("disk"), problem.TypeQuotaExceeded, nil},
		{"the cause does not count", problem.NewInternalError(problem.WithCause(http.ErrBodyNotAllowed)), problem.NewInternalError(), nil},
		{"another member", quota("tape"), quota("disk"), []string{`- usage.storage[0]: "disk"`, `+ usage.storage[0]: "tape"`}},
		{"a missing header", late, quota("disk"), []string{"- header Retry-After: 30"}},
		{"another type", quota("disk"), problem.TypeInternalError, []string{"internal_error", "429 Quota Exceeded"}},
		{"another problem", problem.NewInternalError(), quota("disk"), []string{"- limit: 5", "- status: 429", "+ status: 500"}},
		{"no problem", nil, quota("disk"), []string{"the response is no problem: 200 OK"}},
		{"no problem wanted", quota("disk"), http.ErrNoCookie, []string{"named cookie not present"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := &recorder{TB: t}
			AssertServes(r, serve(test.served), httptest.NewRequest(http.MethodGet, "/", nil), test.want)
			text := strings.Join(r.failures, "\n")
			if (len(test.says) == 0) != (text == "") {
				t.Fatalf("the test says %q", text)
			}
			for _, line := range test.says {
				if !strings.Contains(text, line) {
					t.Errorf("the test says\n%s\nwithout %q", text, line)
				}
			}
		})
	}
}

// A client gets every documented occurrence, with nothing lost.
func TestNewServer(t *testing.T) {
	server := NewServer(t)
	for _, e := range Examples() {
		resp, err := http.Get(server.URL + "/" + e.Name)
		if err != nil {
			t.Fatal(err)
		}
		AssertResponse(t, resp, e.New())
	}
	resp, err := http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	names, err := io.ReadAll(resp.Body)
	if err != nil || !strings.Contains(string(names), "quota_exceeded\n") {
		t.Errorf("the list of examples is %q, %v", names, err)
	}
}

// A name that no example has is a mistake in the test, and no success.
func TestNewServerUnknownExample(t *testing.T) {
	r := &recorder{TB: t}
	resp, err := http.Get(NewServer(r).URL + "/quota_exeeded")
	if err != nil {
		t.Fatal(err)
	}
	if err := resp.Body.Close(); err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusNotFound || len(r.failures) != 1 || !strings.Contains(r.failures[0], "/quota_exeeded: there is no such example") {
		t.Errorf("the response is %s, the test says %q", resp.Status, r.failures)
	}
}

func TestIgnore(t *testing.T) {
	want, got := quota("disk"), quota("tape")
	want.Instance, got.Detail, got.Headers.RetryAfter = "/a", "d", nil
	tests := []struct {
		ignored []string
		want    string
	}{
		{[]string{"instance", "detail", "usage", "header Retry-After"}, ""},
		{[]string{"instance", "detail", "usage.storage[0]", "header Retry-After"}, ""},
		{[]string{"instance", "usage.storage", "header Retry-After"}, "+ detail: \"d\"\n"},
		{[]string{"inst", "detail", "usage", "header Retry-After"}, "- instance: \"/a\"\n"},
		{[]string{"instance", "detail", "usage"}, "- header Retry-After: 30\n"},
	}
	for _, test := range tests {
		if difference := Diff(got, want, Ignore(test.ignored...)); difference != test.want {
			t.Errorf("without %q the difference is\n%s", test.ignored, difference)
		}
	}
	r := &recorder{TB: t}
	AssertServes(r, serve(got), httptest.NewRequest(http.MethodGet, "/", nil), want, Ignore("instance", "detail"), Ignore("usage", "header Retry-After"))
	if len(r.failures) > 0 {
		t.Errorf("the test says %q", r.failures)
	}
}
