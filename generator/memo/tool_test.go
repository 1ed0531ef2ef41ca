package memo

import (
	"runtime/debug"
	"testing"
)

// Versions say everything only where all of them are released ones.
func TestIsReleased(t *testing.T) {
	released := debug.Module{Path: "example.com/a", Version: "v1.2.3", Sum: "h1:x"}
	for name, test := range map[string]struct {
		info debug.BuildInfo
		want bool
	}{
		"installed":       {debug.BuildInfo{Main: released, Deps: []*debug.Module{&released}}, true},
		"built here":      {debug.BuildInfo{Main: debug.Module{Version: "(devel)"}}, false},
		"from a checkout": {debug.BuildInfo{Main: debug.Module{Version: "v1.2.4-0.20260102030405-abcdef"}}, false},
		"with changes":    {debug.BuildInfo{Main: debug.Module{Version: "v1.2.3+dirty", Sum: "h1:x"}}, false},
		"a folder in place of a library": {debug.BuildInfo{Main: released, Deps: []*debug.Module{
			{Path: "example.com/b", Version: "v1.0.0", Sum: "h1:x", Replace: &debug.Module{Path: "../b"}},
		}}, false},
		"another version in place of a library": {debug.BuildInfo{Main: released, Deps: []*debug.Module{
			{Path: "example.com/b", Version: "v1.0.0", Replace: &released},
		}}, true},
	} {
		if got := isReleased(&test.info); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
