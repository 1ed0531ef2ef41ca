// Package echo answers by way of github.com/labstack/echo.
package echo

import (
	"net/http"

	"github.com/labstack/echo/v5"

	"github.com/hcnet/problemgen/gen/problems"
)

// New returns the service.
func New() http.Handler {
	e := echo.New()
	e.HTTPErrorHandler = func(c *echo.Context, err error) { problems.Write(c.Response(), c.Request(), err) }
	e.GET("/accounts/:id", account)
	return e
}

func account(c *echo.Context) error {
	switch c.Param("id") {
	case "":
		return echo.ErrNotFound // want hand-written-error
	case "1":
		return echo.NewHTTPError(http.StatusForbidden, "not yours") // want hand-written-error
	case "2":
		return c.JSON(http.StatusNotFound, "no such account") // want hand-written-error
	case "3":
		return c.NoContent(http.StatusServiceUnavailable) // want hand-written-error
	case "4":
		return problems.NewNotFound(problems.WithDetail("There is no such account."))
	}
	return c.JSON(http.StatusOK, "here you are")
}
