// Package problems has the shape of a generated package.
package problems

import (
	"encoding/json"
	"fmt"
	"net/http"
)

type Type string

func (t Type) Error() string { return string(t) }

type Problem interface {
	error
	Type() Type
	Status() int
}

type Occurrence struct {
	Detail, Instance string
	Extensions       map[string]json.RawMessage
	Cause            error
}

type Option func(*Occurrence)

func WithDetail(detail string) Option                 { return func(o *Occurrence) { o.Detail = detail } }
func WithDetailf(format string, args ...any) Option   { return WithDetail(fmt.Sprintf(format, args...)) }
func WithCause(err error) Option                      { return func(o *Occurrence) { o.Cause = err } }
func Write(http.ResponseWriter, *http.Request, error) {}
func Do(*http.Request) (*http.Response, error)        { return nil, nil }
func FromResponse(*http.Response) Problem             { return nil }
func Lookup(Type) (string, bool)                      { return "", false }

func Handler(func(http.ResponseWriter, *http.Request) error) http.Handler { return nil }

type Client struct{ HTTP *http.Client }

func (c *Client) Do(*http.Request) (*http.Response, error) { return nil, nil }

const (
	TypeNotFound      = Type("https://shop.example/problems/not_found")
	TypeConflict      = Type("https://shop.example/problems/conflict")
	TypeTaken         = Type("https://shop.example/problems/taken")
	TypeGone          = Type("https://shop.example/problems/gone")
	TypeLegacy        = Type("https://shop.example/problems/legacy")
	TypeOutOfStock    = Type("https://shop.example/problems/out_of_stock")
	TypeOrderRejected = Type("https://shop.example/problems/order_rejected")
	TypeServerError   = Type("https://shop.example/problems/server_error")
	StatusNotFound    = 404
)

type NotFound struct{ Occurrence }
type Conflict struct{ Occurrence }
type Taken struct{ Occurrence }
type Gone struct{ Occurrence }
type Legacy struct{ Occurrence }
type ServerError struct{ Occurrence }

type OutOfStock struct {
	Occurrence
	Article string `json:"article"`
	Left    *int64 `json:"left,omitzero"`
}

type OrderRejected struct {
	Occurrence
	Count   int64                      `json:"count"`
	Limit   int64                      `json:"limit"`
	Order   string                     `json:"order"`
	Reasons []OrderRejectedReasonsItem `json:"reasons"`
}

type OrderRejectedReasonsItem struct {
	Pointer string `json:"pointer"`
	Text    string `json:"text"`
	Hint    string `json:"hint,omitzero"`
}

type OrderRejectedParams struct {
	Count   int64
	Limit   int64
	Order   string
	Reasons []OrderRejectedReasonsItem
}

func NewNotFound(opts ...Option) *NotFound       { return new(NotFound) }
func NewConflict(opts ...Option) *Conflict       { return new(Conflict) }
func NewTaken(opts ...Option) *Taken             { return new(Taken) }
func NewGone(opts ...Option) *Gone               { return new(Gone) }
func NewServerError(opts ...Option) *ServerError { return new(ServerError) }

func NewOutOfStock(article string, opts ...Option) *OutOfStock { return &OutOfStock{Article: article} }

func NewOrderRejected(params OrderRejectedParams, opts ...Option) *OrderRejected {
	return new(OrderRejected)
}

func (*NotFound) Error() string      { return "" }
func (*Conflict) Error() string      { return "" }
func (*Taken) Error() string         { return "" }
func (*Gone) Error() string          { return "" }
func (*Legacy) Error() string        { return "" }
func (*ServerError) Error() string   { return "" }
func (*OutOfStock) Error() string    { return "" }
func (*OrderRejected) Error() string { return "" }

func (*NotFound) Type() Type    { return TypeNotFound }
func (*NotFound) Status() int   { return 404 }
func (*OutOfStock) Type() Type  { return TypeOutOfStock }
func (*OutOfStock) Status() int { return 422 }
