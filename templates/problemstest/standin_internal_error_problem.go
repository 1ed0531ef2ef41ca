package problemstest

import "github.com/hcnet/problemgen/templates/problem"

var examplesOfInternalError = []Example{
	{Name: "internal_error", New: func() problem.Problem {
		return problem.NewInternalError(problem.WithInstance("d3465740"))
	}},
}
