package nethttp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/hcnet/problemgen/gen/problems"
	"github.com/hcnet/problemgen/generator/internal/acceptance/frameworks/ledger"
)

// ErrLater tells to ask again after a while.
var ErrLater = errors.New("ask again later")

// Balance asks a service, on whatever framework, for the balance of an account.
func Balance(ctx context.Context, base, id string) (int64, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/accounts/"+url.PathEscape(id), nil)
	if err != nil {
		return 0, err
	}
	resp, err := problems.Do(req) // a problem comes back as the error
	var limited *problems.RateLimitExceeded
	switch {
	case errors.As(err, &limited):
		return 0, fmt.Errorf("%w: in %d s", ErrLater, *limited.Headers.RetryAfter)
	case errors.Is(err, problems.TypeNotFound):
		return 0, nil // who has no account has no money
	case err != nil:
		return 0, err
	}
	defer resp.Body.Close()
	var a ledger.Account
	err = json.NewDecoder(resp.Body).Decode(&a)
	return a.Balance, err
}
