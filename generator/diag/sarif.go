package diag

import (
	"bufio"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
)

const (
	sarifSchema  = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sarifRoot    = "%SRCROOT%" // the conventional name of the folder that relative URIs begin at
	projectPage  = "https://github.com/hcnet/problemgen"
	sarifColumns = "unicodeCodePoints"
)

// The parts of SARIF 2.1.0 (OASIS, sections 3.13 ff.) that findings need.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool                `json:"tool"`
		ColumnKind string                   `json:"columnKind"`
		BaseIDs    map[string]sarifArtifact `json:"originalUriBaseIds"`
		Results    []sarifResult            `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID            string              `json:"id"`
		Short         *sarifMessage       `json:"shortDescription,omitempty"`
		HelpURI       string              `json:"helpUri,omitempty"`
		Configuration *sarifConfiguration `json:"defaultConfiguration,omitempty"`
	}
	sarifConfiguration struct {
		Level string `json:"level"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
		Related   []sarifLocation `json:"relatedLocations,omitempty"`
		Fixes     []sarifFix      `json:"fixes,omitempty"`
	}
	sarifLocation struct {
		Physical *sarifPhysical `json:"physicalLocation,omitempty"`
		Message  *sarifMessage  `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI         string        `json:"uri,omitempty"`
		BaseID      string        `json:"uriBaseId,omitempty"`
		Description *sarifMessage `json:"description,omitempty"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
	sarifFix struct {
		Description sarifMessage  `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion   `json:"deletedRegion"`
		Inserted *sarifMessage `json:"insertedContent,omitempty"`
	}
)

// printSARIF prints one document, for code scanning services.
func printSARIF(b *bufio.Writer, list List, o Options) error {
	ids := ruleIDs(list)
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{"problemgen", o.Version, projectPage, newSARIFRules(ids, o)}},
		ColumnKind: sarifColumns,
		BaseIDs:    map[string]sarifArtifact{sarifRoot: {Description: newSARIFMessage("The folder that problemgen ran in.")}},
		Results:    []sarifResult{},
	}
	for _, d := range list {
		index, _ := slices.BinarySearch(ids, d.Rule)
		run.Results = append(run.Results, newSARIFResult(d, index))
	}
	data, err := encodeJSON(sarifLog{sarifSchema, "2.1.0", []sarifRun{run}}, "  ")
	b.Write(data)
	return err
}

// ruleIDs returns the rules that the findings break, sorted.
func ruleIDs(list List) []string {
	var ids []string
	for _, d := range list {
		ids = append(ids, d.Rule)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func newSARIFRules(ids []string, o Options) []sarifRule {
	rules := []sarifRule{}
	for _, id := range ids {
		rule := sarifRule{ID: id}
		if info, ok := o.rule(id); ok {
			rule.Short = newSARIFMessage(info.Purpose)
			rule.HelpURI = info.URL
			rule.Configuration = &sarifConfiguration{sarifLevel(info.Severity)}
		}
		rules = append(rules, rule)
	}
	return rules
}

func newSARIFResult(d Diagnostic, ruleIndex int) sarifResult {
	r := sarifResult{
		RuleID:    d.Rule,
		RuleIndex: ruleIndex,
		Level:     sarifLevel(d.Severity),
		Message:   *newSARIFMessage(d.paragraph()),
	}
	if !d.At.IsZero() {
		r.Locations = []sarifLocation{{Physical: newSARIFPhysical(d.At)}}
	}
	for _, n := range d.Notes {
		related := sarifLocation{Message: newSARIFMessage(n.Message)}
		if !n.At.IsZero() {
			related.Physical = newSARIFPhysical(n.At)
		}
		r.Related = append(r.Related, related)
	}
	if d.Fix != nil && len(d.Fix.Edits) > 0 {
		r.Fixes = []sarifFix{newSARIFFix(*d.Fix)}
	}
	return r
}

// newSARIFFix gathers the edits of each file.
func newSARIFFix(f Fix) sarifFix {
	fix := sarifFix{Description: *newSARIFMessage(f.Title)}
	for _, e := range f.Edits {
		artifact := newSARIFArtifact(e.At)
		i := slices.IndexFunc(fix.Changes, func(c sarifChange) bool { return c.Artifact == artifact })
		if i < 0 {
			i = len(fix.Changes)
			fix.Changes = append(fix.Changes, sarifChange{Artifact: artifact})
		}
		fix.Changes[i].Replacements = append(fix.Changes[i].Replacements, newSARIFReplacement(e))
	}
	return fix
}

func newSARIFReplacement(e Edit) sarifReplacement {
	r := sarifReplacement{Deleted: newSARIFRegion(e.At)}
	if e.New != "" {
		r.Inserted = &sarifMessage{strings.ReplaceAll(e.New, "\n", string(e.At.Source.newline()))}
	}
	return r
}

// newSARIFMessage escapes what SARIF would read as placeholders
// (section 3.11.5).
func newSARIFMessage(text string) *sarifMessage {
	return &sarifMessage{strings.NewReplacer("{", "{{", "}", "}}").Replace(text)}
}

func newSARIFPhysical(at Span) *sarifPhysical {
	return &sarifPhysical{newSARIFArtifact(at), newSARIFRegion(at)}
}

// newSARIFArtifact names a file by a URI that begins at the folder that the
// command ran in; only an absolute path stands for itself.
func newSARIFArtifact(at Span) sarifArtifact {
	name := at.Source.Name
	if filepath.IsAbs(filepath.FromSlash(name)) {
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(name, "/")}).String()}
	}
	return sarifArtifact{URI: (&url.URL{Path: name}).String(), BaseID: sarifRoot}
}

func newSARIFRegion(at Span) sarifRegion {
	start, end := at.Position(), at.end()
	return sarifRegion{start.Line, start.Column, end.Line, end.Column}
}

func sarifLevel(s Severity) string {
	if s == Off {
		return "none"
	}
	return s.String()
}
