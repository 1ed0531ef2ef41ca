// Package nethttp is the service on net/http alone.
package nethttp

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"github.com/hcnet/problemgen/gen/problems"
	"github.com/hcnet/problemgen/generator/internal/acceptance/frameworks/ledger"
)

// New returns the service.
func New(logger *slog.Logger) http.Handler {
	serve := Problems(logger)
	mux := http.NewServeMux()
	mux.Handle("GET /accounts/{id}", serve.Handler(account))
	// Recover is inside of what only notes things, and outside of what may panic.
	return WithRequestID(serve.Recover(serve.Standard(mux)))
}

// account answers with an account, or returns what is to be told instead.
func account(w http.ResponseWriter, r *http.Request) error {
	a, err := ledger.Find(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(a)
}

// Problems says how the service answers with problems.
func Problems(logger *slog.Logger) *problems.Server {
	return &problems.Server{
		Logger: logger,
		Served: func(r *http.Request, p problems.Problem, o *problems.Occurrence) {
			if r != nil {
				o.Instance = cmp.Or(o.Instance, "/requests/"+RequestID(r.Context()))
			}
			logger.Info("served", "problem", p, "instance", o.Instance)
		},
		Map: func(_ *http.Request, err error) error {
			if errors.Is(err, ledger.ErrNoAccount) {
				return problems.TypeNotFound
			}
			return nil // the fallback, and a line in the log
		},
	}
}

// RequestIDKey is under what a context has the id of a request.
type RequestIDKey struct{}

// RequestID returns the id of the request that the context belongs to.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(RequestIDKey{}).(string)
	return id
}

// WithRequestID gives each request an id.
func WithRequestID(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), RequestIDKey{}, id)))
	})
}
