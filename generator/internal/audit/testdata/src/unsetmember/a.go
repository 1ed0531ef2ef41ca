package unsetmember

import (
	"encoding/json"

	"example.com/shop/problems"
)

func literals() []error {
	later := problems.OrderRejectedParams{Order: "1"}
	later.Count, later.Limit = 1, 2
	later.Reasons = append(later.Reasons, problems.OrderRejectedReasonsItem{Pointer: "#/a", Text: "too old"})
	partly := problems.OrderRejectedParams{Order: "1"} // want `OrderRejectedParams leaves the required members Count, Limit unset`
	partly.Reasons = nil
	return []error{
		problems.NewOrderRejected(later),
		problems.NewOrderRejected(partly),
		problems.NewOrderRejected(problems.OrderRejectedParams{}), // want `Count, Limit, Order, Reasons unset`
		problems.NewOrderRejected(problems.OrderRejectedParams{Count: 0, Limit: 1, Order: "", Reasons: nil}),
		problems.NewOrderRejected(problems.OrderRejectedParams{1, 2, "", nil}),
		problems.NewOrderRejected(problems.OrderRejectedParams{Count: 0, Limit: 1, Order: "", Reasons: []problems.OrderRejectedReasonsItem{
			{Pointer: "#/a", Text: "too old"},
			{Pointer: "#/b"}, // want `OrderRejectedReasonsItem leaves the required member Text unset: is sent empty`
		}}),
		&problems.OutOfStock{Occurrence: problems.Occurrence{Detail: "x"}}, // want `OutOfStock leaves the required member Article unset`
		&problems.OutOfStock{Article: "7"},
	}
}

func read(data []byte) error {
	p := &problems.OutOfStock{}
	return json.Unmarshal(data, p)
}
