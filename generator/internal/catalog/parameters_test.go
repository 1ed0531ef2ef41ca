package catalog

import (
	"fmt"
	"strings"
	"testing"
)

func member(name string, kind Kind) *Member {
	goName := strings.ToUpper(name[:1]) + name[1:]
	return &Member{Name: name, GoName: goName, Required: true, Type: &Type{Kind: kind, GoName: goName}}
}

func nullable(m *Member) *Member { m.Nullable = true; return m }

func structure(name string) *Member {
	m := member(name, Object)
	m.Type.Members = []*Member{member("x", String)}
	return m
}

// The constructor takes as one struct what a caller could swap unseen.
func TestTakesParams(t *testing.T) {
	tests := []struct {
		name    string
		members []*Member
		want    bool
	}{
		{"none", nil, false},
		{"one of each kind", []*Member{member("a", String), member("b", Integer), member("c", Array)}, false},
		{"four", []*Member{member("a", String), member("b", Integer), member("c", Array), member("d", Time)}, true},
		{"two numbers", []*Member{member("a", Integer), member("b", Number)}, true},
		{"two whole numbers", []*Member{member("a", Integer), member("b", Unsigned)}, true},
		{"two texts", []*Member{member("a", String), member("b", Enum)}, true},
		{"two that may be nil", []*Member{member("a", Map), member("b", Any)}, true},
		{"two that may be null", []*Member{nullable(member("a", String)), nullable(member("b", Integer))}, true},
		{"a text, and one that may be null", []*Member{member("a", String), nullable(member("b", String))}, false},
		{"two times", []*Member{member("a", Time), member("b", Time)}, true},
		{"two truths", []*Member{member("a", Boolean), member("b", Boolean)}, true},
		{"two structs", []*Member{structure("a"), structure("b"), member("c", Object)}, false},
	}
	for _, test := range tests {
		p := &Problem{Members: append([]*Member{{Name: "o", Type: &Type{Kind: String}}}, test.members...)}
		if got := p.TakesParams(); got != test.want {
			t.Errorf("%s: TakesParams is %t", test.name, got)
		}
	}
	p := &Problem{Members: []*Member{member("a", Integer)}, Headers: []*Header{{Name: "Retry-After", Kind: Integer}}}
	if p.TakesParams() {
		t.Error("an optional header is a parameter")
	}
	if p.Headers[0].Required = true; !p.TakesParams() {
		t.Error("two numbers, one of them a header, can be swapped")
	}
}

func TestParameters(t *testing.T) {
	p := &Problem{
		Members: []*Member{member("retryAfter", Integer), member("b", String), {Name: "o", Type: &Type{Kind: String}}},
		Headers: []*Header{
			{Name: "Www-Authenticate", GoName: "WWWAuthenticate", Required: true},
			{Name: "Retry-After", GoName: "RetryAfter", Required: true},
			{Name: "Allow", GoName: "Allow"},
		},
	}
	var names []string
	for _, parameter := range p.Parameters() {
		names = append(names, parameter.GoName)
	}
	if got := fmt.Sprint(names); got != "[B RetryAfter RetryAfterHeader WWWAuthenticate]" {
		t.Errorf("the parameters are %s", got)
	}
}
