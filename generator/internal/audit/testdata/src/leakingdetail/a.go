package leakingdetail

import (
	"errors"
	"fmt"

	"example.com/shop/problems"
)

func leak(err error) []error {
	p := problems.NewNotFound()
	p.Detail = err.Error()                                      // want `the text of the error err is served to clients as a member`
	stock := &problems.OutOfStock{Article: "x: " + err.Error()} // want `as a member`
	return []error{
		problems.NewNotFound(problems.WithDetail(err.Error())),                      // want `the text of the error err is served to clients as the detail\ngive the error as problems.WithCause\(err\)`
		problems.NewNotFound(problems.WithDetailf("failed: %v", err)),               // want `as the detail`
		problems.NewNotFound(problems.WithDetailf("failed: %s", err.Error())),       // want `as the detail`
		problems.NewNotFound(problems.WithDetail(fmt.Sprintf("failed: %v", err))),   // want `as the detail`
		problems.NewNotFound(problems.WithDetail(fmt.Sprint(err))),                  // want `as the detail`
		problems.NewOutOfStock(err.Error()),                                         // want `as a member`
		problems.NewOrderRejected(problems.OrderRejectedParams{Order: err.Error()}), // want `as a member`
		p, stock,
	}
}

// What follows stays silent.

type reason interface{ Error() string }

func fine(err error, why string, p *problems.NotFound) []error {
	return []error{
		problems.NewNotFound(problems.WithDetail("no such order"), problems.WithCause(err)),
		problems.NewNotFound(problems.WithDetailf("%s is unknown", why)),
		problems.NewNotFound(problems.WithDetailf("a %T", err)),
		problems.NewNotFound(problems.WithDetail(p.Error())),
		problems.NewOutOfStock(explain(err)),
		fmt.Errorf("%w: %w", problems.TypeNotFound, err),
		errors.Join(err, p),
	}
}

func explain(err error) string { return "out of stock" }
