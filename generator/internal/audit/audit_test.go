package audit

import (
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/analysis/passes/inspect"
)

// shop is the catalog of the package in testdata.
func shop() Catalog {
	problem := func(name, goName string, status int) Problem {
		return Problem{
			Name: name, GoName: goName, Type: "https://shop.example/problems/" + name, Title: goName,
			Statuses: []int{status}, Page: name + ".md",
		}
	}
	c := Catalog{ImportPath: "example.com/shop/problems", Problems: []Problem{
		problem("conflict", "Conflict", 409),
		problem("gone", "Gone", 410),
		problem("legacy", "Legacy", 400),
		problem("not_found", "NotFound", 404),
		problem("order_rejected", "OrderRejected", 422),
		problem("out_of_stock", "OutOfStock", 422),
		problem("server_error", "ServerError", 500),
		problem("taken", "Taken", 409),
	}}
	c.Problems[1].Deprecated = "use not_found"
	c.Problems[2].Retired = "nobody sends it"
	c.Problems[3].Aliases = []string{"https://shop.example/problems/missing"}
	c.Problems[6].Fallback = true
	return c
}

// TestRules runs each rule over the folder of testdata that has its name; all of
// them load what they need once.
func TestRules(t *testing.T) {
	s := newSuite([]Catalog{shop()}, []Answer{{Function: "handwrittenerror.fail", Status: 1}})
	byFolder, folders := map[string][]*analysis.Analyzer{"bystander": s.analyzers()}, []string{"bystander"}
	for _, a := range s.analyzers() {
		folder := strings.ReplaceAll(a.Name, "_", "")
		byFolder[folder] = []*analysis.Analyzer{a}
		folders = append(folders, folder)
	}
	each := &analysis.Analyzer{
		Name: "each", Doc: "run the rule of the folder", Requires: []*analysis.Analyzer{inspect.Analyzer, s.uses},
		Run: func(p *analysis.Pass) (any, error) {
			for _, a := range byFolder[p.Pkg.Name()] {
				if _, err := a.Run(p); err != nil {
					return nil, err
				}
			}
			return nil, nil
		},
	}
	analysistest.Run(t, analysistest.TestData(), each, folders...)
}
