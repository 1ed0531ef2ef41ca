// Package chi answers by way of github.com/go-chi/chi.
package chi

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/hcnet/problemgen/gen/problems"
)

// New returns the service.
func New() http.Handler {
	r := chi.NewRouter()
	r.NotFound(func(w http.ResponseWriter, r *http.Request) {
		http.NotFound(w, r) // want hand-written-error
	})
	r.MethodNotAllowed(func(w http.ResponseWriter, r *http.Request) {
		problems.Write(w, r, problems.TypeNotFound)
	})
	r.Method(http.MethodGet, "/accounts/{id}", problems.Handler(account))
	return r
}

func account(w http.ResponseWriter, r *http.Request) error {
	if chi.URLParam(r, "id") == "" {
		w.WriteHeader(http.StatusNotFound) // want hand-written-error
		return nil
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
