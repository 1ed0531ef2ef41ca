// Package huma answers by way of github.com/danielgtaylor/huma.
package huma

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/hcnet/problemgen/gen/problems"
)

type input struct {
	ID string `path:"id"`
}

type output struct{ Body string }

// New returns the service.
func New() http.Handler {
	mux := http.NewServeMux()
	api := humago.New(mux, huma.DefaultConfig("Ledger", "1.0.0"))
	huma.Get(api, "/accounts/{id}", account)
	return mux
}

func account(_ context.Context, in *input) (*output, error) {
	switch in.ID {
	case "":
		return nil, huma.Error404NotFound("no such account") // want hand-written-error
	case "1":
		return nil, huma.NewError(http.StatusForbidden, "not yours") // want hand-written-error
	case "2":
		return nil, problems.TypeNotFound
	}
	return &output{Body: "here you are"}, nil
}
