// Package gin is the service on github.com/gin-gonic/gin.
package gin

import (
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/hcnet/problemgen/gen/problems"
	"github.com/hcnet/problemgen/generator/internal/acceptance/frameworks/ledger"
	"github.com/hcnet/problemgen/generator/internal/acceptance/frameworks/nethttp"
)

// New returns the service.
func New(logger *slog.Logger) http.Handler {
	serve := nethttp.Problems(logger)
	engine := gin.New() // gin.Default has a Recovery of its own, which answers without a body
	engine.HandleMethodNotAllowed = true
	engine.GET("/accounts/:id", handler(serve, account))
	// Standard makes problems of the engine's 404 and 405.
	return nethttp.WithRequestID(serve.Recover(serve.Standard(engine)))
}

// handler serves the errors of h. The writer is the context's, which knows
// whether the response has begun.
func handler(serve *problems.Server, h func(*gin.Context) error) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := h(c); err != nil {
			_ = c.Error(err) // for the middlewares that look at c.Errors
			serve.Write(c.Writer, c.Request, err)
			c.Abort()
		}
	}
}

func account(c *gin.Context) error {
	a, err := ledger.Find(c.Request.Context(), c.Param("id"))
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, a)
	return nil
}
