package problem_test

import (
	"encoding/json"
	"fmt"

	"github.com/hcnet/problemgen/templates/problem"
)

var pageQuotaExceeded = page{
	path:    "limits/quota-exceeded.md",
	sum:     "53fe459ea12221e253c744d42903d297a3b43444d30881bef1358a40b986f79f",
	goldens: []string{"quota_exceeded.golden.json"},
}

func ExampleNewQuotaExceeded() {
	p := problem.NewQuotaExceeded(9007199254740993, "<requests>", problem.QuotaExceededUsage{Storage: []string{"a", "b"}})
	p.Headers = problem.QuotaExceededHeaders{
		RetryAfter:      ptr(int64(120)),
		XQuotaReset:     ptr(moment("1994-11-06T08:49:37Z")),
		XQuotaShare:     ptr(0.75),
		XQuotaHard:      ptr(true),
		WWWAuthenticate: "Bearer realm=\"x\"",
		Allow:           []string{"GET", "HEAD"},
	}
	body, err := json.MarshalIndent(p, "", "  ")
	fmt.Println(string(body), err)
}
