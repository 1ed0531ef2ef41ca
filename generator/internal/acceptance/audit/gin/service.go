// Package gin answers by way of github.com/gin-gonic/gin.
package gin

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/hcnet/problemgen/gen/problems"
)

// New returns the service.
func New() http.Handler {
	e := gin.New()
	e.GET("/accounts/:id", account)
	return e
}

func account(c *gin.Context) {
	switch c.Param("id") {
	case "":
		c.JSON(http.StatusNotFound, gin.H{"error": "no such account"}) // want hand-written-error
	case "1":
		c.AbortWithStatusJSON(http.StatusForbidden, "not yours") // want hand-written-error
	case "2":
		c.AbortWithStatus(http.StatusServiceUnavailable) // want hand-written-error
	case "3":
		c.String(http.StatusNotFound, "no %s", "account") // want hand-written-error
	case "4":
		problems.Write(c.Writer, c.Request, problems.TypeNotFound)
	default:
		c.JSON(http.StatusOK, "here you are")
	}
}
