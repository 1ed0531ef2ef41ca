// Package huma is the service on github.com/danielgtaylor/huma, over net/http.
package huma

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/hcnet/problemgen/gen/problems"
	"github.com/hcnet/problemgen/generator/internal/acceptance/frameworks/ledger"
	"github.com/hcnet/problemgen/generator/internal/acceptance/frameworks/nethttp"
)

type accountInput struct {
	ID string `path:"id" maxLength:"20"`
}

type accountOutput struct {
	Body ledger.Account
}

// New returns the service.
func New(logger *slog.Logger) http.Handler {
	serve := nethttp.Problems(logger)
	huma.NewErrorWithContext = func(ctx huma.Context, status int, message string, errs ...error) huma.StatusError {
		return serve.ServedFor(request(ctx.Context()), checked(status, message, errs))
	}
	mux := http.NewServeMux()
	api := humago.New(mux, huma.DefaultConfig("Ledger", "1.0.0"))
	huma.Get(api, "/accounts/{id}", operation(serve, account))
	return nethttp.WithRequestID(serve.Recover(serve.Standard(mux)))
}

func account(ctx context.Context, in *accountInput) (*accountOutput, error) {
	a, err := ledger.Find(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &accountOutput{Body: a}, nil
}

// operation serves the errors of h as problems.
func operation[I, O any](serve *problems.Server, h func(context.Context, *I) (*O, error)) func(context.Context, *I) (*O, error) {
	return func(ctx context.Context, in *I) (*O, error) {
		out, err := h(ctx, in)
		if err != nil {
			return nil, serve.ServedFor(request(ctx), err)
		}
		return out, nil
	}
}

// checked is the problem for what huma has found out itself.
func checked(status int, message string, errs []error) error {
	if status != http.StatusUnprocessableEntity {
		return problems.Blank(status, problems.WithCause(errors.New(message)))
	}
	var items []problems.ValidationFailedErrorsItem
	for _, err := range errs {
		var detail huma.ErrorDetailer
		if errors.As(err, &detail) {
			d := detail.ErrorDetail()
			items = append(items, problems.ValidationFailedErrorsItem{Pointer: "#/" + strings.ReplaceAll(d.Location, ".", "/"), Detail: d.Message})
		}
	}
	return problems.NewValidationFailed(items)
}

// request stands for the request, of which huma hands on the context alone.
func request(ctx context.Context) *http.Request { return new(http.Request).WithContext(ctx) }
