package problemsite

import "strings"

// prefer returns the variant that the client likes best (RFC 9110, section
// 12.5.1): of those that it likes equally well the first, and so of none.
func (r *route) prefer(accept []string) *variant {
	best, weight := r.variants[0], 0
	if len(accept) == 0 {
		return best
	}
	for _, v := range r.variants {
		if q := quality(accept, v.media); q > weight {
			best, weight = v, q
		}
	}
	return best
}

// quality returns how much the client likes a media type, in thousandths: the
// weight of the most specific range that it falls under.
func quality(accept []string, media string) int {
	specific, weight := 0, 0
	for _, field := range accept {
		for field != "" {
			var element string
			element, field, _ = strings.Cut(field, ",")
			mediaRange, parameters, _ := strings.Cut(element, ";")
			if n := specificity(strings.TrimSpace(mediaRange), media); n > specific {
				specific, weight = n, weigh(parameters)
			}
		}
	}
	return weight
}

// specificity tells how closely a media range names the media type; 0 where it
// does not.
func specificity(mediaRange, media string) int {
	kind, _, _ := strings.Cut(media, "/")
	switch {
	case strings.EqualFold(mediaRange, media):
		return 3
	case len(mediaRange) == len(kind)+2 && strings.HasSuffix(mediaRange, "/*") && strings.EqualFold(mediaRange[:len(kind)], kind):
		return 2
	case mediaRange == "*/*":
		return 1
	}
	return 0
}

// weigh returns the weight among the parameters of a media range; one that is
// malformed counts as none.
func weigh(parameters string) int {
	for parameters != "" {
		var parameter string
		parameter, parameters, _ = strings.Cut(parameters, ";")
		name, value, _ := strings.Cut(strings.TrimSpace(parameter), "=")
		if strings.EqualFold(name, "q") {
			return thousandths(value)
		}
	}
	return 1000
}

// thousandths reads a weight: 0 or 1 with up to three decimals.
func thousandths(text string) int {
	whole, decimals, _ := strings.Cut(text, ".")
	if whole != "0" && whole != "1" || len(decimals) > 3 {
		return 0
	}
	q := int(whole[0] - '0')
	for i := range 3 {
		q *= 10
		if i < len(decimals) {
			if decimals[i] < '0' || decimals[i] > '9' {
				return 0
			}
			q += int(decimals[i] - '0')
		}
	}
	return min(q, 1000)
}
