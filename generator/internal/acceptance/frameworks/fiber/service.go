// Package fiber is the service on github.com/gofiber/fiber, which has no
// ResponseWriter: the problem is written by hand.
package fiber

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"github.com/gofiber/fiber/v3"
	recoverer "github.com/gofiber/fiber/v3/middleware/recover"
	"github.com/gofiber/fiber/v3/middleware/requestid"

	"github.com/hcnet/problemgen/gen/problems"
	"github.com/hcnet/problemgen/generator/internal/acceptance/frameworks/ledger"
	"github.com/hcnet/problemgen/generator/internal/acceptance/frameworks/nethttp"
)

// New returns the service.
func New(logger *slog.Logger) *fiber.App {
	serve := nethttp.Problems(logger)
	own := serve.Map
	serve.Map = func(r *http.Request, err error) error {
		var status *fiber.Error // the router's 404 and 405, a body that cannot be bound
		if errors.As(err, &status) {
			return problems.Blank(status.Code, problems.WithCause(err))
		}
		return own(r, err)
	}
	app := fiber.New(fiber.Config{ErrorHandler: func(c fiber.Ctx, err error) error {
		return send(c, serve.ServedFor(request(c), err))
	}})
	app.Use(requestid.New(), recoverer.New()) // a panic becomes an error
	app.Get("/accounts/:id", account)
	return app
}

func account(c fiber.Ctx) error {
	a, err := ledger.Find(c.Context(), c.Params("id"))
	if err != nil {
		return err
	}
	return c.JSON(a)
}

// send writes a problem.
func send(c fiber.Ctx, served *problems.ServedProblem) error {
	for name, values := range served.GetHeaders() {
		for _, value := range values {
			c.Append(name, value)
		}
	}
	body, err := served.MarshalJSON()
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, served.ContentType(""))
	return c.Status(served.StatusCode()).Send(body)
}

// request tells of the request what a log wants to know.
func request(c fiber.Ctx) *http.Request {
	r, err := http.NewRequest(c.Method(), c.OriginalURL(), nil)
	if err != nil {
		r = new(http.Request)
	}
	ctx := context.WithValue(c.Context(), nethttp.RequestIDKey{}, requestid.FromContext(c))
	return r.WithContext(ctx)
}
