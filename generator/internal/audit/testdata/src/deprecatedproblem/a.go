package deprecatedproblem

import (
	"errors"

	"example.com/shop/problems"
)

func make(kind int) error {
	switch kind {
	case 1:
		return problems.NewGone() // want "`gone` is deprecated, and made here\nits page says: use not_found"
	case 2:
		return problems.TypeLegacy // want "`legacy` is retired, and made here"
	case 3:
		return &problems.Gone{} // want "`gone` is deprecated"
	}
	return problems.NewNotFound()
}

func is(err error) bool {
	var gone *problems.Gone
	return errors.Is(err, problems.TypeGone) || errors.As(err, &gone) || err == problems.TypeLegacy
}
