package diag

import "testing"

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"detail", "detail", 0},
		{"result_code", "ResultCode", 0},
		{"details", "detail", 1},
		{"pionter", "pointer", 1}, // two neighbours swapped
		{"stauts", "status", 1},
		{"status", "stratus", 1},
		{"kitten", "sitting", 3},
		{"", "abc", 3},
	} {
		if got := Distance(test.a, test.b); got != test.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", test.a, test.b, got, test.want)
		}
		if got := Distance(test.b, test.a); got != test.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", test.b, test.a, got, test.want)
		}
	}
}

func TestNearest(t *testing.T) {
	for _, test := range []struct {
		word       string
		candidates []string
		want       string
	}{
		{"result_code", []string{"result_codes", "detail"}, "result_codes"},
		{"pionter", []string{"pointer", "printer"}, "pointer"},
		{"tile", []string{"title", "tilde"}, ""},  // two are equally near
		{"id", []string{"ip"}, ""},                // too short to tell
		{"shop", []string{"status", "title"}, ""}, // nothing is near
		{"Detail", []string{"detail"}, "detail"},  // case alone
	} {
		if got := Nearest(test.word, test.candidates); got != test.want {
			t.Errorf("Nearest(%q, %q) = %q, want %q", test.word, test.candidates, got, test.want)
		}
	}
}
