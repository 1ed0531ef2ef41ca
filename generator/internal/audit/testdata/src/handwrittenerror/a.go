package handwrittenerror

import (
	"errors"
	"net/http"
	"net/http/httputil"

	"example.com/shop/problems"
	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

func find(string) (string, error) { return "", errors.New("x") }

func direct(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "nothing here", 404)            // want `http.Error answers 404 past package problems\npage .not_found. has this status: problems.Write\(w, r, problems.NewNotFound\(\)\)`
	http.NotFound(w, r)                           // want `http.NotFound answers 404`
	w.WriteHeader(http.StatusConflict)            // want `w.WriteHeader answers 409 past package problems\npages with this status: problems.NewConflict\(\), problems.NewTaken\(\)`
	w.WriteHeader(418)                            // want `no page has the status 418: document the problem`
	w.WriteHeader(problems.StatusNotFound)        // want `answers 404`
	w.WriteHeader(http.StatusUnprocessableEntity) // want `problems.NewOrderRejected\(params\), problems.NewOutOfStock\(article\)`
	w.WriteHeader(http.StatusGone)                // want `problems.NewGone\(\)`
	w.WriteHeader(http.StatusNoContent)
	http.Redirect(w, r, "/", http.StatusFound)
}

func returning(w http.ResponseWriter, r *http.Request) error {
	if _, err := find("a"); err != nil {
		http.Error(w, err.Error(), http.StatusNotFound) // want `return problems.NewNotFound\(\)`
		return nil
	}
	if _, err := find("b"); err != nil {
		http.Error(w, "no such order", http.StatusNotFound) // want `http.Error answers 404`
		return nil
	}
	if _, err := find("c"); err != nil {
		http.Error(w, http.StatusText(http.StatusNotFound), http.StatusNotFound) // want `http.Error answers 404`
		return nil
	}
	if _, err := find("d"); err != nil {
		http.NotFound(w, r) // want `http.NotFound answers 404`
		return nil
	}
	if _, err := find("e"); err != nil {
		http.Error(w, "conflict", http.StatusConflict) // want `answers 409`
		return nil
	}
	if text, err := find("f"); err != nil {
		http.Error(w, text, http.StatusNotFound) // want `answers 404`
		return nil
	}
	if _, err := find("g"); err != nil {
		http.Error(w, "nothing in stock", http.StatusNotFound) // want `answers 404`
		// Whoever reads this keeps the comment.
		return nil
	}
	return nil
}

func frameworks(g *gin.Context, e echo.Context) error {
	g.JSON(404, "no")                // want `g.JSON answers 404`
	g.AbortWithStatusJSON(409, "no") // want `g.AbortWithStatusJSON answers 409`
	g.JSON(200, "yes")
	if g == nil {
		return echo.NewHTTPError(http.StatusNotFound, "no") // want `echo.NewHTTPError answers 404 past package problems\npage .not_found. has this status: return problems.NewNotFound\(\)`
	}
	return e.JSON(404, "no") // want `e.JSON answers 404`
}

func sentinels(kind int, err error) error {
	switch kind {
	case 1:
		return echo.ErrNotFound // want `echo.ErrNotFound answers 404 past package problems\npage .not_found. has this status: return problems.NewNotFound\(\)`
	case 2:
		return (echo.ErrStatusRequestEntityTooLarge) // want `answers 413`
	case 3:
		return echo.ErrValidatorNotRegistered
	}
	if errors.Is(err, echo.ErrNotFound) {
		return nil
	}
	return err
}

func named(out http.ResponseWriter, in *http.Request, c *gin.Context) {
	go func(out http.ResponseWriter, in *http.Request) {
		http.NotFound(out, in) // want `problems.Write\(out, in, problems.NewNotFound\(\)\)`
	}(out, in)
	c.JSON(404, "no") // want `problems.Write\(c.Writer, c.Request, problems.NewNotFound\(\)\)`
}

func configured() {
	fail("x", 404) // want `fail answers 404`
}

func fail(text string, status int) {}

// What follows stays silent.

func forward(w http.ResponseWriter, status int, text string) {
	if text == "" {
		http.Error(w, "no text", 500)
		return
	}
	w.WriteHeader(status)
}

func passOn(w http.ResponseWriter, resp *http.Response) { w.WriteHeader(resp.StatusCode) }

type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(status int) {
	if status == 0 {
		r.ResponseWriter.WriteHeader(500)
		return
	}
	r.status = status
}

func proxies() *httputil.ReverseProxy {
	p := &httputil.ReverseProxy{ErrorHandler: func(w http.ResponseWriter, r *http.Request, err error) {
		w.WriteHeader(http.StatusBadGateway)
	}}
	p.ErrorHandler = upstreamFailed
	return p
}

func upstreamFailed(w http.ResponseWriter, r *http.Request, err error) {
	http.Error(w, "upstream", http.StatusBadGateway)
}

func ownProblem(g *gin.Context) { g.JSON(404, problems.NewNotFound()) }

type tally struct{ n int }

func (t *tally) WriteHeader(n int) { t.n = n }

func other(t *tally) { t.WriteHeader(404) }
