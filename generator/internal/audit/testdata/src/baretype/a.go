package baretype

import (
	"errors"
	"fmt"
	"net/http"

	"example.com/shop/problems"
)

func serve(w http.ResponseWriter, r *http.Request, err error) error {
	problems.Write(w, r, problems.TypeOutOfStock) // want "`out_of_stock` has required members, and is served here without them\nwrite problems.NewOutOfStock\\(article\\)"
	problems.Write(w, r, problems.TypeNotFound)
	if r == nil {
		return fmt.Errorf("%w: %w", problems.TypeOrderRejected, err) // want `write problems.NewOrderRejected\(params\)`
	}
	if errors.Is(err, problems.TypeOutOfStock) {
		return problems.TypeNotFound
	}
	return problems.TypeOutOfStock // want `has required members`
}

func assigned() (err error) {
	err = problems.TypeOutOfStock // want `has required members`
	return err
}

func two() (int, error) { return 0, (problems.TypeOutOfStock) } // want `has required members`

// What follows stays silent.

func typeFor(name string) problems.Type {
	if name == "" {
		return problems.TypeNotFound
	}
	return problems.TypeOutOfStock
}

var retry = map[problems.Type]bool{problems.TypeOutOfStock: true}

func known(t problems.Type) bool {
	switch t {
	case problems.TypeOutOfStock:
		return retry[problems.TypeOutOfStock]
	}
	_, ok := problems.Lookup(problems.TypeOutOfStock)
	return ok || t == problems.TypeOrderRejected
}
