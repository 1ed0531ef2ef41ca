package diff

// The rules of changes. What each is to whom says the table of rules; what one
// change is to whom says the change.
const (
	ruleProblemAdded      = "problem-added"
	ruleProblemRemoved    = "problem-removed"
	ruleProblemRenamed    = "problem-renamed"
	ruleProblemDeprecated = "problem-deprecated"
	ruleProblemRetired    = "problem-retired"
	ruleProblemRestored   = "problem-restored"

	ruleTypeChanged  = "type-changed"
	ruleTypePromoted = "type-promoted"
	ruleURIMoved     = "uri-moved"
	ruleAliasAdded   = "alias-added"
	ruleAliasRemoved = "alias-removed"

	ruleStatusChanged = "status-changed"
	ruleStatusAdded   = "status-added"
	ruleStatusRemoved = "status-removed"
	ruleFallbackMoved = "fallback-moved"

	ruleTitleChanged  = "title-changed"
	ruleDetailChanged = "detail-changed"
	ruleDetailRemoved = "detail-removed"

	ruleRequiredMemberAdded = "required-member-added"
	ruleOptionalMemberAdded = "optional-member-added"
	ruleMemberRemoved       = "member-removed"
	ruleMemberNameChanged   = "member-name-changed"
	ruleMemberTypeChanged   = "member-type-changed"
	ruleMemberFormatChanged = "member-format-changed"
	ruleMemberLimitsChanged = "member-limits-changed"
	ruleMemberOptional      = "member-became-optional"
	ruleMemberRequired      = "member-became-required"
	ruleMemberNullable      = "member-became-nullable"
	ruleMemberNotNullable   = "member-became-non-null"
	ruleMembersReordered    = "members-reordered"
	ruleGoNameChanged       = "go-name-changed"

	ruleEnumValueAdded   = "enum-value-added"
	ruleEnumValueRemoved = "enum-value-removed"
	ruleEnumMade         = "enum-made"
	ruleEnumOpened       = "enum-opened"

	ruleOptionalHeaderAdded = "optional-header-added"
	ruleRequiredHeaderAdded = "required-header-added"
	ruleHeaderRemoved       = "header-removed"
	ruleHeaderTypeChanged   = "header-type-changed"
	ruleHeaderOptional      = "header-became-optional"
	ruleHeaderRequired      = "header-became-required"

	ruleTextChanged        = "text-changed"
	ruleDescriptionChanged = "description-changed"
	ruleExampleChanged     = "example-changed"
	rulePageRenamed        = "page-renamed"
)
