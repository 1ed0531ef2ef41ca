// Package echo is the service on github.com/labstack/echo.
package echo

import (
	"errors"
	"log/slog"
	"net/http"

	"github.com/labstack/echo/v5"
	"github.com/labstack/echo/v5/middleware"

	"github.com/hcnet/problemgen/gen/problems"
	"github.com/hcnet/problemgen/generator/internal/acceptance/frameworks/ledger"
	"github.com/hcnet/problemgen/generator/internal/acceptance/frameworks/nethttp"
)

// New returns the service.
func New(logger *slog.Logger) http.Handler {
	serve := nethttp.Problems(logger)
	own := serve.Map
	serve.Map = func(r *http.Request, err error) error {
		var status echo.HTTPStatusCoder // the router's 404 and 405, a body that cannot be bound
		if errors.As(err, &status) {
			return problems.Blank(status.StatusCode(), problems.WithCause(err))
		}
		return own(r, err)
	}
	e := echo.New()
	e.Logger = logger
	e.HTTPErrorHandler = func(c *echo.Context, err error) {
		serve.Write(c.Response(), c.Request(), err)
	}
	e.Use(echo.WrapMiddleware(nethttp.WithRequestID), middleware.Recover()) // a panic becomes an error
	e.GET("/accounts/:id", account)
	return e
}

func account(c *echo.Context) error {
	a, err := ledger.Find(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, a)
}
