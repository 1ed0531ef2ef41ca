// Package ledger is what the services are about. It knows nothing of HTTP.
package ledger

import (
	"context"
	"errors"

	"github.com/hcnet/problemgen/gen/problems"
)

// An Account is what the services show.
type Account struct {
	ID      string `json:"id"`
	Balance int64  `json:"balance"`
}

// ErrNoAccount tells that there is no account of that id.
var ErrNoAccount = errors.New("ledger: no account")

// Find returns an account. The other ids are for tests: each fails in a way of
// its own.
func Find(_ context.Context, id string) (Account, error) {
	switch id {
	case "alice":
		return Account{ID: id, Balance: 7}, nil
	case "busy":
		limited := problems.NewRateLimitExceeded()
		limited.Headers.RetryAfter = seconds(30)
		return Account{}, limited
	case "broken":
		return Account{}, errors.New("ledger: s3cret: disk full")
	case "upstream":
		p, err := problems.Parse([]byte(`{"type":"https://upstream.example/s3cret","status":403,"detail":"s3cret"}`))
		return Account{}, errors.Join(err, p)
	case "panic":
		panic("s3cret")
	}
	return Account{}, ErrNoAccount
}

func seconds(n int64) *int64 { return &n }
