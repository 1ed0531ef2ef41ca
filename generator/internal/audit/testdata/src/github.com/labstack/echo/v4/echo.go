package echo

type Context interface {
	JSON(code int, i any) error
	NoContent(code int) error
}

type HTTPError struct{ Code int }

func (*HTTPError) Error() string { return "" }

func NewHTTPError(code int, message ...any) *HTTPError { return &HTTPError{code} }

var (
	ErrNotFound                    = NewHTTPError(404)
	ErrStatusRequestEntityTooLarge = NewHTTPError(413)
	ErrValidatorNotRegistered      = NewHTTPError(500)
)
