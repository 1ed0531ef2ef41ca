//go:build race

package problem

// raceEnabled tells that pools forget at random, so that allocations cannot be
// counted.
const raceEnabled = true
