package problemsite_test

import (
	"testing"

	"github.com/hcnet/problemgen/templates/problemsite"
	"github.com/hcnet/problemgen/templates/problemstest"
)

// Every type URI leads to the page of its problem type.
func TestResolves(t *testing.T) {
	problemstest.AssertResolves(t, problemsite.Handler())
}
