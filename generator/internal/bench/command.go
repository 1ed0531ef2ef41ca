//go:build linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

// A cost is what a command took.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // bytes
}

// run runs a command in a folder and returns what it cost.
func run(dir string, words ...string) (cost, error) {
	c, _, err := output(dir, nil, words...)
	return c, err
}

// output runs a command in a folder, with further variables in its environment,
// and returns what it cost and what it printed.
func output(dir string, env []string, words ...string) (cost, []byte, error) {
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	begin := time.Now()
	err := cmd.Run()
	c := cost{wall: time.Since(begin)}
	if err != nil {
		return c, nil, fmt.Errorf("%s: %w\n%s", strings.Join(words, " "), err, out.Bytes())
	}
	c.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		c.peak = usage.Maxrss * 1024
	}
	return c, out.Bytes(), nil
}

// medians runs actions in turn, so that a change of the machine's speed meets
// all of them, and returns the median of each.
func (b *bench) medians(actions ...func() (cost, error)) ([]cost, error) {
	all := make([][]cost, len(actions))
	for range b.runs {
		for i, act := range actions {
			c, err := act()
			if err != nil {
				return nil, err
			}
			all[i] = append(all[i], c)
		}
	}
	medians := make([]cost, len(actions))
	for i, costs := range all {
		medians[i] = cost{
			wall: median(costs, func(c cost) time.Duration { return c.wall }),
			cpu:  median(costs, func(c cost) time.Duration { return c.cpu }),
			peak: int64(median(costs, func(c cost) time.Duration { return time.Duration(c.peak) })),
		}
	}
	return medians, nil
}

func median(costs []cost, of func(cost) time.Duration) time.Duration {
	values := make([]time.Duration, len(costs))
	for i, c := range costs {
		values[i] = of(c)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

func ratio(c, of cost) float64 { return c.wall.Seconds() / of.wall.Seconds() }

func processorRatio(c, of cost) float64 { return c.cpu.Seconds() / of.cpu.Seconds() }

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
