// Package patient moves and removes files that another program may hold for a
// moment, as virus scanners, indexers and editors do on Windows.
package patient

import (
	"fmt"
	"time"
)

// patience is how long a file is tried that somebody holds, and pause how long
// the first wait is; each is twice as long as the one before.
const (
	patience = 2 * time.Second
	pause    = time.Millisecond
)

// Do does something with a file, again and again while another program holds
// it. Other errors are returned at once.
func Do(name string, work func() error) error { return do(name, work, isHeld, time.Sleep) }

func do(name string, work func() error, isHeld func(error) bool, sleep func(time.Duration)) error {
	waited := time.Duration(0)
	for wait := pause; ; wait *= 2 {
		err := work()
		if err == nil || !isHeld(err) {
			return err
		}
		if waited >= patience {
			return fmt.Errorf("%s is held by another program (an editor, a virus scanner); close it and run again: %w", name, err)
		}
		sleep(wait)
		waited += wait
	}
}
