package main

import (
	"os"
	"runtime/debug"
)

// The garbage collector's settings, unless GOGC or GOMEMLIMIT say otherwise. A
// thousand pages leave little behind and are done sooner when it hardly runs;
// with ten thousand the limit makes it work, so that the process stays below
// 150 MB.
const (
	gcPercent   = 400
	memoryLimit = 128 << 20
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
