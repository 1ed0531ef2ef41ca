package problem

import "log/slog"

func logValue(p Problem) slog.Value { return slog.StringValue(p.Error()) }
