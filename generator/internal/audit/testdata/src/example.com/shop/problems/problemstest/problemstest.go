package problemstest

func AssertType(want error) {}
