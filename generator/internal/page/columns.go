package page

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// namesIn returns the names in a column of a table; nil where a cell is no
// member's name.
func namesIn(t *catalog.Table, column int) []string {
	names := make([]string, 0, len(t.Rows))
	for _, row := range t.Rows {
		if column >= len(row.Cells) {
			return nil
		}
		name := columnName(row.Cells[column])
		if !memberPath.MatchString(name) {
			return nil
		}
		names = append(names, name)
	}
	return names
}

// columnName returns the name that a cell of a column of names has: its code
// span, or its text without marks.
func columnName(cell catalog.Cell) string {
	if len(cell.Codes) == 1 {
		return strings.TrimSpace(cell.Codes[0].Text)
	}
	return strings.Trim(cell.Text, "*` ")
}

// documentsShown reports whether a table documents members that the page shows.
func (w *walker) documentsShown(t *catalog.Table) bool {
	kind, roles := classify(t.Header, t.Section.Value, len(t.Rows))
	column := slices.Index(roles, catalog.NameColumn)
	if kind != catalog.AttributeTable {
		column = w.nameColumn(t)
	}
	return column >= 0 && w.shown.agrees(namesIn(t, column))
}

// readColumns finds out what the columns of a table hold whose titles are none
// of those that are read: by the words of other languages, and by the cells. A
// table of members is known by the names in one of its columns, which the
// page's examples have.
func (w *walker) readColumns(t *catalog.Table) {
	switch {
	case t.Kind == catalog.AttributeTable:
		nameRoles(t)
		describeUntitled(t)
		if w.form == anyForm {
			holdPresence(t)
		}
	case t.Kind != catalog.ProseTable || len(t.Header) < 2 || len(t.Rows) == 0 || w.quoted > 0:
		return
	case w.shown == nil && !w.intro:
		for i := range t.Header {
			w.listsMembers = w.listsMembers || namesIn(t, i) != nil
		}
		return
	default:
		column := w.nameColumn(t)
		if column < 0 {
			return
		}
		t.Kind, t.Roles = catalog.AttributeTable, make([]catalog.Role, len(t.Header))
		t.Roles[column] = catalog.NameColumn
		nameRoles(t)
		w.holdRoles(t)
	}
}

// holdPresence gives a column without a role that of presence, where its cells
// say by themselves that members are optional or required.
func holdPresence(t *catalog.Table) {
	for i := range t.Header {
		if t.Roles[i] == catalog.NoRole && !t.Has(catalog.RequiredColumn) && !t.Has(catalog.OptionalColumn) && hold(t, i, isPresenceCell) {
			t.Roles[i] = catalog.RequiredColumn
		}
	}
}

// describeUntitled lets the one column without a title describe, where no other
// does.
func describeUntitled(t *catalog.Table) {
	untitled := -1
	for i, cell := range t.Header {
		switch {
		case t.Roles[i] != catalog.NoRole || cell.Text != "":
		case untitled >= 0:
			return
		default:
			untitled = i
		}
	}
	if untitled >= 0 && !t.Has(catalog.DescriptionColumn) && hold(t, untitled, func(string) bool { return true }) {
		t.Roles[untitled] = catalog.DescriptionColumn
	}
}

// nameColumn returns the column of a table that has the members' names, or -1.
func (w *walker) nameColumn(t *catalog.Table) int {
	if isElsewhere(t.Section.Value) || isElsewhere(t.Lead.Value) {
		return -1
	}
	for i := range t.Header {
		names := namesIn(t, i)
		if names != nil && (w.shown.agrees(names) || (w.intro || w.shown.bare) && isNamed(t, i, names)) {
			return i
		}
	}
	return -1
}

// isNamed reports whether a column has the names of members where no example
// shows which there are: several of the RFC's are among them, or its title says
// so and another column has types.
func isNamed(t *catalog.Table, column int, names []string) bool {
	standard := 0
	for _, name := range names {
		if catalog.IsStandardMember(strings.ToLower(name)) {
			standard++
		}
	}
	isCalled := attributeRole(headWords(t.Header[column].Text)) == catalog.NameColumn || foreignRole(t.Header[column].Text) == catalog.NameColumn
	return standard > 1 || isCalled && slices.ContainsFunc(otherColumns(t, column), func(i int) bool { return hold(t, i, isTypeCell) })
}

func otherColumns(t *catalog.Table, column int) []int {
	var others []int
	for i := range t.Header {
		if i != column {
			others = append(others, i)
		}
	}
	return others
}

// nameRoles gives the columns without a role that of their titles, in any
// language that is known.
func nameRoles(t *catalog.Table) {
	for i, cell := range t.Header {
		if t.Roles[i] != catalog.NoRole {
			continue
		}
		role := attributeRole(headWords(cell.Text))
		if role == catalog.NoRole {
			role = foreignRole(cell.Text)
		}
		if !slices.Contains(t.Roles, role) {
			t.Roles[i] = role
		}
	}
}

// holdRoles gives the columns without a role one by what their cells hold. What
// they do not settle is said.
func (w *walker) holdRoles(t *catalog.Table) {
	for i := range t.Header {
		switch {
		case t.Roles[i] != catalog.NoRole:
		case !t.Has(catalog.TypeColumn) && hold(t, i, isTypeCell):
			t.Roles[i] = catalog.TypeColumn
		case !t.Has(catalog.RequiredColumn) && hold(t, i, isPresenceCell):
			t.Roles[i] = catalog.RequiredColumn
		}
	}
	if best := wordiest(t); best >= 0 && !t.Has(catalog.DescriptionColumn) {
		t.Roles[best] = catalog.DescriptionColumn
	}
	for i, cell := range t.Header {
		if t.Roles[i] == catalog.NoRole && cell.Text != "" && hold(t, i, func(string) bool { return true }) {
			w.found.Add(unreadColumn(t, i, cell))
		}
	}
}

