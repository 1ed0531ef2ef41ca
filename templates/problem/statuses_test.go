package problem

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
)

// A status that the page lists is served, another one is not, and the log says
// so.
func TestWithStatus(t *testing.T) {
	login := func(opts ...Option) *LoginRequired { return NewLoginRequired([]string{"ledger"}, 5, "Bearer", opts...) }
	tests := []struct {
		name   string
		err    Problem
		want   int
		logged string
	}{
		{"default", login(), 401, ""},
		{"listed", login(WithStatus(403)), 403, ""},
		{"the default, said", login(WithStatus(401)), 401, ""},
		{"not listed", login(WithStatus(418)), 401, "status=418"},
		{"listed for readers", login(WithStatus(303)), 401, "status=303"},
		{"of a page with one status", NewInternalError(WithStatus(503)), 500, "status=503"},
		{"of no page", Blank(405, WithStatus(404)), 405, "status=404"},
		{"last one wins", login(WithStatus(418), WithStatus(403)), 403, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.err.Status() != test.want {
				t.Errorf("Status is %d", test.err.Status())
			}
			var l log
			s := Server{Logger: l.logger()}
			server := httptest.NewServer(s.Handler(func(http.ResponseWriter, *http.Request) error { return test.err }))
			defer server.Close()
			_, err := Do(request(t, server.URL))
			p, ok := errors.AsType[Problem](err)
			if !ok {
				t.Fatal(err)
			}
			r := OccurrenceOf(p).Received
			if r.Status != test.want || r.BodyStatus != test.want || p.Status() != test.want || p.Type() != test.err.Type() {
				t.Errorf("received as %+v", r)
			}
			if !strings.Contains(l.String(), test.logged) || (l.Len() > 0) != (test.logged != "") {
				t.Errorf("logged %s", &l)
			}
		})
	}
}

// A problem that arrives with a listed status has it for good: re-issued, it is
// what it was.
func TestStatusOfReceivedProblem(t *testing.T) {
	made := NewLoginRequired([]string{"ledger"}, 5, "Bearer", WithStatus(403))
	data, err := made.AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"own": string(data), "foreign": " " + string(data)} {
		p, err := Parse([]byte(data))
		if err != nil {
			t.Fatal(err)
		}
		readHeaders(p, http.Header{"Www-Authenticate": {"Bearer"}, "Retry-After": {"5"}})
		if OccurrenceOf(p).Received.Body != data {
			t.Errorf("%s: the body is %q", name, OccurrenceOf(p).Received.Body)
		}
		if OccurrenceOf(p).Received = nil; !reflect.DeepEqual(p, Problem(made)) {
			t.Errorf("%s: read as %#v", name, p)
		}
	}
	for _, status := range []string{"40", "4030", "04.", "0403", "999", "303"} {
		data := strings.Replace(string(data), "403", status, 1)
		p, err := Parse([]byte(data))
		if err == nil && OccurrenceOf(p).status != 0 {
			t.Errorf("the status %s is taken for %d", status, OccurrenceOf(p).status)
		}
	}
	resp := &http.Response{StatusCode: 403, Body: http.NoBody}
	if p := FromResponse(resp); p.Status() != 403 {
		t.Errorf("a response without a body is %v", p)
	}
}

// What a required header was not set to is sent as the zero value; a text that
// is empty is no header.
func TestRequiredHeaders(t *testing.T) {
	h, err := NewLoginRequired(nil, 0, "").ResponseHeader()
	if want := (http.Header{"Retry-After": {"0"}}); err != nil || !reflect.DeepEqual(h, want) {
		t.Errorf("the headers are %v, %v", h, err)
	}
	if h, err := (*LoginRequired)(nil).ResponseHeader(); h != nil || err != nil {
		t.Errorf("those of no problem are %v, %v", h, err)
	}
	p := new(LoginRequired)
	readHeaders(p, http.Header{"Retry-After": {"soon"}})
	if p.Headers.RetryAfter != 0 {
		t.Errorf("read as %+v", p.Headers)
	}
}

// A retired type is known to readers and served by its bare type.
func TestRetired(t *testing.T) {
	info, ok := Lookup(TypePlanExpired)
	if !ok || info.Retired != "plans do not expire any more." {
		t.Errorf("it is %+v", info)
	}
	p, err := Parse([]byte(`{"type":"` + string(TypePlanExpired) + `","plan":"basic"}`))
	if expired, typed := p.(*PlanExpired); err != nil || !typed || expired.Plan != "basic" || !errors.Is(p, TypePlanExpired) {
		t.Errorf("read as %#v, %v", p, err)
	}
	if w := serve(&quiet, TypePlanExpired); w.Code != 402 || !strings.Contains(w.Body.String(), "plan_expired") {
		t.Errorf("served %d %s", w.Code, w.Body)
	}
}

func TestByteOrderMark(t *testing.T) {
	const bom = "\ufeff"
	data := bom + `{"type":` + quotaURI + `,"limit":7}`
	p, err := Parse([]byte(data))
	if quota, typed := p.(*QuotaExceeded); err != nil || !typed || quota.Limit != 7 || quota.Received.Body != data {
		t.Errorf("read as %#v, %v", p, err)
	}
	if err := new(QuotaExceeded).UnmarshalJSON([]byte(data)); err != nil {
		t.Error(err)
	}
	if _, err := Parse([]byte(bom + data)); err == nil {
		t.Error("two marks are skipped")
	}
}

// The body of a response is there as it came, also where it is no problem.
func TestBodyIsKept(t *testing.T) {
	server := answer(t, 502, map[string]string{"Content-Type": "text/html"}, []byte("<h1>Bad \xff</h1>"))
	if p := FromResponse(get(t, server.URL)); OccurrenceOf(p).Received.Body != "<h1>Bad \xff</h1>" {
		t.Errorf("the body is %q", OccurrenceOf(p).Received.Body)
	}
	if p := (&Client{MaxBody: 4}).FromResponse(get(t, server.URL)); OccurrenceOf(p).Received.Body != "<h1>" {
		t.Errorf("the body is %q", OccurrenceOf(p).Received.Body)
	}
}
