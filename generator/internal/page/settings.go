package page

import (
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// settings takes what is ours from the front matter. Every other key belongs
// to the site generator that reads the page too, and its value is not judged.
func (r *reader) settings(root *value) {
	r.eachKey(root, func(e entry) {
		switch e.key.Value {
		case "title":
			r.page.Front.Title = r.frontText(e)
		case "description":
			if e.value.kind == scalar {
				r.page.Front.Description = textOf(e.value)
			}
		case "problem":
			r.problem(e)
		default:
			r.frontFact(e)
		}
	})
}

// eachKey calls f for the entries of a mapping that are the first of their
// name; the others are reported.
func (r *reader) eachKey(v *value, f func(entry)) {
	first := make(map[string]diag.Span, len(v.entries))
	for _, e := range v.entries {
		if at, twice := first[e.key.Value]; twice {
			r.duplicateKey(e, at)
			continue
		}
		first[e.key.Value] = e.key.At
		f(e)
	}
}

func (r *reader) duplicateKey(e entry, first diag.Span) {
	r.fail(diag.At(e.key.At, ruleDuplicateKey, "the front matter has the key `%s` a second time", e.key.Value).
		WithNote(first, "it stands here first").
		WithHelp("keep one of the two").
		About(e.key.Value))
}

// textOf returns a scalar's text, whatever YAML makes of it: 404 and Yes are
// texts where a text is meant.
func textOf(v *value) catalog.Text {
	if v.null {
		return catalog.Text{At: v.at}
	}
	return catalog.Text{Value: strings.TrimSpace(v.text), At: v.at}
}

// frontText returns the text of a key that must have one.
func (r *reader) frontText(e entry) catalog.Text {
	if e.value.kind != scalar {
		r.invalid(e, "a text")
		return catalog.Text{At: e.value.at}
	}
	text := textOf(e.value)
	if i := nextForeign([]byte(text.Value), 0); i >= 0 || strings.ContainsAny(text.Value, "\n\t") {
		r.fail(diag.At(text.At, ruleForbiddenCharacter, "the value of `%s` is %s, which has a control character",
			e.key.Value, strconv.QuoteToASCII(text.Value)).
			WithHelp("write the text on one line, without escapes for control characters"))
	}
	return text
}

// invalid reports a value of another kind than its key has.
func (r *reader) invalid(e entry, want string) {
	r.fail(diag.At(e.value.at, ruleInvalidSetting, "`%s` is %s, and not %s", e.key.Value, describe(e.value), want).
		WithHelp("write %s there", want).
		About(e.key.Value))
}

// describe says what a value is.
func describe(v *value) string {
	switch {
	case v.kind == mapping:
		return "a mapping"
	case v.kind == sequence:
		return "a list"
	case v.null:
		return "empty"
	case v.quoted:
		return "the text " + strconv.Quote(v.text)
	}
	return v.text
}

// settingKeys are the keys of the problem mapping.
func settingKeys() []string {
	return []string{
		"name", "type", "title", "status", "detail", "go", "members", "aliases",
		"fallback", "deprecated", "retired", "required", "optional", "ignore",
	}
}

func (r *reader) problem(e entry) {
	s := &r.page.Front.Problem
	s.At = e.key.At
	switch {
	case e.value.kind == scalar && !e.value.quoted && e.value.text == "false":
		r.page.Front.NoProblem = true
	case e.value.kind == mapping:
		s.Insert, s.Indent = e.value.insert, e.value.indent
		r.eachKey(e.value, func(e entry) { r.setting(s, e) })
		r.retiredFallback(s)
	case e.value.null:
		line := e.key.At.Start + lineLength(r.src.Text[e.key.At.Start:])
		s.Insert, s.Indent = r.src.Span(line, line), "  "
	default:
		r.invalid(e, "a mapping of settings, or false where the page documents no problem type")
	}
}

// retiredFallback reports a page that says both that its problem is served for
// all errors that are none, and that it is served no more.
func (r *reader) retiredFallback(s *catalog.Settings) {
	if s.Fallback.Value && s.Retired.Set() {
		r.fail(diag.At(s.Retired.At, ruleInvalidSetting, "the fallback cannot be retired: it is served for every error that is no problem").
			WithNote(s.Fallback.At, "it is the fallback here").
			WithHelp("make another page the fallback, or remove `retired`"))
	}
}

func (r *reader) setting(s *catalog.Settings, e entry) {
	texts := map[string]*catalog.Text{
		"name": &s.Name, "type": &s.Type, "title": &s.Title, "detail": &s.Detail, "go": &s.Go,
		"deprecated": &s.Deprecated, "retired": &s.Retired,
	}
	lists := map[string]*[]catalog.Text{
		"aliases": &s.Aliases, "required": &s.Required, "optional": &s.Optional, "ignore": &s.Ignore,
	}
	key := e.key.Value
	switch {
	case texts[key] != nil:
		*texts[key] = r.settingText(e)
		if key == "name" || key == "go" {
			*texts[key] = r.shortName(*texts[key])
		}
	case lists[key] != nil:
		*lists[key] = r.settingList(e)
	case key == "status" && e.value.kind == sequence:
		s.Statuses = r.settingStatuses(e)
	case key == "status":
		s.Status = r.settingStatus(e)
	case key == "fallback":
		s.Fallback = r.settingFlag(e)
	case key == "members":
		s.Members = r.memberSettings(e)
	default:
		r.unknownKey(e, "problem."+key, settingKeys())
	}
}

func (r *reader) unknownKey(e entry, path string, known []string) {
	r.fail(diag.At(e.key.At, ruleUnknownKey, "the front matter has `%s`, which is no setting of a problem page", path).
		WithHelp("known keys are %s", strings.Join(known, ", ")).
		About(path).
		Suggest(e.key.Value, diag.Nearest(e.key.Value, known)))
}

// settingText returns the text of a setting. A truth value without quotation
// marks is the slip "deprecated: true".
func (r *reader) settingText(e entry) catalog.Text {
	v := e.value
	if v.kind == scalar && (textOf(v).Value == "" || !v.quoted && (v.text == "true" || v.text == "false")) {
		r.invalid(e, "a text")
		return catalog.Text{}
	}
	text := r.frontText(e)
	if text.Value == "" {
		return catalog.Text{}
	}
	return text
}

// shortName returns a name unless it is too long.
func (r *reader) shortName(name catalog.Text) catalog.Text {
	if len(name.Value) > maxName {
		r.fail(diag.At(name.At, ruleLimit, "the name is longer than the limit of %d bytes", maxName).WithHelp("choose a shorter name"))
		return catalog.Text{}
	}
	return name
}

func (r *reader) settingList(e entry) []catalog.Text {
	if e.value.kind != sequence {
		r.invalid(e, "a list of texts")
		return nil
	}
	var list []catalog.Text
	for i, item := range e.value.items {
		if i == maxSettings {
			r.tooManySettings(e, item.at)
			break
		}
		if text := r.settingText(entry{e.key, item}); text.Set() {
			list = append(list, text)
		}
	}
	return list
}

func (r *reader) tooManySettings(e entry, at diag.Span) {
	r.fail(diag.At(at, ruleLimit, "`%s` has more than %d entries", e.key.Value, maxSettings).WithHelp("shorten the list"))
}

// settingStatus returns a status written in plain digits. Whether there is
// such a status is not judged here.
func (r *reader) settingStatus(e entry) catalog.WholeNumber {
	v := e.value
	n, ok := wholeNumber(v.text)
	if v.kind != scalar || v.quoted || !ok {
		r.invalid(e, "a status code in digits")
		return catalog.WholeNumber{}
	}
	return catalog.WholeNumber{Value: n, At: v.at}
}

// settingStatuses returns the statuses of a list.
func (r *reader) settingStatuses(e entry) []catalog.WholeNumber {
	if len(e.value.items) < 2 {
		r.invalid(e, "a status code in digits, or a list of several")
		return nil
	}
	var statuses []catalog.WholeNumber
	for _, item := range e.value.items {
		if len(statuses) == maxSettings {
			r.tooManySettings(e, item.at)
			break
		}
		if s := r.settingStatus(entry{e.key, item}); !s.At.IsZero() {
			statuses = append(statuses, s)
		}
	}
	return statuses
}

// wholeNumber reads decimal digits that say one thing: no sign, no leading
// zero, no exponent.
func wholeNumber(text string) (int, bool) {
	if text == "" || len(text) > 9 || len(text) > 1 && text[0] == '0' {
		return 0, false
	}
	n := 0
	for _, b := range []byte(text) {
		if b < '0' || b > '9' {
			return 0, false
		}
		n = n*10 + int(b-'0')
	}
	return n, true
}

func (r *reader) settingFlag(e entry) catalog.Flag {
	v := e.value
	if v.kind != scalar || v.quoted || v.text != "true" && v.text != "false" {
		r.invalid(e, "true or false")
		return catalog.Flag{}
	}
	return catalog.Flag{Value: v.text == "true", At: v.at}
}

func (r *reader) memberSettings(e entry) []catalog.MemberSettings {
	if e.value.kind != mapping {
		r.invalid(e, "a mapping of members to their settings")
		return nil
	}
	if entries := e.value.entries; len(entries) > maxSettings {
		r.tooManySettings(e, entries[maxSettings].key.At)
		e.value.entries = entries[:maxSettings]
	}
	var members []catalog.MemberSettings
	r.eachKey(e.value, func(member entry) {
		m := catalog.MemberSettings{Path: member.key}
		if member.value.kind != mapping {
			r.invalid(member, "a mapping, such as {go: FieldName}")
			return
		}
		r.eachKey(member.value, func(setting entry) {
			if setting.key.Value == "go" {
				m.Go = r.shortName(r.settingText(setting))
			} else {
				r.unknownKey(setting, "problem.members."+member.key.Value+"."+setting.key.Value, []string{"go"})
			}
		})
		members = append(members, m)
	})
	return members
}
