package problemstest

import "github.com/hcnet/problemgen/templates/problem"

var examplesOfQuotaExceeded = []Example{
	{Name: "quota_exceeded", New: func() problem.Problem {
		p := problem.NewQuotaExceeded(9007199254740993, "<requests>", problem.QuotaExceededUsage{Storage: []string{"a", "b"}})
		p.Headers = problem.QuotaExceededHeaders{
			RetryAfter:      new(int64(120)),
			XQuotaReset:     new(moment("1994-11-06T08:49:37Z")),
			XQuotaShare:     new(0.75),
			XQuotaHard:      new(true),
			WWWAuthenticate: "Bearer realm=\"x\"",
			Allow:           []string{"GET", "HEAD"},
		}
		return p
	}},
}
