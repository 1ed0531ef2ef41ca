package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/hcnet/problemgen/generator"
	"github.com/spf13/cobra"
)

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use: "version",

		DisableFlagsInUseLine: true,

		Short: "Show which problemgen this is",
		Long: `Version shows the version of problemgen, the formats of what it generates and
the version of Go that built it.`,
		Example:           "  problemgen version",
		Args:              noArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "problemgen %s\noutput formats: %s\n%s %s/%s\n",
				version(), strings.Join(generator.Formats(), ", "), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}

// version returns the module version that the build recorded.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
