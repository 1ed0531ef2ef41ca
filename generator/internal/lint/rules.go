package lint

import (
	"slices"

	"github.com/hcnet/problemgen/generator/diag"
)

// A Rule is one row of the table: what every page, or the folder, is held to.
type Rule struct {
	// ID names the rule in findings, configurations and ignores.
	ID string
	// Severity is that of its findings where the configuration says nothing.
	Severity diag.Severity
	// Purpose is one line on what the rule finds.
	Purpose string
	// Family is the heading under which lists show the rule.
	Family string
	// Fatal rules find what nothing can be generated from. They can be neither
	// ignored nor lowered.
	Fatal bool
	// Go rules find what nobody minds where no Go package is made.
	Go bool
	// Absence rules say that something is not on the page. They keep quiet
	// where part of the page could not be read, since it may be there.
	Absence bool
	// Blinds tells that part of the page was not read, and so not judged.
	Blinds bool
	// Hides are the rules whose findings on the same page follow from those of
	// this one.
	Hides []string
	// Late rules are those that lint itself does not hold pages to: whether a page
	// breaks them, others find.
	Late bool
	// Page finds violations on one page, Catalog those that only the whole
	// folder shows. Both are nil where reading and resolving find them.
	Page    func(*PageCheck)
	Catalog func(*CatalogCheck)
	// Change is set of rules about what changed from one set of pages to
	// another, and says whom that hits.
	Change *Change
}

// The families of rules, in the order in which they are listed.
const (
	familyText      = "text"
	familyFront     = "front matter"
	familyFacts     = "facts"
	familyExample   = "example"
	familyTable     = "table"
	familyAgreement = "agreement"
	familyHeaders   = "headers"
	familyCatalogue = "catalogue"
	familyProse     = "prose"
	familyPublished = "published pages"
	familyOutput    = "output"
	familyConfig    = "configuration"
	familyChanges   = "changes"
	familyCode      = "code"
	familyDocuments = "documents"
)

// unnamedPage are the rules that need to know what the front matter says: the
// page's name and title, and the settings of its members.
func unnamedPage() []string {
	return []string{
		"no-title", "no-type", "no-status", "no-example", "bad-name", "file-name", "foreign-example", "title-mismatch",
		"relative-type", "unnamed-problem", "copied-prose", "member-go-name", "member-renamed", "bad-member-name",
	}
}

// copyRules are the rules whose findings follow from two pages being about one
// problem.
func copyRules() []string { return []string{"duplicate-title", "duplicate-code", "copied-sentence"} }

