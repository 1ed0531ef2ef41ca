package problemstest

import "github.com/hcnet/problemgen/templates/problem"

var examplesOfQuotaExceeded = []Example{
	{Name: "quota_exceeded", New: func() problem.Problem {
		p := problem.NewQuotaExceeded(9007199254740993, "<requests>", problem.QuotaExceededUsage{Storage: []string{"a", "b"}})
		p.Headers = problem.QuotaExceededHeaders{
			RetryAfter:      ptr(int64(120)),
			XQuotaReset:     ptr(moment("1994-11-06T08:49:37Z")),
			XQuotaShare:     ptr(0.75),
			XQuotaHard:      ptr(true),
			WWWAuthenticate: "Bearer realm=\"x\"",
			Allow:           []string{"GET", "HEAD"},
		}
		return p
	}},
}
