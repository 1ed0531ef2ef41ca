package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"reflect"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/spf13/cobra"
)

// settleTime is how long a folder has to be quiet before it is read: editors
// save in several steps.
const settleTime = 100 * time.Millisecond

// keepLinting lints whenever a page is saved, until it is interrupted; its
// result is that of the last run.
func (l *linter) keepLinting(cmd *cobra.Command) error {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	defer watcher.Close()
	for {
		clear(cmd.OutOrStdout())
		result := l.lintWatched(cmd, watcher)
		if len(watcher.WatchList()) == 0 {
			return result
		}
		if result != nil && !errors.Is(result, errFindings) {
			fmt.Fprintf(cmd.ErrOrStderr(), "problemgen: %s\n", diag.VisibleLines(result.Error()))
		}
		if err := waitForSave(cmd, watcher); err != nil {
			return err
		}
		if cmd.Context().Err() != nil {
			return result
		}
	}
}

// lintWatched lints once. The folders are watched before they are read, so
// that no save is missed.
func (l *linter) lintWatched(cmd *cobra.Command, watcher *fsnotify.Watcher) error {
	c, err := l.load(cmd)
	if err != nil {
		return err
	}
	l.remember(c)
	for _, p := range c.Catalogs {
		if err := watchTree(watcher, p.Pages); err != nil {
			return err
		}
	}
	return l.lint(cmd, c)
}

// remember has the pages judged again alone that were saved since the last run,
// unless the configuration has changed.
func (l *linter) remember(c *config.Config) {
	if !reflect.DeepEqual(c, l.watched) {
		l.watched, l.judged = c, &generator.Watch{}
	}
}

// watchTree watches a folder and those inside it: none speaks for another.
func watchTree(watcher *fsnotify.Watcher, folder string) error {
	return filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name != folder {
			return nil // it went while we looked
		}
		if err != nil || !entry.IsDir() {
			return err
		}
		return watcher.Add(name)
	})
}

// waitForSave waits until something was saved and the folders are quiet again,
// or until the command is interrupted.
func waitForSave(cmd *cobra.Command, watcher *fsnotify.Watcher) error {
	var settled <-chan time.Time
	for {
		select {
		case <-cmd.Context().Done():
			return nil
		case err := <-watcher.Errors:
			return err
		case event := <-watcher.Events:
			if matters(event) {
				settled = time.After(settleTime)
			}
		case <-settled:
			return nil
		}
	}
}

// matters leaves out what changes no text: permissions, and editors' own
// files.
func matters(event fsnotify.Event) bool {
	if event.Op == fsnotify.Chmod {
		return false
	}
	extension := filepath.Ext(event.Name)
	return extension == ".md" || extension == ".yaml" || extension == ""
}