// Rules returns the table of rules.
func Rules() []Rule {
	return slices.Concat([]Rule{
		// Text: what keeps a page, or a part of it, from being read.
		{ID: "irregular-file", Severity: diag.Error, Family: familyText, Fatal: true,
			Purpose: "the page is a link out of the folder, a device or another thing that is no regular file"},
		{ID: "bad-page-path", Severity: diag.Error, Family: familyText, Fatal: true,
			Purpose: "the page's path holds a character that file names should not have"},
		{ID: "page-path-case", Severity: diag.Error, Family: familyText, Fatal: true,
			Purpose: "two pages whose paths differ by case alone are one file on some systems"},
		{ID: "too-many-pages", Severity: diag.Error, Family: familyText, Fatal: true,
			Purpose: "the folder holds more pages than a package can have"},
		{ID: "not-utf-8", Severity: diag.Error, Family: familyText, Fatal: true, Blinds: true,
			Purpose: "the page is not UTF-8 text"},
		{ID: "forbidden-character", Severity: diag.Error, Family: familyText, Fatal: true, Blinds: true,
			Purpose: "the page holds a control or bidirectional formatting character, or a byte order mark inside"},
		{ID: "limit-exceeded", Severity: diag.Error, Family: familyText, Fatal: true, Blinds: true,
			Purpose: "the page passes a bound that keeps reading it cheap"},

		// Front matter.
		{ID: "no-front-matter", Severity: diag.Error, Family: familyFront, Absence: true,
			Purpose: "the page has neither front matter nor a heading nor an example that gives a title"},
		{ID: "unclosed-front-matter", Severity: diag.Error, Family: familyFront, Fatal: true, Blinds: true, Hides: unnamedPage(),
			Purpose: "the front matter's opening fence has no closing one"},
		{ID: "invalid-front-matter", Severity: diag.Error, Family: familyFront, Fatal: true, Blinds: true, Hides: unnamedPage(),
			Purpose: "the front matter is not one plain YAML or TOML mapping"},
		{ID: "duplicate-key", Severity: diag.Error, Family: familyFront, Fatal: true, Blinds: true, Hides: unnamedPage(),
			Purpose: "a key stands twice in the front matter"},
		{ID: "no-title", Severity: diag.Error, Family: familyFront, Absence: true,
			Purpose: "the page has front matter, and nothing gives the title"},
		{ID: "title-from-name", Severity: diag.Note, Family: familyFront,
			Purpose: "the title is made of the words of a name such as seat_taken"},
		{ID: "unknown-key", Severity: diag.Error, Family: familyFront,
			Purpose: "the front matter's `problem` mapping has a key that means nothing"},
		{ID: "invalid-setting", Severity: diag.Error, Family: familyFront, Fatal: true,
			Purpose: "a setting of the `problem` mapping has a value that it cannot have"},
		{ID: "unknown-member-setting", Severity: diag.Error, Family: familyFront, Absence: true,
			Purpose: "a setting names a member that the page does not have"},
		{ID: "empty-ignore", Severity: diag.Warning, Family: familyFront,
			Purpose: "an ignore comment names no rule"},
		{ID: ruleUnknownRule, Severity: diag.Warning, Family: familyFront,
			Purpose: "an ignore or the configuration names a rule that does not exist"},
		{ID: ruleUselessIgnore, Severity: diag.Warning, Family: familyFront,
			Purpose: "an ignore suppresses nothing"},

		// Facts.
		{ID: "no-facts", Severity: diag.Error, Family: familyFacts, Fatal: true, Absence: true,
			Hides: []string{
				"no-type", "no-status", "no-title", "no-front-matter", "no-example", "unnamed-problem", "bad-name", "file-name", "title-from-name",
				"copied-prose", "unlinked-page", "misspelt-name",
			},
			Purpose: "nothing on the page says which problem it documents: it may be no problem page"},
		{ID: "bad-name", Severity: diag.Error, Family: familyFacts, Fatal: true, Hides: []string{"foreign-example"},
			Purpose: "the problem's name is no snake_case name, or one that no file can have"},
		{ID: "no-type", Severity: diag.Error, Family: familyFacts, Fatal: true, Absence: true,
			Purpose: "nothing gives the type URI"},
		{ID: "type-from-name", Severity: diag.Note, Family: familyFacts,
			Purpose: "type URIs are made of the base and names whose spelling nothing says"},
		{ID: "relative-type", Severity: diag.Error, Family: familyFacts, Fatal: true,
			Purpose: "the type is a bare name or relative, and there is no base to complete it"},
		{ID: "bad-type", Severity: diag.Error, Family: familyFacts, Fatal: true,
			Purpose: "the type is no URI that can identify a problem type"},
		{ID: "type-mismatch", Severity: diag.Error, Family: familyFacts, Fatal: true, Page: checkTypeMismatch,
			Purpose: "two sources on the page give different type URIs"},
		{ID: "no-status", Severity: diag.Error, Family: familyFacts, Fatal: true, Absence: true,
			Purpose: "nothing but perhaps the prose gives the HTTP status"},
		{ID: "bad-status", Severity: diag.Error, Family: familyFacts, Fatal: true,
			Purpose: "the status is no whole number from 100 to 599, or none of an error"},
		{ID: "status-mismatch", Severity: diag.Error, Family: familyFacts, Fatal: true, Page: checkStatusMismatch,
			Purpose: "two sources on the page give different statuses"},
		{ID: "prose-status", Severity: diag.Warning, Family: familyFacts, Page: checkProseStatus,
			Purpose: "the prose names another HTTP status than the problem has"},
		{ID: "table-value", Severity: diag.Warning, Family: familyFacts, Page: checkTableValue,
			Purpose: "the table of attributes gives another type or title than the problem has"},
		{ID: "heading-status", Severity: diag.Warning, Family: familyFacts, Page: checkHeadingStatus,
			Purpose: "a heading, caption or HTML element names another HTTP status than the example below it"},
		{ID: "status-phrase", Severity: diag.Warning, Family: familyFacts, Page: checkStatusPhrase,
			Purpose: "a status code stands with the phrase of another, or is called an error of the other side"},
		{ID: "title-mismatch", Severity: diag.Warning, Family: familyFacts, Page: checkTitleMismatch,
			Purpose: "an example's title is not the page's (a note where only case differs)"},
		{ID: "title-varies", Severity: diag.Warning, Family: familyFacts, Page: checkTitleVaries,
			Purpose: "the examples of one page have different titles"},
		{ID: "file-name", Severity: diag.Warning, Family: familyFacts,
			Purpose: "the page's file is called otherwise than its problem"},

		// Example.
		{ID: "no-example", Severity: diag.Warning, Family: familyExample, Absence: true, Page: checkNoExample,
			Purpose: "the page shows no example"},
		{ID: "invalid-json", Severity: diag.Error, Family: familyExample, Fatal: true, Blinds: true,
			Purpose: "an example is not JSON as RFC 8259 has it"},
		{ID: "example-not-object", Severity: diag.Error, Family: familyExample, Fatal: true, Blinds: true,
			Purpose: "an example is no JSON object"},
		{ID: "duplicate-member", Severity: diag.Error, Family: familyExample, Fatal: true, Blinds: true,
			Purpose: "a member stands twice in one object"},
		{ID: "null-member", Severity: diag.Warning, Family: familyExample,
			Purpose: "an example shows null, which counts as absent"},
		{ID: "rfc-member-value", Severity: diag.Error, Family: familyExample, Fatal: true,
			Purpose: "one of the RFC's members has a value of another type in an example"},
		{ID: "several-problems", Severity: diag.Error, Family: familyExample, Fatal: true,
			Hides: []string{
				"foreign-example", "type-mismatch", "status-mismatch", "title-mismatch", "title-varies", "file-name", "no-type", "no-status", "no-title",
				"no-front-matter", "unnamed-problem", "misspelt-name", "prose-status", "no-attribute-table", "mixed-types", "same-example-name",
			},
			Purpose: "a page shows several problem types, and its sections do not tell them apart"},
		{ID: "foreign-example", Severity: diag.Error, Family: familyExample,
			Purpose: "an example is an occurrence of another problem type"},
		{ID: "foreign-caption", Severity: diag.Warning, Family: familyExample, Catalog: checkForeignCaption,
			Purpose: "an example's heading or caption names another problem of the folder"},
		{ID: "same-example-name", Severity: diag.Warning, Family: familyExample, Page: checkSameExampleName,
			Purpose: "two headings or captions of examples have the same words"},
		{ID: "status-line", Severity: diag.Warning, Family: familyExample, Page: checkStatusLine,
			Purpose: "an http example's status line has another status than its object"},
		{ID: "content-type", Severity: diag.Warning, Family: familyExample, Page: checkContentType,
			Purpose: "an http example is not served as application/problem+json"},
		{ID: "private-data", Severity: diag.Warning, Family: familyExample, Page: checkPrivateData,
			Purpose: "an example shows what must not be public: a stack trace, a server's file, SQL, a private or personal address, a secret"},
		{ID: "request-method", Severity: diag.Warning, Family: familyExample, Page: checkRequestMethod,
			Purpose: "a request or command of curl has another method than the text"},
		{ID: "request-host", Severity: diag.Warning, Family: familyExample, Catalog: checkRequestHost,
			Purpose: "a request goes to another host than the type URI and the other pages' requests"},
		{ID: "sent-value", Severity: diag.Warning, Family: familyExample, Page: checkSentValue,
			Purpose: "a request sends another value than the example below it answers with"},
		{ID: "unrepresentable-value", Severity: diag.Error, Family: familyExample, Fatal: true,
			Purpose: "an example has a value that the member's Go type does not hold, or cannot write"},
		{ID: "enum-value", Severity: diag.Error, Family: familyExample, Fatal: true,
			Purpose: "an example has a value that the documented set of values lacks"},
		{ID: "value-form", Severity: diag.Warning, Family: familyExample, Page: checkValueForm,
			Purpose: "a value is not what the table says: no date-time, UUID, URL, mail address, currency"},
		{ID: "times-reversed", Severity: diag.Warning, Family: familyExample, Page: checkTimesReversed,
			Purpose: "a time in an example ends before it begins"},
		{ID: "range-reversed", Severity: diag.Warning, Family: familyExample, Page: checkRangeReversed,
			Purpose: "a lower bound in an example is above the upper one"},
		{ID: "weekday", Severity: diag.Warning, Family: familyExample, Page: checkWeekday,
			Purpose: "a date has the wrong day of the week"},
		{ID: "impossible-value", Severity: diag.Warning, Family: familyExample, Page: checkImpossibleValue,
			Purpose: "an example has a number that nothing can have: a latitude above 90, a negative count"},
		{ID: "sum-mismatch", Severity: diag.Warning, Family: familyExample, Page: checkSumMismatch,
			Purpose: "the numbers of an example do not add up"},
		{ID: "pointer-target", Severity: diag.Warning, Family: familyExample, Page: checkPointerTarget,
			Purpose: "a JSON pointer leads to nothing in the request that the page shows"},
		{ID: "refused-value", Severity: diag.Warning, Family: familyExample, Page: checkRefusedValue,
			Purpose: "an example refuses what it allows, or shows a bound kept that it says was passed"},
		{ID: "inexact-time", Severity: diag.Note, Family: familyExample, Go: true,
			Purpose: "a time that Go would write another way, so the member stays a string"},
		{ID: "unsafe-integer", Severity: diag.Note, Family: familyExample,
			Purpose: "a whole number that JavaScript does not hold exactly, where TypeScript is asked for"},

		// Table.
		{ID: "cell-count", Severity: diag.Warning, Family: familyTable, Page: checkCellCount,
			Purpose: "a row has fewer or more cells than the header"},
		{ID: "misspelt-column", Severity: diag.Warning, Family: familyTable, Page: checkMisspeltColumn,
			Purpose: "a column of a table of members is almost called what is read, and is passed over"},
		{ID: "unread-column", Severity: diag.Note, Family: familyTable,
			Purpose: "neither title nor cells of a column of members tell what it is about"},
		{ID: "duplicate-row", Severity: diag.Warning, Family: familyTable,
			Purpose: "a member is documented twice"},
		{ID: "empty-description", Severity: diag.Warning, Family: familyTable, Page: checkEmptyDescription,
			Purpose: "a member's description is empty"},
		{ID: "copied-description", Severity: diag.Warning, Family: familyTable, Page: checkCopiedDescription,
			Purpose: "a member's description is another one's"},
		{ID: "unknown-type-word", Severity: diag.Warning, Family: familyTable,
			Purpose: "a member's type is no known type word"},
		{ID: "untyped-member", Severity: diag.Warning, Family: familyTable, Page: checkUntypedMember,
			Purpose: "neither table nor example tells a member's type"},
		{ID: "rfc-member-type", Severity: diag.Warning, Family: familyTable, Page: checkRFCMemberType,
			Purpose: "one of the RFC's members is documented with a type that it cannot have"},
		{ID: "rfc-member-missing", Severity: diag.Warning, Family: familyTable, Absence: true, Page: checkRFCMemberMissing,
			Purpose: "an attribute table lacks one of the RFC's members"},
		{ID: "presence-conflict", Severity: diag.Warning, Family: familyTable, Page: checkPresence,
			Purpose: "one cell of a row calls a member required, another optional"},
		{ID: "bad-member-name", Severity: diag.Error, Family: familyTable, Go: true, Fatal: true,
			Purpose: "no Go name can be made of a member's name"},
		{ID: "inexpressible-member", Severity: diag.Error, Family: familyTable, Fatal: true,
			Purpose: "an output that is asked for cannot have a member of that name"},
		{ID: "member-go-name", Severity: diag.Error, Family: familyTable, Go: true, Fatal: true,
			Purpose: "two members of one object get one Go name"},
		{ID: "member-renamed", Severity: diag.Note, Family: familyTable, Go: true,
			Purpose: "a member's Go name got the suffix Member, because every problem has the plain one"},
		{ID: "enum-as-string", Severity: diag.Note, Family: familyTable, Go: true,
			Purpose: "a documented set of values gets no Go constants, so the member stays a string in Go"},

		// Table against example.
		{ID: "misspelt-member", Severity: diag.Warning, Family: familyAgreement, Page: checkMisspeltMember,
			Purpose: "example and table, or the RFC, spell a member almost the same"},
		{ID: "capitalised-member", Severity: diag.Warning, Family: familyAgreement, Page: checkCapitalisedMember,
			Purpose: "an example has the RFC's members with capitals"},
		{ID: "member-not-shown", Severity: diag.Warning, Family: familyAgreement, Absence: true, Page: checkMemberNotShown,
			Purpose: "a documented member is in no example (a note where it is optional)"},
		{ID: "undocumented-member", Severity: diag.Warning, Family: familyAgreement, Page: checkUndocumentedMember,
			Purpose: "an example has a member that no table documents"},
		{ID: "no-attribute-table", Severity: diag.Warning, Family: familyAgreement, Page: checkNoAttributeTable,
			Purpose: "the page documents no members although its examples have some"},
		{ID: "type-conflict", Severity: diag.Error, Family: familyAgreement, Fatal: true,
			Purpose: "table and example give a member types that no Go type satisfies both"},
		{ID: "out-of-bounds", Severity: diag.Warning, Family: familyAgreement, Page: checkSaidBounds,
			Purpose: "an example has a value outside of the bounds that the page gives"},
		{ID: "mixed-types", Severity: diag.Warning, Family: familyAgreement,
			Purpose: "examples show a member with different types"},
		{ID: "required-absent", Severity: diag.Warning, Family: familyAgreement, Page: checkRequiredAbsent,
			Purpose: "a member that the page calls required is absent from an example"},
		{ID: "prose-member", Severity: diag.Warning, Family: familyAgreement, Absence: true, Page: checkProseMember,
			Purpose: "the prose points at a member that no table and no example has"},
		{ID: "unit-mismatch", Severity: diag.Warning, Family: familyAgreement, Page: checkUnitMismatch,
			Purpose: "a member is measured in one unit here and in another there"},
		{ID: "retry-delay", Severity: diag.Warning, Family: familyAgreement, Page: checkRetryDelay,
			Purpose: "the text or a detail asks to wait for another time than the example"},
		{ID: "detail-mismatch", Severity: diag.Warning, Family: familyAgreement, Page: checkDetailMismatch,
			Purpose: "an example's detail or instance says something else than its members"},
		{ID: "bound-mismatch", Severity: diag.Warning, Family: familyAgreement, Page: checkBoundMismatch,
			Purpose: "an example's detail gives another bound than the text"},
		{ID: "prose-value", Severity: diag.Warning, Family: familyAgreement, Page: checkProseValue,
			Purpose: "the text lists the values of a member, an example has another"},
		{ID: "prose-amount", Severity: diag.Warning, Family: familyAgreement, Page: checkProseAmount,
			Purpose: "the text above an example gives other numbers than the example"},
		{ID: "count-mismatch", Severity: diag.Warning, Family: familyAgreement, Page: checkCountMismatch,
			Purpose: "a text counts other than the table or the example: three members, five errors"},
		{ID: "wrong-order", Severity: diag.Warning, Family: familyAgreement, Page: checkOrder,
			Purpose: "steps or elements stand in another order than the page says"},
		{ID: "retry-advice", Severity: diag.Warning, Family: familyAgreement, Page: checkRetryAdvice,
			Purpose: "the text rules a retry out, an example calls for one"},

		// Headers.
		{ID: "header-type", Severity: diag.Warning, Family: familyHeaders,
			Purpose: "a documented header cannot become a field: its name or its type word"},
		{ID: "header-go-name", Severity: diag.Warning, Family: familyHeaders, Go: true,
			Purpose: "a documented header gets no field in Go, as no name, or no other name, can be made of its own"},
		{ID: "duplicate-header", Severity: diag.Warning, Family: familyHeaders,
			Purpose: "a header is documented twice"},
		{ID: "served-header", Severity: diag.Note, Family: familyHeaders,
			Purpose: "a documented header is set when a problem is served, and gets no field"},
		{ID: "header-value", Severity: diag.Warning, Family: familyHeaders,
			Purpose: "an http example's header does not have the documented type"},
		{ID: "undocumented-header", Severity: diag.Warning, Family: familyHeaders, Page: checkUndocumentedHeader,
			Purpose: "an http example shows a header that the page says nothing of"},
		{ID: "header-not-shown", Severity: diag.Note, Family: familyHeaders, Page: checkHeaderNotShown,
			Purpose: "an http example lacks a documented required header, or none has an optional one"},
		{ID: "header-mismatch", Severity: diag.Warning, Family: familyHeaders, Page: checkHeaderMismatch,
			Purpose: "the text names another header than the code shows, or a header says another thing than a member"},

		// Catalogue.
		{ID: "duplicate-name", Severity: diag.Error, Family: familyCatalogue, Fatal: true, Hides: copyRules(),
			Purpose: "two pages have one name"},
		{ID: "duplicate-type", Severity: diag.Error, Family: familyCatalogue, Fatal: true, Hides: copyRules(),
			Purpose: "two pages have one type URI or alias"},
		{ID: "duplicate-go-name", Severity: diag.Error, Family: familyCatalogue, Go: true, Fatal: true,
			Purpose: "two pages or types get one Go identifier"},
		{ID: "reserved-name", Severity: diag.Error, Family: familyCatalogue, Go: true, Fatal: true,
			Purpose: "a Go name is taken by the generated package itself"},
		{ID: "output-name", Severity: diag.Error, Family: familyCatalogue, Fatal: true,
			Purpose: "an output that is asked for cannot have the problem's name"},
		{ID: "type-scheme", Severity: diag.Warning, Family: familyCatalogue, Catalog: checkTypeScheme,
			Purpose: "the type URI is http where the other pages' are https"},
		{ID: "type-outside-base", Severity: diag.Warning, Family: familyCatalogue, Catalog: checkTypeOutsideBase,
			Purpose: "the type URI is not under the base that is configured, or that the other pages share"},
		{ID: "type-spelling", Severity: diag.Warning, Family: familyCatalogue, Catalog: checkTypeSpelling,
			Purpose: "the name in the type URI is spelt otherwise than the other pages' are: kebab-case among snake_case"},
		{ID: "duplicate-code", Severity: diag.Warning, Family: familyCatalogue, Catalog: checkDuplicateCode,
			Purpose: "two problem types have one value of a member such as code"},
		{ID: "duplicate-title", Severity: diag.Warning, Family: familyCatalogue, Catalog: checkDuplicateTitle,
			Purpose: "two problem types have one title"},
		{ID: "fallback-members", Severity: diag.Error, Family: familyCatalogue, Go: true, Fatal: true, Page: checkFallbackMembers,
			Purpose: "the fallback has members that every occurrence needs"},
		{ID: "several-fallbacks", Severity: diag.Error, Family: familyCatalogue, Fatal: true, Catalog: checkSeveralFallbacks,
			Purpose: "more than one page is the fallback"},
		{ID: "broken-link", Severity: diag.Warning, Family: familyCatalogue, Catalog: checkBrokenLink,
			Purpose: "a relative link inside the folder leads to no file"},
		{ID: "broken-anchor", Severity: diag.Warning, Family: familyCatalogue, Catalog: checkBrokenAnchor,
			Purpose: "a link's fragment leads to no heading of its page"},
		{ID: "undefined-reference", Severity: diag.Warning, Family: familyCatalogue, Page: checkUndefinedReference,
			Purpose: "a link by reference, or a footnote, has a label that nothing defines"},
		{ID: "wrong-reference", Severity: diag.Warning, Family: familyCatalogue, Page: checkWrongReference, Catalog: checkWrongLink,
			Purpose: "a link's text names another RFC or page than the link leads to"},
		{ID: "related-page", Severity: diag.Warning, Family: familyCatalogue, Catalog: checkRelatedPage,
			Purpose: "a Related section links to a page that does not exist"},
		{ID: "unlinked-page", Severity: diag.Note, Family: familyCatalogue, Catalog: checkUnlinkedPage,
			Purpose: "no other page links to this one"},
		{ID: "deprecated-recommended", Severity: diag.Warning, Family: familyCatalogue, Catalog: checkDeprecatedRecommended,
			Purpose: "a Related section recommends a deprecated page"},
		{ID: "unmarked-deprecation", Severity: diag.Note, Family: familyCatalogue, Page: checkUnmarkedDeprecation,
			Purpose: "the text calls the problem deprecated, the front matter does not"},

		// Prose.
		{ID: "unnamed-problem", Severity: diag.Note, Family: familyProse, Absence: true, Catalog: checkUnnamedProblem,
			Purpose: "the prose never names the page's own problem"},
		{ID: "misspelt-name", Severity: diag.Warning, Family: familyProse, Catalog: checkMisspeltName,
			Purpose: "the prose misspells the name of the page's own problem"},
		{ID: "copied-prose", Severity: diag.Warning, Family: familyProse, Catalog: checkCopiedProse,
			Purpose: "the prose names another page's problem where its own is expected"},
		{ID: "copied-sentence", Severity: diag.Warning, Family: familyProse, Catalog: checkCopiedSentence,
			Purpose: "two pages begin with one sentence, their names replaced or not"},
		{ID: "empty-section", Severity: diag.Warning, Family: familyProse, Page: checkEmptySection,
			Purpose: "nothing stands below a heading"},
		{ID: "unwritten-text", Severity: diag.Warning, Family: familyProse, Page: checkUnwrittenText,
			Purpose: "TODO, an ellipsis or filler holds the place of text"},
		{ID: "doubled-word", Severity: diag.Warning, Family: familyProse, Page: checkDoubledWord,
			Purpose: "a word such as “the” stands twice in a row"},
		{ID: "wrong-direction", Severity: diag.Warning, Family: familyProse, Page: checkDirection,
			Purpose: "the text sends its reader up or down the page to a table or example that stands the other way"},

		// Published pages: what is found where the type URIs lead.
		{ID: "uri-unanswered", Severity: diag.Warning, Family: familyPublished,
			Purpose: "a type URI does not lead to a page; only lint --resolve says so"},
		{ID: "uri-other-page", Severity: diag.Warning, Family: familyPublished,
			Purpose: "a type URI leads to a page without the problem type's title; only lint --resolve says so"},
		{ID: "uri-plain-text", Severity: diag.Warning, Family: familyPublished,
			Purpose: "the page behind a type URI is served as plain text; only lint --resolve says so"},

		// Output: what is found where the package is to be written.
		{ID: "foreign-output", Severity: diag.Error, Family: familyOutput, Fatal: true,
			Purpose: "a file that was not generated is where one is to be written"},
		{ID: "no-module", Severity: diag.Error, Family: familyOutput, Fatal: true,
			Purpose: "a Go package is to be written where no go.mod is above it"},
		{ID: "other-package", Severity: diag.Error, Family: familyOutput, Fatal: true,
			Purpose: "the folder of a Go package has files of another one"},
		{ID: "declared-twice", Severity: diag.Error, Family: familyOutput, Fatal: true,
			Purpose: "a file of your own declares what a generated one beside it declares"},
		{ID: "strange-output", Severity: diag.Error, Family: familyOutput, Fatal: true,
			Purpose: "a link, or another thing that is no regular file, is where output is to be written"},
		{ID: "output-case", Severity: diag.Error, Family: familyOutput, Fatal: true,
			Purpose: "two files of the output differ only by case"},
		{ID: "edited-output", Severity: diag.Note, Family: familyOutput,
			Purpose: "a generated file was edited by hand, and is replaced"},
		{ID: "edited-stale-output", Severity: diag.Error, Family: familyOutput, Fatal: true,
			Purpose: "a generated file that is no longer planned was edited by hand, and stays"},
		{ID: "output-missing", Severity: diag.Error, Family: familyOutput, Fatal: true,
			Purpose: "a file that the pages make is not there; only check says so"},
		{ID: "output-differs", Severity: diag.Error, Family: familyOutput, Fatal: true,
			Purpose: "a generated file is not what the pages make; only check says so"},
		{ID: "line-ends", Severity: diag.Error, Family: familyOutput, Fatal: true,
			Purpose: "generated files differ from what the pages make in nothing but line ends; only check says so"},
		{ID: "output-stale", Severity: diag.Error, Family: familyOutput, Fatal: true,
			Purpose: "no page makes a generated file any more; only check says so"},
		{ID: "abandoned-output", Severity: diag.Warning, Family: familyOutput,
			Purpose: "the configuration asks for an output no more, and it is still there"},

		{ID: "site-path", Severity: diag.Error, Family: familyOutput, Fatal: true,
			Purpose: "a problem type cannot have a page where its type URI leads"},

		// Configuration.
		{ID: "invalid-config", Severity: diag.Error, Family: familyConfig, Fatal: true,
			Purpose: "the configuration file is not YAML, or not of the form that a configuration has"},
		{ID: "old-config", Severity: diag.Error, Family: familyConfig, Fatal: true,
			Purpose: "the configuration is of the form that lists packages"},
		{ID: "unknown-config-key", Severity: diag.Error, Family: familyConfig, Fatal: true,
			Purpose: "the configuration has a key that means nothing"},
		{ID: "missing-config-key", Severity: diag.Error, Family: familyConfig, Fatal: true,
			Purpose: "the configuration lacks a key"},
		{ID: "bad-config-value", Severity: diag.Error, Family: familyConfig, Fatal: true,
			Purpose: "a key of the configuration has a value that it cannot have"},
		{ID: "unmatched-path", Severity: diag.Warning, Family: familyConfig,
			Purpose: "a pattern of the configuration is for no page"},
	}, changeRules(), codeRules(), documentRules())
}
