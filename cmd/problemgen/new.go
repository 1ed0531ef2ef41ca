package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
	"github.com/spf13/cobra"
)

func newNew() *cobra.Command {
	var s settings
	var n newPage
	cmd := &cobra.Command{
		Use:   "new [flags] [NAME]",
		Short: "Start a page from a scaffold or an example",
		Long: `New writes a page to fill in and prints its path. NAME is the name of the
problem type (card-declined), which puts the page into the configured pages
folder, else into the working folder; or it is the path of the page
(docs/problems/card-declined.md). A page that is there already is left alone.

With --from, the page is drafted from an example: a problem details object as
JSON, or a response as "curl -i" or "curl -v" prints it. Title, type, status,
members with their types and header fields come from there, and NAME from the
type or the title where it is left out. --title, --type and --status go before
what the example says, and into it. Sentences that are left to write are a
warning (unwritten-text) until somebody has written them.`,
		Example: `  problemgen new card-declined
  problemgen new --status 402 --title "Card Declined" card-declined
  problemgen new --base https://example.com/problems/ docs/problems/card-declined.md
  curl -i https://api.example.com/orders/1 | problemgen new --from - docs/problems/`,
		Args:              atMostOne("NAME"),
		ValidArgsFunction: completeFolders,
		RunE: func(cmd *cobra.Command, args []string) error {
			return create(cmd, &s, n, strings.Join(args, ""))
		},
	}
	s.bindConfig(cmd)
	cmd.Flags().StringVar(&n.from, "from", "", "draft the page from an example in this `FILE`, - for standard input")
	cmd.Flags().StringVar(&n.Title, "title", "", "the problem type's `TITLE`")
	cmd.Flags().StringVar(&n.Type, "type", "", "the problem type's `URI`")
	cmd.Flags().IntVar(&n.Status, "status", 0, "the HTTP `STATUS`, from 400 to 599")
	return cmd
}

// A newPage is what the command line says of a page.
type newPage struct {
	generator.NewPage
	from string
}

// maxExample is how long an example can be, in bytes.
const maxExample = 1 << 20

// create writes the page and prints where it is.
func create(cmd *cobra.Command, s *settings, n newPage, argument string) error {
	folder, name, extension := splitPage(argument)
	if argument == "" && n.from == "" {
		return errors.New("new takes one NAME, not 0")
	}
	if cmd.Flags().Changed("status") && n.Status == 0 {
		return errors.New("0 is no HTTP status of an error: take one from 400 to 599")
	}
	if n.from != "" {
		if err := n.readExample(cmd); err != nil {
			return err
		}
	}
	p, err := s.catalogOf(cmd, folder)
	if err != nil {
		return err
	}
	n.Name, n.Extension = name, extension
	page, err := generator.New(cmd.Context(), p, n.NewPage)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), page)
	return err
}

// readExample reads the example that the page is drafted from.
func (n *newPage) readExample(cmd *cobra.Command) (err error) {
	in := cmd.InOrStdin()
	if n.from != "-" {
		file, err := os.Open(n.from)
		if err != nil {
			return err
		}
		defer file.Close()
		in = file
	}
	n.From, err = io.ReadAll(io.LimitReader(in, maxExample+1))
	switch {
	case err != nil:
		return err
	case len(n.From) > maxExample:
		return fmt.Errorf("%s is longer than 1 MiB, which no example is", n.from)
	case len(bytes.TrimSpace(n.From)) == 0:
		return fmt.Errorf("%s is empty: give a problem details object, or a response that has one", n.from)
	}
	return nil
}

// splitPage takes a page's path apart. A bare name has no folder, and may have no
// ending.
func splitPage(argument string) (folder, name, extension string) {
	folder, name = path.Split(filepath.ToSlash(argument))
	for _, extension := range generator.Extensions() {
		if bare, ok := strings.CutSuffix(name, extension); ok {
			return folder, bare, extension
		}
	}
	return folder, name, ""
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
