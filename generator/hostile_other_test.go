//go:build !unix

package generator_test

// systemScenes are those of systems with pipes, sockets and devices.
func systemScenes() []fileScene { return nil }
