package generator

import (
	"errors"
	"io"
	"os"
	"slices"
	"sync"
)

// maxSpooled is how much of one output waits in memory; the rest waits on disk.
// It is small, because there are several outputs, and 10,000 pages come close to
// what the garbage collector is allowed.
const maxSpooled = 512 << 10

// A spool keeps what an output says of each problem until all of it is there.
// Chunks come in any order, and go in that of the problems.
type spool struct {
	mu sync.Mutex
	// chunks are those of each problem, one for each section.
	chunks [][]piece
	memory []byte
	// file has what is over the memory; nil where nothing is. It has no name.
	file *os.File
	size int64
}

// A piece is a part of the spool.
type piece struct {
	at   int64
	size int
}

func newSpool(problems int) *spool { return &spool{chunks: make([][]piece, problems)} }

// add keeps the chunks of a problem.
func (s *spool) add(problem int, chunks [][]byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, chunk := range chunks {
		s.chunks[problem] = append(s.chunks[problem], piece{s.size, len(chunk)})
		s.memory = append(s.memory, chunk...)
		s.size += int64(len(chunk))
	}
	if len(s.memory) < maxSpooled {
		return nil
	}
	return s.spillLocked()
}

// spillLocked puts what is in memory on disk.
func (s *spool) spillLocked() (err error) {
	if s.file == nil {
		if s.file, err = os.CreateTemp("", "problemgen-*"); err != nil {
			return err
		}
	}
	_, err = s.file.Write(s.memory)
	s.memory = s.memory[:0]
	return err
}

// copy writes all problems' chunks of a section.
func (s *spool) copy(w io.Writer, section int) error {
	var buffer []byte
	for problem, chunks := range s.chunks {
		if section >= len(chunks) {
			return errors.New("an output has no chunk for one of its sections")
		}
		chunk, err := s.chunk(problem, section, buffer)
		if err != nil {
			return err
		}
		if _, err := w.Write(chunk); err != nil {
			return err
		}
		if cap(chunk) > cap(buffer) && !s.inMemory(chunks[section]) {
			buffer = chunk
		}
	}
	return nil
}

// chunk returns what an output says of a problem in a section; of what is on
// disk in the buffer, if that is large enough.
func (s *spool) chunk(problem, section int, buffer []byte) ([]byte, error) {
	p := s.chunks[problem][section]
	if s.inMemory(p) {
		return s.memory[p.at-s.onDisk():][:p.size], nil
	}
	buffer = slices.Grow(buffer[:0], p.size)[:p.size]
	_, err := s.file.ReadAt(buffer, p.at)
	return buffer, err
}

func (s *spool) onDisk() int64 { return s.size - int64(len(s.memory)) }

func (s *spool) inMemory(p piece) bool { return p.at >= s.onDisk() }

// close gives the disk free.
func (s *spool) close() {
	if s.file != nil {
		_ = s.file.Close()
		_ = os.Remove(s.file.Name()) // the system clears its temporary folder
	}
}
