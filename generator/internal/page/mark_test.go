package page

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// marked returns a page from text in which «…» marks the places that a test
// expects, in their order.
func marked(text string) (*diag.Source, []string) {
	var clean strings.Builder
	var open []int
	var spans []bounds
	for _, char := range text {
		switch char {
		case '«':
			open = append(open, len(spans))
			spans = append(spans, bounds{clean.Len(), clean.Len()})
		case '»':
			spans[open[len(open)-1]].stop = clean.Len()
			open = open[:len(open)-1]
		default:
			clean.WriteRune(char)
		}
	}
	src := diag.NewSource("page.md", []byte(clean.String()))
	var places []string
	for _, s := range spans {
		places = append(places, place(src.Span(s.start, s.stop)))
	}
	return src, places
}

// place writes a span as its position and text.
func place(span diag.Span) string {
	if span.IsZero() {
		return "nowhere"
	}
	p := span.Position()
	return fmt.Sprintf("%d:%d %q", p.Line, p.Column, span.Text())
}

// places writes spans in the order of the text.
func places(spans ...diag.Span) []string {
	slices.SortStableFunc(spans, func(a, b diag.Span) int { return a.Start - b.Start })
	var all []string
	for _, span := range spans {
		all = append(all, place(span))
	}
	return all
}

// readMarked reads a page that must have no findings.
func readMarked(t *testing.T, text string) (*catalog.Page, []string) {
	t.Helper()
	src, want := marked(text)
	page, found := Read("folder/page.md", src)
	for _, d := range found {
		t.Errorf("finding at %s: %s [%s]", place(d.At), d.Message, d.Rule)
	}
	return page, want
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// front is the front matter of pages whose body matters.
const front = "---\ntitle: T\n---\n"

// spansOf returns every span in a value, however deep.
func spansOf(v any) []diag.Span {
	var spans []diag.Span
	var visit func(reflect.Value)
	visit = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Struct:
			if span, ok := v.Interface().(diag.Span); ok {
				spans = append(spans, span)
				return
			}
			for i := range v.NumField() {
				visit(v.Field(i))
			}
		case reflect.Slice:
			for i := range v.Len() {
				visit(v.Index(i))
			}
		case reflect.Pointer:
			if _, isSource := v.Interface().(*diag.Source); !isSource && !v.IsNil() {
				visit(v.Elem())
			}
		}
	}
	visit(reflect.ValueOf(v))
	return spans
}

// checkSpans fails where a span leaves its page.
func checkSpans(t *testing.T, src *diag.Source, v any) {
	t.Helper()
	for _, span := range spansOf(v) {
		if span.IsZero() {
			continue
		}
		if span.Source != src || span.Start < 0 || span.Start > span.End || span.End > len(src.Text) {
			t.Fatalf("span %d-%d of a text of %d bytes", span.Start, span.End, len(src.Text))
		}
	}
}
