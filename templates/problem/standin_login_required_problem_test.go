package problem_test

import (
	"encoding/json"
	"fmt"

	"github.com/hcnet/problemgen/templates/problem"
)

var pageLoginRequired = page{
	path:    "login-required.md",
	sum:     "376acc004c9b932e73fe504c22ebe2a487336a217f79d8dcb56ebaa86ff1c9ab",
	goldens: []string{"login_required.golden.json"},
}

func ExampleNewLoginRequired() {
	p := problem.NewLoginRequired([]string{"ledger"}, 5, "Bearer realm=\"ledger\"", problem.WithStatus(403))
	p.Headers.XRealm = "ledger"
	body, err := json.MarshalIndent(p, "", "  ")
	fmt.Println(string(body), err)
	// Output:
	// {
	//   "type": "https://api.example.com/problems/login_required",
	//   "title": "Login Required",
	//   "status": 403,
	//   "realm": [
	//     "ledger"
	//   ]
	// } <nil>
}
