package problem_test

import (
	"encoding/json"
	"fmt"

	"github.com/hcnet/problemgen/templates/problem"
)

var pageInternalError = page{
	path:    "internal-error.md",
	sum:     "8da411976cce2b685ead752d1ef15d55d5272d32fe457a0ce13bb2f438def815",
	goldens: []string{"internal_error.golden.json"},
}

func ExampleNewInternalError() {
	p := problem.NewInternalError(problem.WithInstance("d3465740"))
	body, err := json.MarshalIndent(p, "", "  ")
	fmt.Println(string(body), err)
	// Output:
	// {
	//   "type": "https://api.example.com/problems/internal_error",
	//   "title": "Internal Error",
	//   "status": 500,
	//   "instance": "d3465740"
	// } <nil>
}
