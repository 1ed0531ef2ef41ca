// Package chi is the service on github.com/go-chi/chi.
package chi

import (
	"encoding/json"
	"log/slog"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"github.com/hcnet/problemgen/generator/internal/acceptance/frameworks/ledger"
	"github.com/hcnet/problemgen/generator/internal/acceptance/frameworks/nethttp"
)

// New returns the service.
func New(logger *slog.Logger) http.Handler {
	serve := nethttp.Problems(logger)
	r := chi.NewRouter()
	r.Use(
		nethttp.WithRequestID,
		middleware.RequestLogger(&middleware.DefaultLogFormatter{Logger: slog.NewLogLogger(logger.Handler(), slog.LevelInfo), NoColor: true}),
		middleware.Compress(5, "application/json", "application/problem+json"),
		serve.Recover,  // in place of middleware.Recoverer
		serve.Standard, // makes problems of the router's 404 and 405
	)
	r.Method(http.MethodGet, "/accounts/{id}", serve.Handler(account))
	return r
}

func account(w http.ResponseWriter, r *http.Request) error {
	a, err := ledger.Find(r.Context(), chi.URLParam(r, "id"))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(a)
}
