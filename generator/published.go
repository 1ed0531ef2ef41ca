package generator

import (
	"context"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/published"
)

// The rules about what the type URIs lead to.
const (
	ruleUnanswered = "uri-unanswered" // warning: a type URI that does not lead to a page
	ruleOtherPage  = "uri-other-page" // warning: one that leads to a page without the title
	rulePlainText  = "uri-plain-text" // warning: one whose page is shown as its source
)

// resolve asks the published type URIs whether they lead to their pages, and
// adds to the report which ones do not.
func (r *runner) resolve(ctx context.Context, loaded *load.Result, report *Report) error {
	defer r.clock.done(StageResolve)
	asker, err := published.New(r.options.Catalog.Base)
	if err != nil {
		return err
	}
	var questions []published.Question
	for _, h := range loaded.Heads() {
		questions = append(questions, published.Question{URI: h.Type, Title: h.Title})
	}
	answers, err := asker.Ask(ctx, questions)
	if err != nil {
		return err
	}
	var found diag.List
	for i, h := range loaded.Heads() {
		if rule, help := faultOf(answers[i]); rule != "" {
			found.Add(diag.At(loaded.TypeAt(h.Name), rule, "%s %s", h.Type, answers[i].Detail).WithHelp("%s", help))
		}
	}
	report.Findings = append(report.Findings, loaded.Judge(found)...)
	report.Findings.Sort()
	return nil
}

// faultOf returns the rule that an answer breaks, and the way out; none for a
// page.
func faultOf(a published.Answer) (rule, help string) {
	switch a.Fault {
	case published.Silent:
		return ruleUnanswered, "publish the pages where the type URIs lead, as `site` in the configuration does"
	case published.OtherPage:
		return ruleOtherPage, "publish the page of this problem type there, with its present title"
	case published.PlainText:
		return rulePlainText, "serve the page as text/html"
	}
	return "", ""
}
