//lint:file-ignore SA1019 The page documents a deprecated problem type.

package problem_test

import (
	"encoding/json"
	"fmt"

	"github.com/hcnet/problemgen/templates/problem"
)

var pageImportRejected = page{
	path: "import-rejected.md",
	sum:  "402f6e779e24ab8decbb34a60efe603c6407a1a21ed6fdcb8c4b8a12ccadb571",
	goldens: []string{
		"import_rejected.malformed_file.golden.json",
		"import_rejected.empty_file.golden.json",
	},
}

func ExampleNewImportRejected() {
	p := problem.NewImportRejected(problem.ImportRejectedParams{
		Errors: []problem.ImportRejectedErrorsItem{
			{
				Pointer: "/3/amount",
				Message: ptr("no number"),
			},
			{Pointer: "/9"},
		},
		Import: "42",
		Reason: problem.ImportRejectedReasonMalformed,
		Source: problem.ImportRejectedSource{
			File:  "a.csv",
			Lines: ptr(int64(0)),
			Checksum: problem.ImportRejectedSourceChecksum{
				Algorithm: "sha256",
				Value:     "9f86d081",
			},
			Proxy: &problem.ImportRejectedSourceProxy{Host: "edge-1"},
		},
		StartedAt: moment("2026-03-01T09:30:00Z"),
	}, problem.WithDetail("The import was rejected."), problem.WithInstance("/imports/42"))
	p.FinishedAt = ptr(moment("2026-03-01T09:30:04.25+01:00"))
	p.Tags = []string{"nightly", "eu"}
	p.Retryable = ptr(false)
	p.Score = ptr(0.5)
	p.Labels = map[string]json.RawMessage{
		"team":  json.RawMessage(`"ledger"`),
		"build": json.RawMessage(`7`),
	}
	p.Payload = json.RawMessage(`{"amount":"12,5"}`)
	p.Extensions = map[string]json.RawMessage{"trace": json.RawMessage(`[1,{"b":2.50}]`)}
	body, err := json.MarshalIndent(p, "", "  ")
	fmt.Println(string(body), err)
}
