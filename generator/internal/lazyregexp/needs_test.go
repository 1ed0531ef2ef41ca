package lazyregexp

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestNeeds(t *testing.T) {
	tests := []struct{ expression, want string }{
		{`error`, "error"},
		{`Error|(?i)WARNING`, "error warning"},
		{`\b(?:late|lapsed|past|passed)\b`, "late lapsed past passed"},
		{`\d+ (seconds?|minutes?)`, " minutes  minute  seconds  second"},
		{`(?:one|two)+\s*three`, "three"},
		{`(?:x|yes)\d(?:or|and)`, "or and"},
		{`ab?c`, "abc ac"},
		{`a(?:bc)*d`, ""},
		{`(?i)µs|ms`, ""},
		{`––|--`, "–– --"},
		{`(?:the)?\w*`, ""},
		{`a|\d`, ""},
		{`a.b`, ""},
		{`(?:ab){2}`, ""},
	}
	for _, test := range tests {
		var want []string
		if test.want != "" {
			want = strings.Fields(test.want)
		}
		var got []string
		for _, word := range slices.Concat(needsOf(test.expression).words...) {
			got = append(got, strings.TrimSpace(word))
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s needs %q, want %q", test.expression, got, want)
		}
	}
}

func TestNeededBytes(t *testing.T) {
	tests := []struct{ expression, want string }{
		{`\d+`, "0123456789"},
		{`(?i)a(?:[;,]|: )b`, ",:;"},
		{`[0-9]{1,3}%`, "%"},
		{`(?:“[^”]+”|"\w")`, "\"\xe2"},
		{`\d*x`, ""},
		{`\d{0,3}`, ""},
		{`[^a]`, ""},
		{`[\s,]`, ""},
		{`\d|x`, ""},
		{`k`, ""},
	}
	for _, test := range tests {
		var bytes []byte
		for c, isNeeded := range needsOf(test.expression).bytes {
			if isNeeded {
				bytes = append(bytes, byte(c))
			}
		}
		if got := string(bytes); got != test.want {
			t.Errorf("%s needs one of %q, want %q", test.expression, got, test.want)
		}
	}
}

// What an expression matches has what the expression needs.
func FuzzNeeds(f *testing.F) {
	f.Add(`(?i)\b(?:the\s+the|an?\s+an?|of\s+of)\b`, "of the THE page")
	f.Add(`(?i)ask|sum`, "a\u017f\u212a")
	f.Add(`(?i)(?:^|é|k{2,3}|[a-c]x)Y?`, "KKy")
	f.Add(`a?[–-]|\d{2,3};`, "1–2")
	f.Add(`\Bat [\w$.<>]+\(`, "at main.run(")
	f.Fuzz(func(t *testing.T, expression, text string) {
		re, err := regexp.Compile(expression)
		if err != nil || len(expression) > 200 {
			return
		}
		if needs := needsOf(expression); re.MatchString(text) && !mayMatch(needs, text) {
			t.Errorf("%q matches %q, which does not have what is needed", expression, text)
		}
	})
}