// unreadColumn reports a column of a table of members that is passed over.
func unreadColumn(t *catalog.Table, column int, title catalog.Cell) diag.Diagnostic {
	if hold(t, column, isYesOrNo) {
		return diag.At(title.At, ruleUnreadColumn, "the column “%s” is passed over: nothing says of what its cells are a yes or no", title.Text).
			WithHelp("call it Required, if a yes means that the member is always there; or Optional, or Nullable").About(title.Text)
	}
	return diag.At(title.At, ruleUnreadColumn, "the column “%s” of the members is passed over: neither its title nor its cells tell what it is about", title.Text).
		WithHelp("columns that are read are called Member, Type, Required, Description, Default, Values or Example").About(title.Text)
}

// hold reports whether a column has cells with text, and all of them are of
// that kind.
func hold(t *catalog.Table, column int, isOfKind func(text string) bool) bool {
	some := false
	for _, row := range t.Rows {
		if column >= len(row.Cells) {
			continue
		}
		switch text := strings.TrimSpace(row.Cells[column].Text); {
		case text == "", text == "-", text == "–", text == "—":
		case !isOfKind(text):
			return false
		default:
			some = true
		}
	}
	return some
}

// isTypeCell reports whether a text is a type, with little around it.
func isTypeCell(text string) bool {
	return len(text) <= shortType && len(strings.Fields(text)) <= longestType && hasTypeWord(strings.Trim(text, "`*"))
}

// isPresenceCell reports whether a text says by itself whether a member is
// always there, as a yes does not.
func isPresenceCell(text string) bool {
	_, known := catalog.Presence(text)
	return known && !isYesOrNo(text)
}

func isYesOrNo(text string) bool {
	switch strings.ToLower(strings.Trim(text, " `*.")) {
	case "yes", "y", "true", "x", "1", "no", "n", "false", "0", "ja", "nein", "oui", "non", "sí", "sim", "não", "да", "нет", "是", "否", "はい", "いいえ",
		"✓", "✔", "✔\ufe0f", "✅", "☑", "✗", "✘", "❌", "○", "◯", "〇", "◎", "●", "△", "×", "✕":
		return true
	}
	return false
}

// wordiest returns the column without a role that has most text, where it has
// words at all; -1 where none does.
func wordiest(t *catalog.Table) int {
	best, most := -1, 0
	for i := range t.Header {
		if t.Roles[i] != catalog.NoRole || hold(t, i, isYesOrNo) {
			continue
		}
		size, words := 0, false
		for _, row := range t.Rows {
			if i < len(row.Cells) {
				text := row.Cells[i].Text
				size += len(text)
				words = words || strings.Contains(text, " ") || strings.ContainsFunc(text, func(r rune) bool { return r > 0x2E80 && unicode.IsLetter(r) })
			}
		}
		if words && size > most {
			best, most = i, size
		}
	}
	return best
}

// foreignRole returns the role of a column whose title is in another language
// than English.
func foreignRole(title string) catalog.Role {
	title, _, _ = strings.Cut(strings.ToLower(title), "(")
	title, _, _ = strings.Cut(title, "（")
	words := wordsOf(title)
	for _, word := range append(words, strings.Join(words, " ")) {
		if role := foreignRoles()[word]; role != catalog.NoRole {
			return role
		}
	}
	return catalog.NoRole
}

// foreignRoles are the roles of the words in foreignTitles: those of titles of columns in German, French, Spanish,
// Portuguese, Russian, Japanese, Chinese and Korean, and a few of English that
// mean a column of members' names only where the cells agree.
var foreignRoles = sync.OnceValue(func() map[string]catalog.Role { return rolesOf(foreignTitles) })

var foreignTitles = map[catalog.Role]string{
	catalog.NameColumn: "feld felder feldname attribut eigenschaft merkmal mitglied bezeichner schlüssel champ champs propriété membre nom clé " +
		"campo campos propiedad atributo miembro nombre clave membro nome поле имя 項目 項目名 フィールド フィールド名 属性 プロパティ キー 名前 メンバー " +
		"字段 名称 键 필드 속성 key keys element",
	catalog.TypeColumn:        "typ datentyp tipo тип 型 タイプ データ型 类型 유형 타입 kind",
	catalog.RequiredColumn:    "pflicht pflichtfeld erforderlich obligatoire requis présence obligatorio requerido presencia obrigatório обязательно 必須 必填 必须 필수",
	catalog.OptionalColumn:    "facultatif opcional 任意",
	catalog.DescriptionColumn: "beschreibung bedeutung erklärung erläuterung bemerkung hinweis signification explication remarque descripción significado explicación descrição описание 説明 内容 意味 備考 概要 描述 说明 含义 설명",
	catalog.ExampleColumn:     "beispiel beispiele beispielwert exemple exemples ejemplo ejemplos exemplo пример 例 サンプル 示例 예",
	catalog.DefaultColumn:     "standardwert vorgabe défaut predeterminado デフォルト 既定値 默认值",
	catalog.ValuesColumn:      "werte wertebereich valeurs valores 値 値域 取值",
}

func rolesOf(words map[catalog.Role]string) map[string]catalog.Role {
	roles := map[string]catalog.Role{}
	for role, list := range words {
		for word := range strings.FieldsSeq(list) {
			roles[word] = role
		}
	}
	return roles
}
