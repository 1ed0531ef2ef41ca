package problem

import (
	"fmt"
	"log/slog"
	"strings"
	"unicode/utf8"
)

// maxLogText is how many bytes of one text a log gets: a detail may have come
// from elsewhere and the text of a cause may be of any length.
const maxLogText = 2048

// logValue returns what a log should tell of the problem.
func logValue(p Problem) slog.Value {
	_, o := p.base()
	if o == nil {
		return slog.AnyValue(nil)
	}
	attrs := append(make([]slog.Attr, 0, 5),
		slog.String("type", clip(p.TypeURI())),
		slog.Int("status", p.Status()))
	for _, text := range []struct{ key, value string }{
		{"detail", o.Detail},
		{"instance", o.Instance},
		{"cause", causeText(o.Cause)},
	} {
		if text.value != "" {
			attrs = append(attrs, slog.String(text.key, clip(text.value)))
		}
	}
	return slog.GroupValue(attrs...)
}

// errorAttr is for errors of which nothing is known.
func errorAttr(key string, err error) slog.Attr {
	if p, ok := err.(Problem); ok {
		return slog.Any(key, p)
	}
	return slog.String(key, clip(causeText(err)))
}

// causeText returns the text of an error and survives errors that panic when
// they are asked for it.
func causeText(err error) (text string) {
	if err == nil {
		return ""
	}
	defer func() {
		if reason := recover(); reason != nil {
			text = fmt.Sprintf("%T, whose text cannot be had", err)
		}
	}()
	return err.Error()
}

// clip cuts text to what a log gets, between two characters.
func clip(text string) string {
	if len(text) > maxLogText {
		end := maxLogText
		for end > 0 && !utf8.RuneStart(text[end]) {
			end--
		}
		text = text[:end] + "…"
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}
