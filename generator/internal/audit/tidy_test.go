package audit

import "testing"

func TestTidy(t *testing.T) {
	packages := map[string]string{"problems": "example.com/shop/problems", "errs": "example.com/shop/v2"}
	for _, test := range []struct{ name, before, repaired, want string }{
		{"nothing to do",
			"package a\n\nvar x = 1\n", "package a\n\nvar x   = 2\n", "package a\n\nvar x = 2\n"},
		{"what was not formatted stays so",
			"package a\n\nvar   x = 1\n", "package a\n\nvar   x = 2\n", "package a\n\nvar   x = 2\n"},
		{"an import is new",
			"package a\n\nvar x = 1\n", "package a\n\nvar x = problems.TypeNotFound\n",
			"package a\n\nimport \"example.com/shop/problems\"\n\nvar x = problems.TypeNotFound\n"},
		{"an import under another name is new",
			"package a\n\nvar x = 1\n", "package a\n\nvar x = errs.TypeNotFound\n",
			"package a\n\nimport errs \"example.com/shop/v2\"\n\nvar x = errs.TypeNotFound\n"},
		{"a blank import does not do",
			"package a\n\nimport _ \"example.com/shop/problems\"\n\nvar x = 1\n", "package a\n\nimport _ \"example.com/shop/problems\"\n\nvar x = problems.TypeNotFound\n",
			"package a\n\nimport (\n\t\"example.com/shop/problems\"\n\t_ \"example.com/shop/problems\"\n)\n\nvar x = problems.TypeNotFound\n"},
		{"an import is not needed any more",
			"package a\n\nimport (\n\t\"fmt\"\n\t\"net/http\"\n)\n\nvar x, y = http.NotFound, fmt.Sprint\n",
			"package a\n\nimport (\n\t\"fmt\"\n\t\"net/http\"\n)\n\nvar x, y = problems.TypeNotFound, fmt.Sprint\n",
			"package a\n\nimport (\n\t\"example.com/shop/problems\"\n\t\"fmt\"\n)\n\nvar x, y = problems.TypeNotFound, fmt.Sprint\n"},
		{"what was not used before stays",
			"package a\n\nimport _ \"embed\"\n\nvar x = 1\n", "package a\n\nimport _ \"embed\"\n\nvar x = 2\n", "package a\n\nimport _ \"embed\"\n\nvar x = 2\n"},
		{"a variable of that name",
			"package a\n\nfunc f(problems struct{ a int }) int { return problems.a }\n", "package a\n\nfunc f(problems struct{ a int }) int { return problems.a + 1 }\n",
			"package a\n\nfunc f(problems struct{ a int }) int { return problems.a + 1 }\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Tidy([]byte(test.before), []byte(test.repaired), packages)
			if err != nil || string(got) != test.want {
				t.Errorf("%v, got:\n%s\nwant:\n%s", err, got, test.want)
			}
		})
	}
}
