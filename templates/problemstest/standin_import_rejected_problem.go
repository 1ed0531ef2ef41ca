//lint:file-ignore SA1019 The page documents a deprecated problem type.

package problemstest

import (
	"encoding/json"

	"github.com/hcnet/problemgen/templates/problem"
)

var examplesOfImportRejected = []Example{
	{Name: "import_rejected.malformed_file", New: func() problem.Problem {
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
		return p
	}},
	{Name: "import_rejected.empty_file", New: func() problem.Problem {
		p := problem.NewImportRejected(problem.ImportRejectedParams{
			Errors: []problem.ImportRejectedErrorsItem{},
			Import: "43",
			Reason: problem.ImportRejectedReasonDuplicate,
			Source: problem.ImportRejectedSource{
				File: "",
				Checksum: problem.ImportRejectedSourceChecksum{
					Algorithm: "",
					Value:     "",
				},
			},
			StartedAt: moment("2026-03-01T09:30:00-07:00"),
		})
		p.Tags = []string{}
		p.Labels = map[string]json.RawMessage{}
		return p
	}},
}
