//go:build race

package validate

// raceDetector tells that the tests run under it, which takes its time.
const raceDetector = true
