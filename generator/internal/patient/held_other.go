//go:build !windows

package patient

// isHeld reports whether somebody else has a file open, which is in nobody's way
// on systems other than Windows.
func isHeld(error) bool { return false }
