// Package memo remembers from one run to the next what was made of what, so
// that nothing is made twice. All that it knows goes by content: the sum of
// everything that a file is made from, and the sum of the file. What it
// remembers is never trusted further than that: files on disk are read and
// compared with their sums.
//
// It is a cache. Where it cannot be read or written everything is made anew,
// and nobody is told.
package memo

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/hcnet/problemgen/generator/internal/patient"
)

// The bounds of the cache: how many output folders it knows, of which those
// that were written last stay, and how large a file of it may be.
const (
	maxRuns = 32
	maxFile = 64 << 20
)

// A Sum stands for what files are made from. It is a SHA-256, so that nobody
// can find other input with the same sum.
type Sum [sha256.Size]byte

// Of returns the sum of values that are told apart: Of("ab", "c") and
// Of("a", "bc") differ.
func Of[T string | []byte](values ...T) Sum {
	h := sha256.New()
	var size [8]byte
	for _, v := range values {
		binary.LittleEndian.PutUint64(size[:], uint64(len(v)))
		h.Write(size[:])
		h.Write([]byte(v))
	}
	return Sum(h.Sum(nil))
}

// String returns the sum as hexadecimal digits.
func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// MarshalText returns the sum as hexadecimal digits.
func (s Sum) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, s[:]), nil }

// UnmarshalText reads what MarshalText returns.
func (s *Sum) UnmarshalText(text []byte) error {
	if len(text) != hex.EncodedLen(len(s)) {
		return errors.New("memo: no sum")
	}
	_, err := hex.Decode(s[:], text)
	return err
}

// A Run is what one run made for an output folder.
type Run struct {
	// Input is the sum of everything that the run went by. It is zero where
	// the run had something to say about it, which is not remembered.
	Input Sum
	// Asked are the files that links lead to, and whether they were there.
	Asked map[string]bool `json:",omitempty"`
	// Files are all that it made, in the words of package output.
	Files []string
}

// A Store keeps what runs made. The nil store keeps nothing.
type Store struct {
	dir string
	// Tool identifies the program, down to its last bit.
	Tool func() (string, error)
}

// Open returns the store in a folder, which need not be there yet.
func Open(dir string) *Store {
	return &Store{dir: dir, Tool: sync.OnceValues(tool)}
}

// Load returns what the last run made for an output folder; where that is not
// known, a run that made nothing.
func (s *Store) Load(out string) *Run {
	run := &Run{}
	data, err := s.read(out)
	if err != nil || json.Unmarshal(data, run) != nil {
		return &Run{}
	}
	return run
}

func (s *Store) read(out string) ([]byte, error) {
	name, err := s.name(out)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxFile {
		return nil, fs.ErrInvalid
	}
	return os.ReadFile(name)
}

// Save remembers what a run made. Two runs at once do not disturb each other:
// the one that ends last is remembered.
func (s *Store) Save(out string, run *Run) error {
	name, err := s.name(out)
	if err != nil {
		return err
	}
	data, err := json.Marshal(run)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	return errors.Join(replace(name, data), s.forget())
}

// replace puts a file in its place whole.
func replace(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), "new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Close())
	if err == nil {
		err = patient.Do(name, func() error { return os.Rename(f.Name(), name) })
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// name returns the file for an output folder.
func (s *Store) name(out string) (string, error) {
	if s == nil || s.dir == "" {
		return "", fs.ErrInvalid
	}
	out, err := filepath.Abs(out)
	if err != nil {
		return "", err
	}
	return filepath.Join(s.dir, Of(out).String()[:32]+".json"), nil
}

// forget removes the files that were written longest ago, when there are too
// many of them.
func (s *Store) forget() error {
	entries, err := os.ReadDir(s.dir)
	if err != nil || len(entries) <= maxRuns {
		return err
	}
	written := func(e fs.DirEntry) time.Time {
		info, err := e.Info()
		if err != nil { // it has gone meanwhile
			return time.Time{}
		}
		return info.ModTime()
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return written(b).Compare(written(a)) })
	var all error
	for _, e := range entries[maxRuns:] {
		if err := os.Remove(filepath.Join(s.dir, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			all = fmt.Errorf("forget an old run: %w", err)
		}
	}
	return all
}
