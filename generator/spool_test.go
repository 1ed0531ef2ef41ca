package generator

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// What is copied is in the order of the problems, whether it waited in memory or
// on disk, and in whatever order it came.
func TestSpool(t *testing.T) {
	const problems = 40
	s := newSpool(problems)
	defer s.close()
	piece := func(i, section int) string {
		return fmt.Sprintf("%d.%d ", i, section) + strings.Repeat("x", 20_000*((i+section)%3))
	}
	for n := range problems {
		i := n * 7 % problems
		if err := s.add(i, [][]byte{[]byte(piece(i, 0)), []byte(piece(i, 1)), nil}); err != nil {
			t.Fatal(err)
		}
	}
	if s.file == nil || len(s.memory) == 0 {
		t.Fatal("not both the disk and the memory are used")
	}
	for section := range 3 {
		var want, got bytes.Buffer
		for i := range problems {
			if section < 2 {
				want.WriteString(piece(i, section))
			}
		}
		if err := s.copy(&got, section); err != nil || !bytes.Equal(got.Bytes(), want.Bytes()) {
			t.Errorf("section %d is another text: %v", section, err)
		}
	}
	if err := s.copy(&bytes.Buffer{}, 3); err == nil {
		t.Error("a section that nobody wrote is copied")
	}
}
