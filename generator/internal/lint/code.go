package lint

import (
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// late returns the row of a rule that others than lint hold things to: Go code,
// or documents.
func late(family, id string, severity diag.Severity, purpose string) Rule {
	return Rule{ID: id, Severity: severity, Family: family, Purpose: purpose, Late: true}
}

// codeRules returns the rows about Go code, which "audit" alone finds.
func codeRules() []Rule {
	return []Rule{
		late(familyCode, "unserved-problem", diag.Warning, "a documented problem that no code serves, in a module that serves others (a note where it is deprecated)"),
		late(familyCode, "untested-problem", diag.Note, "a problem that code makes, and that no test speaks of"),
		late(familyCode, "hand-written-error", diag.Warning, "a status of 400 and above that is answered past the generated package"),
		late(familyCode, "hand-written-type", diag.Warning, "a type URI that is typed by hand"),
		late(familyCode, "leaking-detail", diag.Error, "an error's text that is served to clients"),
		late(familyCode, "deprecated-problem", diag.Warning, "a deprecated or retired problem that is made"),
		late(familyCode, "lost-problem", diag.Error, "a problem that was made or received, and that nothing uses"),
		late(familyCode, "bare-type", diag.Error, "a type that is served although its problem has required members"),
		late(familyCode, "unset-member", diag.Error, "a literal that leaves a required member unset"),
		late(familyCode, "unchecked-problem", diag.Warning, "a server's answer that is told by its status, where one documented problem has just that"),
	}
}

// documentRules returns the rows about problem documents, which "validate" alone
// finds.
func documentRules() []Rule {
	return []Rule{
		late(familyDocuments, "document-broken", diag.Error, "a document that is no JSON object"),
		late(familyDocuments, "document-type", diag.Error, "a document's type is on no page"),
		late(familyDocuments, "document-status", diag.Error, "a document's status is not one that its page has"),
		late(familyDocuments, "document-title", diag.Warning, "a document's title is not the page's"),
		late(familyDocuments, "document-member-absent", diag.Error, "a document lacks a required member"),
		late(familyDocuments, "document-member-type", diag.Error, "a member's value has another type than the page says"),
		late(familyDocuments, "document-member-unknown", diag.Note, "a document has a member that its page does not document"),
		late(familyDocuments, "document-enum-value", diag.Note, "a value is not one of those that the page lists"),
		late(familyDocuments, "document-blank", diag.Note, "a document of type about:blank, which no page documents"),
	}
}

// Late judges what others have found about a page after all calls of Catalog:
// the page may ignore it.
func (l *Linter) Late(page *catalog.Page, found diag.List) diag.List {
	return l.judge(&pageSummary{source: page.Source, path: page.Path, complete: true, ignores: pageIgnores(page)}, found)
}
