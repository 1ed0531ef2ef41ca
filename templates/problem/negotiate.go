package problem

import (
	"net/http"
	"strings"
)

// A mediaType is one of those in which a problem can be served.
type mediaType string

const (
	problemJSON mediaType = "application/problem+json"
	problemXML  mediaType = "application/problem+xml"
	plainJSON   mediaType = "application/json"
)

// negotiate returns the media type that the client prefers (RFC 9110, section
// 12.5.1). Of those that it likes equally well that of the RFC wins, which is
// served as well where the client accepts none of them (section 12.5.1 lets a
// server disregard the field). Plain JSON is for those who refuse it by name.
func negotiate(r *http.Request) mediaType {
	if r == nil {
		return problemJSON
	}
	accept := r.Header["Accept"]
	if len(accept) == 0 || len(accept) == 1 && accept[0] == "*/*" {
		return problemJSON
	}
	json, xml := quality(accept, problemJSON), quality(accept, problemXML)
	if json == 0 {
		if plain := quality(accept, plainJSON); plain > 0 && plain >= xml {
			return plainJSON
		}
	}
	if xml > json {
		return problemXML
	}
	return problemJSON
}

// quality returns how much the client likes the media type, in thousandths: the
// weight of the most specific range that it falls under.
func quality(accept []string, media mediaType) int {
	best, weight := 0, 0
	for _, line := range accept {
		for line != "" {
			var field string
			field, line = cutUnquoted(line, ',')
			mediaRange, parameters := cutUnquoted(field, ';')
			specific := specificity(strings.Trim(mediaRange, " \t"), media)
			if specific <= best {
				continue
			}
			if q, ok := weigh(parameters); ok {
				best, weight = specific, q
			}
		}
	}
	return weight
}

// specificity tells how closely a media range names the media type; 0 where it
// does not.
func specificity(mediaRange string, media mediaType) int {
	switch {
	case strings.EqualFold(mediaRange, string(media)):
		return 3
	case strings.EqualFold(mediaRange, "application/*"):
		return 2
	case mediaRange == "*/*":
		return 1
	}
	return 0
}

// weigh returns the weight among the parameters of a media range. It reports
// false where a parameter before it is one that no problem is served with, or
// where the weight is malformed.
func weigh(parameters string) (q int, ok bool) {
	for parameters != "" {
		var parameter string
		parameter, parameters = cutUnquoted(parameters, ';')
		name, value, _ := strings.Cut(strings.Trim(parameter, " \t"), "=")
		switch {
		case strings.EqualFold(name, "q"):
			return thousandths(value)
		case name != "" && !isUTF8(name, value):
			return 0, false
		}
	}
	return 1000, true
}

// isUTF8 reports whether the parameter says what holds for all problems anyway.
func isUTF8(name, value string) bool {
	return strings.EqualFold(name, "charset") && strings.EqualFold(strings.Trim(value, `"`), "utf-8")
}

// thousandths reads a weight: 0 or 1 with up to three decimals (RFC 9110,
// section 12.4.2).
func thousandths(text string) (q int, ok bool) {
	whole, decimals, _ := strings.Cut(text, ".")
	if whole != "0" && whole != "1" || len(decimals) > 3 {
		return 0, false
	}
	q = int(whole[0] - '0')
	for i := range 3 {
		q *= 10
		if i < len(decimals) {
			if !isDigit(decimals[i]) {
				return 0, false
			}
			q += int(decimals[i] - '0')
		}
	}
	return q, q <= 1000
}
