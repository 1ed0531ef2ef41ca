package page

// The rules that reading a page can find broken.
const (
	// ruleNotUTF8: a page is UTF-8 text. Error.
	ruleNotUTF8 = "not-utf-8"
	// ruleForbiddenCharacter: a page has no NUL, control or bidirectional formatting character, no lone carriage return, no byte order mark inside. Error.
	ruleForbiddenCharacter = "forbidden-character"
	// ruleLimit: a page stays inside the bounds that keep reading it cheap. Error.
	ruleLimit = "limit-exceeded"
	// ruleUnclosedFrontMatter: front matter ends with the line that it began with. Error.
	ruleUnclosedFrontMatter = "unclosed-front-matter"
	// ruleInvalidFrontMatter: front matter is one valid YAML or TOML document without anchors and tags. Error.
	ruleInvalidFrontMatter = "invalid-front-matter"
	// ruleDuplicateKey: no key stands twice in the front matter. Error.
	ruleDuplicateKey = "duplicate-key"
	// ruleUnknownKey: the front matter's problem mapping has known keys only. Error.
	ruleUnknownKey = "unknown-key"
	// ruleInvalidSetting: a setting of the problem mapping has a value of its kind. Error.
	ruleInvalidSetting = "invalid-setting"
	// ruleInvalidJSON: an example is valid JSON. Error.
	ruleInvalidJSON = "invalid-json"
	// ruleDuplicateMember: no member stands twice in an example's object. Error.
	ruleDuplicateMember = "duplicate-member"
	// ruleNotObject: an example is a JSON object that has members. Error.
	ruleNotObject = "example-not-object"
	// ruleUnreadColumn: the columns of a table of members say what they hold. Note.
	ruleUnreadColumn = "unread-column"
	// ruleEmptyIgnore: an ignore comment names a rule. Warning.
	ruleEmptyIgnore = "empty-ignore"
)
