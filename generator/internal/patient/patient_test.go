package patient

import (
	"errors"
	"strings"
	"testing"
	"time"
)

var errHeld = errors.New("held")

func held(err error) bool { return errors.Is(err, errHeld) }

// A file that is held for a moment is waited for; one that is held for long is
// named, and other errors are not waited for.
func TestDo(t *testing.T) {
	other := errors.New("other")
	for name, test := range map[string]struct {
		heldFor time.Duration
		then    error
		want    string
		waits   bool
	}{
		"free":             {0, nil, "", false},
		"held for a while": {time.Second, nil, "", true},
		"held for long":    {time.Hour, nil, "a.go is held by another program", true},
		"another error":    {0, other, "other", false},
	} {
		waited := time.Duration(0)
		err := do("a.go", func() error {
			if waited < test.heldFor {
				return errHeld
			}
			return test.then
		}, held, func(d time.Duration) { waited += d })
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
		}
		if (waited > 0) != test.waits || waited > 2*patience {
			t.Errorf("%s: waited %v", name, waited)
		}
	}
	if err := Do("a.go", func() error { return other }); !errors.Is(err, other) {
		t.Error(err)
	}
}
