package catalog

import "strings"

// Presence returns what a word says of a member: that it is always there, or
// that it may be absent. It is not known where the text begins with no such
// word; behind it the condition may follow.
func Presence(text string) (always, known bool) {
	text = strings.ToLower(strings.Trim(text, " `*.[("))
	if lower, _, isRange := strings.Cut(text, ".."); isRange {
		text = lower // of a cardinality
	}
	word, _, _ := strings.Cut(strings.Map(wordOrSpace, text), " ")
	switch word {
	case "yes", "y", "true", "required", "always", "mandatory", "m", "✓", "✔", "✅", "☑", "x", "must", "1",
		"ja", "pflicht", "erforderlich", "verpflichtend", "immer", "oui", "obligatoire", "requis", "toujours", "sí", "obligatorio", "requerido", "siempre",
		"sim", "obrigatório", "да", "○", "◯", "〇", "◎", "●", "必須", "はい", "是", "必填", "필수":
		return true, true
	case "no", "n", "false", "optional", "o", "sometimes", "conditional", "conditionally", "c", "✗", "✘", "❌", "may", "0",
		"nein", "bedingt", "facultatif", "opcional", "não", "нет", "△", "任意", "省略可", "いいえ", "条件付き", "否", "可选", "선택":
		return false, true
	case "non":
		return false, text == word // and not "non-null"
	}
	return false, false
}

// wordOrSpace makes a space of what ends a word.
func wordOrSpace(r rune) rune {
	if strings.ContainsRune(",;:()[]-–—/（、\u00a0\ufe0f", r) {
		return ' '
	}
	return r
}
