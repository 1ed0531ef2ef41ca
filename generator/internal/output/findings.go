package output

import (
	"bytes"

	"github.com/hcnet/problemgen/generator/diag"
)

// What is found in an output folder.
const (
	// A file that problemgen did not write is where one is planned: error.
	ruleForeign = "foreign-output"
	// A link or another thing that is no file or folder is where one is planned: error.
	ruleStrange = "strange-output"
	// Two files of the output differ only by case: error.
	ruleCase = "output-case"
	// RuleEdited: a generated file was edited by hand and is replaced: note.
	RuleEdited = "edited-output"
	// A generated file that is no longer planned was edited by hand and stays: error.
	ruleEditedStale = "edited-stale-output"
)

// finding starts a finding about a whole file of the output.
func finding(severity diag.Severity, rule, shown string, content []byte, format string, args ...any) diag.Diagnostic {
	d := diag.At(wholeFile(shown, content), rule, format, args...).About(shown)
	d.Severity = severity
	return d
}

func strangePath(shown string) diag.Diagnostic {
	return finding(diag.Error, ruleStrange, shown, nil,
		"%s is a link, or not the file or folder that the output needs there", shown).
		WithHelp("remove it, or move it away, and run again; links are never followed")
}

func caseClash(shown, other string) diag.Diagnostic {
	return finding(diag.Error, ruleCase, shown, nil,
		"%s and %s differ only by case, which makes them one file on many machines", shown, other).
		WithHelp("rename one of the two; for a generated file, rename the page that it is made from")
}

// caseFolders is the finding about an output that is to go to a new folder
// beside one whose name differs only by case.
func caseFolders(shown, other string) diag.Diagnostic {
	return finding(diag.Error, ruleCase, shown, nil,
		"the output is to go to %s, and there is %s, which differs only by case: on many machines they are one", shown, other).
		WithHelp("write it as it is there, or give the output another name")
}

func foreignFile(shown string, content []byte) diag.Diagnostic {
	return finding(diag.Error, ruleForeign, shown, content,
		"%s is to be generated, but a file that problemgen did not write is there", shown).
		WithHelp("move it away, or remove it, and run again; it was not touched").
		WithHelp("or let the output go to another place")
}

// otherKind is the finding about a folder that has files of another kind of
// output.
func otherKind(shown, kind, want string) diag.Diagnostic {
	return finding(diag.Error, ruleForeign, shown, nil,
		"%s belongs to an output of the kind %s, and the folder is to be one of the kind %s", shown, kind, want).
		WithHelp("give each output a folder of its own; nothing was touched")
}

func editedFile(shown string, content []byte) diag.Diagnostic {
	return finding(diag.Note, RuleEdited, shown, content,
		"%s was edited by hand since it was generated; generating replaces it", shown).
		WithHelp("change the page that it is made from, or put your own code into a file of its own beside it")
}

func editedStaleFile(shown string, content []byte) diag.Diagnostic {
	return finding(diag.Error, ruleEditedStale, shown, content,
		"%s is no longer generated, but was edited by hand, so it is not removed", shown).
		WithHelp("keep what you need of it elsewhere, then remove it")
}

// wholeFile returns the place of a finding about a whole file. Of the content
// only what can be shown is kept.
func wholeFile(shown string, content []byte) diag.Span {
	first := bytes.Clone(content[:min(len(content), 1024)])
	return diag.NewSource(shown, first).Span(0, 0)
}

// note adds a finding, once: many files may be behind the same link.
func (w *Writer) note(d diag.Diagnostic) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.said[d.Message] {
		w.said[d.Message] = true
		w.found.Add(d)
	}
}

// block adds a finding with which nothing may be written.
func (w *Writer) block(d diag.Diagnostic) {
	w.note(d)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.blocked = true
}
