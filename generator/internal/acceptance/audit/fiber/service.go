// Package fiber answers by way of github.com/gofiber/fiber.
package fiber

import (
	"github.com/gofiber/fiber/v3"

	"github.com/hcnet/problemgen/gen/problems"
)

// New returns the service.
func New() *fiber.App {
	app := fiber.New()
	app.Get("/accounts/:id", account)
	return app
}

func account(c fiber.Ctx) error {
	switch c.Params("id") {
	case "":
		return fiber.ErrNotFound // want hand-written-error
	case "1":
		return fiber.NewError(fiber.StatusForbidden, "not yours") // want hand-written-error
	case "2":
		return c.Status(fiber.StatusNotFound).SendString("no such account") // want hand-written-error
	case "3":
		return c.SendStatus(fiber.StatusServiceUnavailable) // want hand-written-error
	case "4":
		return problems.TypeNotFound
	}
	return c.Status(fiber.StatusCreated).SendString("here you are")
}
