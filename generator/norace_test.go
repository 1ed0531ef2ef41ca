//go:build !race

package generator_test

// isRace tells that the race detector is at work, which allocates too.
const isRace = false
