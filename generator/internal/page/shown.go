package page

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A shownMembers knows the names of the members that the examples of a page
// show. Where nothing seems to document some of them, the page is read once
// more by what it shows: whatever such a name labels is said of the member,
// whether a heading announces it or not.
type shownMembers struct {
	// names are those at any depth, the RFC's included, and open those that no
	// table or list names. The RFC's own are never open.
	names, open map[string]bool
	// bare tells that the page shows no member of its own: then what is typed
	// like one is believed.
	bare bool
}

// readBy reads the body, and once more by what it shows where that helps.
func (r *reader) readBy(t tree, form form) {
	front, found := *r.page, slices.Clip(r.found)
	if listsMembers := r.readBody(t, form); !listsMembers {
		return
	}
	shown := membersShown(r.page)
	if !shown.bare && len(shown.open) == 0 {
		return
	}
	*r.page, r.found = front, found
	r.shown = &shown
	r.readBody(t, form)
	r.shown = nil
}

// membersShown returns what the page shows and does not document. A page whose
// tables document members of its own, and that shows none, has all that it
// needs.
func membersShown(page *catalog.Page) shownMembers {
	s := shownMembers{names: map[string]bool{}, open: map[string]bool{}}
	for _, sample := range page.Samples {
		if sample.Body != nil {
			s.add(sample.Body, true)
		}
	}
	s.bare = len(s.open) == 0
	for i := range page.Tables {
		t := &page.Tables[i]
		if t.Kind != catalog.AttributeTable {
			continue
		}
		for _, row := range t.Rows {
			cell, _ := t.Cell(row, catalog.NameColumn)
			s.document(cell.Text)
		}
	}
	return s
}

// add takes in the members of a value.
func (s *shownMembers) add(v *catalog.Value, top bool) {
	for _, m := range v.Members {
		s.names[m.Name] = true
		if !top || !catalog.IsStandardMember(m.Name) {
			s.open[m.Name] = true
		}
		s.add(m.Value, false)
	}
	for _, e := range v.Elems {
		s.add(e, false)
	}
}

// document takes note of a name that a table or list has.
func (s *shownMembers) document(name string) {
	if own := strings.Trim(name, "*` "); own != "" && !catalog.IsStandardMember(strings.ToLower(own)) {
		s.bare = false
	}
	for part := range strings.FieldsFuncSeq(name, isOutsideName) {
		delete(s.open, part)
	}
}

func isOutsideName(r rune) bool { return strings.ContainsRune(".[]*`/ ", r) }

// lastName returns the last name of a path: "pointer" of "errors[].pointer".
func lastName(path string) string {
	path = strings.TrimRight(strings.TrimSuffix(path, "?"), "[]*.")
	return path[strings.LastIndexAny(path, ".]/")+1:]
}

// shows reports whether an example has a member of that name, or path.
func (s *shownMembers) shows(path string) bool { return s != nil && s.names[lastName(path)] }

// agrees reports whether names that something lists are those of the members:
// nothing documents one of them yet, and half of them are shown.
func (s *shownMembers) agrees(paths []string) bool {
	if s == nil {
		return false
	}
	shown, open := 0, false
	for _, p := range paths {
		if s.shows(p) {
			shown++
		}
		open = open || s.open[lastName(p)]
	}
	return open && 2*shown >= len(paths)
}

// isElsewhere reports whether what a title or lead announces is not what an
// occurrence has, but what a request takes or what a reader is to do.
func isElsewhere(title string) bool {
	isAnswer := hasWord(title, func(word string) bool {
		switch word {
		case "response", "responses", "reply", "answer", "antwort", "réponse", "respuesta":
			return true
		}
		return strings.Contains(word, "レスポンス")
	})
	return !isAnswer && hasWord(title, func(word string) bool {
		switch word {
		case "request", "requests", "parameter", "parameters", "query", "configuration", "settings", "option", "options", "environment", "variables",
			"fix", "fixing", "resolve", "resolving", "resolution", "check", "checks", "handling", "recovery", "mitigation", "advice", "tips", "changelog", "changes", "history", "versions", "migration", "solution", "solutions", "remedy", "troubleshooting", "steps", "action", "actions",
			"anfrage", "anfragen", "lösung", "behebung", "requête", "paramètres", "solicitud", "petición", "parámetros", "solución":
			return true
		}
		return strings.Contains(word, "リクエスト") || strings.Contains(word, "パラメ") || strings.Contains(word, "対処") || strings.Contains(word, "请求")
	})
}
