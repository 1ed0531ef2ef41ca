package problemstest

import "github.com/hcnet/problemgen/templates/problem"

var examplesOfLoginRequired = []Example{
	{Name: "login_required", New: func() problem.Problem {
		p := problem.NewLoginRequired([]string{"ledger"}, 5, "Bearer realm=\"ledger\"", problem.WithStatus(403))
		p.Headers.XRealm = "ledger"
		return p
	}},
}
