package patient

import (
	"errors"
	"syscall"
)

// The errors by which Windows says that a file is open elsewhere. Access is also
// denied where it always will be, and waiting for that is the price.
const (
	sharingViolation syscall.Errno = 32
	lockViolation    syscall.Errno = 33
)

func isHeld(err error) bool {
	return errors.Is(err, syscall.ERROR_ACCESS_DENIED) || errors.Is(err, sharingViolation) || errors.Is(err, lockViolation)
}
