package problem

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// The text of a cause, of any other error and of an upstream problem reaches no
// client, on whatever path.
func TestNothingLeaks(t *testing.T) {
	const secret = "s3cret"
	cause := errors.New(secret)
	upstream, err := Parse([]byte(`{"type":` + quotaURI + `,"title":"s3cret","detail":"s3cret","instance":"s3cret","s3cret":1}`))
	if err != nil {
		t.Fatal(err)
	}
	broken := NewImportRejected(ImportRejectedParams{Reason: secret}, WithCause(cause))
	served := map[string]error{
		"cause":            NewInternalError(WithCause(cause)),
		"cause of a cause": NewInternalError(WithCause(fmt.Errorf("x: %w", NewInternalError(WithCause(cause))))),
		"unknown":          &Unknown{Occurrence: Occurrence{Cause: cause}},
		"wrapped":          fmt.Errorf("s3cret: %w", fullQuota()),
		"bare type":        fmt.Errorf("s3cret: %w", TypeInternalError),
		"bare type, bad":   fmt.Errorf("s3cret: %w", Type("https://example.org/s3cret")),
		"other error":      cause,
		"upstream":         upstream,
		"re-issued":        fmt.Errorf("%w: %w", TypeInternalError, upstream),
		"as a cause":       NewInternalError(WithCause(upstream)),
		"not encodable":    broken,
	}
	server := Server{Logger: slog.New(slog.DiscardHandler)}
	for name, err := range served {
		for _, accept := range []string{"", "application/problem+xml", "application/json"} {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.Header.Set("Accept", accept)
			for path, h := range map[string]http.Handler{
				"Write":   http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { server.Write(w, r, err) }),
				"Handler": server.Handler(func(http.ResponseWriter, *http.Request) error { return err }),
				"Recover": server.Recover(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(err) })),
			} {
				w := httptest.NewRecorder()
				h.ServeHTTP(w, r)
				if response := fmt.Sprint(w.Code, w.Header(), w.Body); strings.Contains(response, secret) {
					t.Errorf("%s, %s: the response has the secret: %s", name, path, response)
				}
			}
		}
	}
}

// Nor is a cause in the text of a problem, or in what it is marshalled as: as a
// pointer, as a value, inside of something else.
func TestCausesAreNotMarshalled(t *testing.T) {
	const secret = "s3cret"
	i, q := NewInternalError(WithCause(errors.New(secret))), fullQuota()
	i.Received = &Received{Header: http.Header{"Set-Cookie": {secret}}}
	q.Cause = i.Cause
	texts := map[string]string{"Error": i.Error() + q.Error()}
	for name, v := range map[string]any{
		"pointer": i, "value": *i, "value with members": *q, "field": struct{ Problem InternalError }{*i},
		"embedded": struct{ *InternalError }{i}, "slice": []any{*i, q}, "occurrence": i.Occurrence, "error": error(i),
	} {
		data, err := json.Marshal(v)
		if err != nil {
			t.Error(err)
		}
		texts["JSON of the "+name] = string(data)
	}
	for name, text := range texts {
		if text == "" || strings.Contains(text, secret) {
			t.Errorf("%s: %s", name, text)
		}
	}
	if logged := logged(i); !strings.Contains(logged, secret) {
		t.Errorf("the log lacks the cause: %s", logged)
	}
}
