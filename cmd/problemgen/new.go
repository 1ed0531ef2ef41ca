package main

import (
	"cmp"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
	"github.com/spf13/cobra"
)

func newNew() *cobra.Command {
	var s settings
	cmd := &cobra.Command{
		Use:   "new [flags] NAME",
		Short: "Start a page from a scaffold",
		Long: `New writes a page to fill in, which lints clean as it stands, and prints its
path. NAME is the name of the problem type (card-declined), which puts the page
into the configured pages folder, else into the working folder; or it is the
path of the page (docs/problems/card-declined.md). A page that is there already
is left alone.`,
		Example: `  problemgen new card-declined
  problemgen new --base https://example.com/problems/ docs/problems/card-declined.md`,
		Args:              exactlyOne("NAME"),
		ValidArgsFunction: completeFolders,
		RunE: func(cmd *cobra.Command, args []string) error {
			return create(cmd, &s, args[0])
		},
	}
	s.bindConfig(cmd)
	return cmd
}

// create writes the page and prints where it is.
func create(cmd *cobra.Command, s *settings, argument string) error {
	folder, name := splitPage(argument)
	p, err := s.catalogOf(cmd, folder)
	if err != nil {
		return err
	}
	page, err := generator.New(cmd.Context(), p.Pages, name, p.Base)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), page)
	return err
}

// splitPage takes a page's path apart. A bare name has no folder.
func splitPage(argument string) (folder, name string) {
	folder, name = path.Split(strings.TrimSuffix(filepath.ToSlash(argument), ".md"))
	return folder, name
}

// catalogOf returns the settings of the pages folder that a new page goes
// into: the one that is named, else the only one that is configured, else the
// working folder.
func (s *settings) catalogOf(cmd *cobra.Command, folder string) (config.Catalog, error) {
	s.PagesOnly = true
	s.Pages = []string{cmp.Or(folder, ".")}
	c, err := s.load(cmd)
	if err == nil && folder == "" && c.File != "" {
		s.Pages = nil
		c, err = s.load(cmd)
	}
	if err != nil {
		return config.Catalog{}, err
	}
	if len(c.Catalogs) == 1 {
		return c.Catalogs[0], nil
	}
	var folders []string
	for _, p := range c.Catalogs {
		folders = append(folders, p.Pages)
	}
	return config.Catalog{}, fmt.Errorf("%s has several pages folders: name one before the page (%s)", c.File, strings.Join(folders, ", "))
}
