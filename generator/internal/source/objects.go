package source

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"sync"
)

// maxObject is how much of an object is read. No page, and no configuration,
// is as large.
const maxObject = 4 << 20

// objects hands out the content of objects: one git answers for all of them,
// one after the other.
type objects struct {
	mu   sync.Mutex
	cmd  *exec.Cmd
	ask  io.WriteCloser
	said *bufio.Reader
}

// objects starts the git that answers.
func (r *Repository) objects(ctx context.Context) (*objects, error) {
	o := &objects{cmd: command(ctx, r.Dir, "cat-file", "--batch")}
	var err error
	if o.ask, err = o.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := o.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	o.said = bufio.NewReader(out)
	return o, o.cmd.Start()
}

// close ends git.
func (o *objects) close() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return errors.Join(o.ask.Close(), o.cmd.Wait())
}

// read returns an object's content, as far as maxObject.
func (o *objects) read(object string) ([]byte, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if _, err := io.WriteString(o.ask, object+"\n"); err != nil {
		return nil, o.failed(err)
	}
	head, err := o.said.ReadString('\n')
	if err != nil {
		return nil, o.failed(err)
	}
	words := strings.Fields(head)
	if len(words) != 3 {
		return nil, fmt.Errorf("the object %s is not here (%s): the clone is partial, and nothing is fetched while pages are compared", object, strings.TrimSpace(head))
	}
	size, err := strconv.ParseInt(words[2], 10, 64)
	if err != nil || size < 0 {
		return nil, fmt.Errorf("git cat-file: %q", head)
	}
	content := make([]byte, min(size, maxObject))
	if _, err := io.ReadFull(o.said, content); err != nil {
		return nil, o.failed(err)
	}
	if _, err := io.CopyN(io.Discard, o.said, size-int64(len(content))+1); err != nil {
		return nil, o.failed(err)
	}
	return content, nil
}

func (o *objects) failed(err error) error {
	return fmt.Errorf("git cat-file: %w", err)
}
