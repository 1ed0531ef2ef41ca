package lostproblem

import (
	"net/http"

	"example.com/shop/problems"
)

func handler(w http.ResponseWriter, r *http.Request) {
	if r == nil {
		problems.NewNotFound() // want `nothing uses the problem that problems.NewNotFound returns\nwrite problems.Write\(w, r, problems.NewNotFound\(…\)\)`
	}
	_ = problems.NewConflict() // want `nothing uses`
	problems.Write(w, r, problems.NewNotFound())
}

func failing(req *http.Request, client *problems.Client) error {
	problems.NewNotFound()           // want `nothing uses the problem that problems.NewNotFound returns\nwrite return problems.NewNotFound\(…\)`
	problems.Do(req)                 // want `nothing uses the problem that problems.Do returns`
	resp, _ := client.Do(req)        // want `nothing uses the problem that client.Do returns`
	problems.FromResponse(resp)      // want `nothing uses`
	defer problems.FromResponse(nil) // want `nothing uses`
	if _, err := problems.Do(req); err != nil {
		return err
	}
	var _, err = problems.Do(req)
	var p error = problems.NewNotFound()
	if err != nil {
		return p
	}
	return problems.FromResponse(resp)
}
