package gin

type Context struct{}

func (*Context) JSON(code int, obj any)                {}
func (*Context) AbortWithStatusJSON(code int, obj any) {}
