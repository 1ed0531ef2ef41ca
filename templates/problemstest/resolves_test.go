package problemstest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/templates/problem"
)

// pagesOf serves a page for every problem type at its path.
func pagesOf(t *testing.T, title func(problem.Info) string) *http.ServeMux {
	t.Helper()
	mux := http.NewServeMux()
	for info := range problem.All() {
		mux.HandleFunc("GET /problems/"+info.Name, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, "<h1>%s</h1>", title(info))
		})
	}
	return mux
}

func ownTitle(info problem.Info) string { return strings.ReplaceAll(info.Title, " ", "\n ") }

// replaced serves another handler in the place of one page.
func replaced(h http.Handler, instead http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/problems/internal_error" {
			instead(w, r)
			return
		}
		h.ServeHTTP(w, r)
	})
}

func TestAssertResolves(t *testing.T) {
	fine := pagesOf(t, ownTitle)
	tests := []struct {
		name    string
		handler http.Handler
		want    string
	}{
		{"fine", fine, ""},
		{"led on", replaced(fine, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/problems/moved", http.StatusFound)
		}), "the answer is 404"},
		{"led on in a circle", replaced(fine, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
		}), "it leads on and on"},
		{"plain text", replaced(fine, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/plain")
			fmt.Fprint(w, "Internal Error")
		}), "plain text"},
		{"another page", replaced(fine, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<h1>Welcome</h1>")
		}), `does not have the title "Internal Error"`},
		{"nothing", http.NotFoundHandler(), "the answer is 404"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			server := httptest.NewServer(test.handler)
			defer server.Close()
			for _, assert := range []func(testing.TB){
				func(t testing.TB) { AssertResolves(t, test.handler) },
				func(t testing.TB) { AssertResolvesAt(t, server.URL+"/problems/") },
			} {
				var r resolveRecorder
				r.TB = t
				assert(&r)
				if got := strings.Join(r.errors, "\n"); !strings.Contains(got, test.want) || (test.want == "") != (got == "") {
					t.Errorf("the errors are %q, want %q", got, test.want)
				}
			}
		})
	}
}

// A resolveRecorder notes errors instead of reporting them.
type resolveRecorder struct {
	testing.TB
	errors []string
}

func (r *resolveRecorder) Helper() {}

func (r *resolveRecorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}
