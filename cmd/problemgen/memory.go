package main

import (
	"os"
	"runtime/debug"
)

// The garbage collector's settings, unless GOGC or GOMEMLIMIT say otherwise. A
// thousand pages leave little behind and are done sooner when it hardly runs;
// with more of them the limit makes it work, so that the process stays below 140
// MB: what the system counts beside the limit, the program itself, is up to 20.
const (
	gcPercent   = 400
	memoryLimit = 110 << 20
)

// tuneMemory sets up the garbage collector for a short life.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
}
