package uncheckedproblem

import (
	"errors"
	"net/http"

	"example.com/shop/problems"
)

func ask(req *http.Request) error {
	resp, err := problems.Do(req)
	var p problems.Problem
	if errors.As(err, &p) && p.Status() == http.StatusNotFound { // want "the status 404 is compared, where `not_found` is the documented problem\nwrite errors.Is\\(err, problems.TypeNotFound\\)"
		return nil
	}
	if resp.StatusCode == 404 { // want `the status 404 is compared`
		return nil
	}
	switch p.Status() {
	case 404, // want `the status 404 is compared`
		409:
		return nil
	case 503:
		return nil
	}
	if p.Status() >= 500 || p.Status() == 409 || resp.StatusCode == http.StatusNoContent {
		return nil
	}
	return err
}

// What follows stays silent.

func count(p problems.Problem) bool { return p.Status() == 404 }

func plain(client *http.Client, req *http.Request) bool {
	resp, err := client.Do(req)
	return err == nil && resp.StatusCode == 404
}
