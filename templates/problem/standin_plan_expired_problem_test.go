//lint:file-ignore SA1019 The page documents a deprecated problem type.

package problem_test

var pagePlanExpired = page{
	path:    "plan-expired.md",
	sum:     "34942a488a9203c78bbca5ee3a99d95f1fce5e82a05284857b947cf11cf8c39e",
	goldens: []string{"plan_expired.golden.json"},
	retired: true,
}
