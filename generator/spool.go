package generator

import (
	"errors"
	"io"
	"os"
	"sync"
)

// maxSpooled is how much of one output waits in memory; the rest waits on disk.
const maxSpooled = 4 << 20

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
	onDisk := s.size - int64(len(s.memory))
	for _, chunks := range s.chunks {
		if section >= len(chunks) {
			return errors.New("an output has no chunk for one of its sections")
		}
		p := chunks[section]
		var err error
		if p.at < onDisk {
			_, err = io.Copy(w, io.NewSectionReader(s.file, p.at, int64(p.size)))
		} else {
			_, err = w.Write(s.memory[p.at-onDisk:][:p.size])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// chunk returns what an output says of a problem in a section.
func (s *spool) chunk(problem, section int) ([]byte, error) {
	p := s.chunks[problem][section]
	onDisk := s.size - int64(len(s.memory))
	if p.at >= onDisk {
		return s.memory[p.at-onDisk:][:p.size], nil
	}
	chunk := make([]byte, p.size)
	_, err := s.file.ReadAt(chunk, p.at)
	return chunk, err
}

// close gives the disk free.
func (s *spool) close() {
	if s.file != nil {
		_ = s.file.Close()
		_ = os.Remove(s.file.Name()) // the system clears its temporary folder
	}
}
