package problem

import (
	"math"
	"net/http"
	"reflect"
	"strings"
	"testing"
)

// writeHeaders returns the headers that p's page documents.
func writeHeaders(p Problem) (http.Header, error) {
	var h headers
	err := h.write(p)
	return h.fields, err
}

func TestHeaders(t *testing.T) {
	h, err := writeHeaders(fullQuota())
	want := http.Header{
		"Retry-After":      {"120"},
		"X-Quota-Reset":    {"Sun, 06 Nov 1994 08:49:37 GMT"},
		"X-Quota-Share":    {"0.75"},
		"X-Quota-Hard":     {"false"},
		"Www-Authenticate": {`Bearer realm="x, y"`},
		"Allow":            {"GET, HEAD"},
	}
	if err != nil || !reflect.DeepEqual(h, want) {
		t.Fatalf("the headers are %v, %v", h, err)
	}
	var back QuotaExceeded
	readHeaders(&back, h)
	if !reflect.DeepEqual(back.Headers, fullQuota().Headers) {
		t.Errorf("read as %+v", back.Headers)
	}
	if h, err := writeHeaders(&QuotaExceeded{}); err != nil || len(h) > 0 {
		t.Errorf("absent headers are %v, %v", h, err)
	}
	if h, err := writeHeaders(NewInternalError()); err != nil || h != nil {
		t.Errorf("undocumented headers are %v, %v", h, err)
	}
}

// Field lines are joined; what cannot be read is absent.
func TestReadOddHeaders(t *testing.T) {
	q := fullQuota()
	readHeaders(q, http.Header{
		"Retry-After":      {"soon"},
		"X-Quota-Reset":    {"yesterday"},
		"X-Quota-Share":    {"NaN"},
		"X-Quota-Hard":     {"perhaps"},
		"Www-Authenticate": {"Basic", "Bearer"},
		"Allow":            {"GET,,", ` "a, \"b" , HEAD`},
	})
	want := QuotaExceededHeaders{WWWAuthenticate: "Basic, Bearer", Allow: []string{"GET", `"a, \"b"`, "HEAD"}}
	if !reflect.DeepEqual(q.Headers, want) {
		t.Errorf("read as %+v", q.Headers)
	}
}

func TestHeadersThatCannotBe(t *testing.T) {
	tests := map[string]QuotaExceededHeaders{
		"Www-Authenticate": {WWWAuthenticate: "a\r\nSet-Cookie: b"},
		"Allow":            {Allow: []string{"GET, HEAD"}},
		"X-Quota-Share":    {XQuotaShare: new(math.Inf(1))},
	}
	for name, h := range tests {
		q := fullQuota()
		q.Headers = h
		if _, err := writeHeaders(q); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%+v: %v", h, err)
		}
	}
}

// Elements of a list come with the space that a handler did not mean.
func TestListsWithSpace(t *testing.T) {
	for want, list := range map[string][]string{"GET, HEAD": {"GET ", "", "\tHEAD"}, "": {"", " "}} {
		h, err := writeHeaders(&QuotaExceeded{Headers: QuotaExceededHeaders{Allow: list}})
		if err != nil || h.Get("Allow") != want {
			t.Errorf("%q is written as %q, %v", list, h.Get("Allow"), err)
		}
	}
}
