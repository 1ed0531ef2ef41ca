import { createClient } from "./client/client";
import { getExample, type GetExampleErrors } from "./client";

// The problems that are documented for a status; "default" is any other.
type KnownProblem = GetExampleErrors[Exclude<keyof GetExampleErrors, "default">];

const client = createClient({ baseUrl: process.env["SERVER"] ?? "" });

async function read(name: string): Promise<KnownProblem> {
  const { error } = await getExample({ client, path: { name } });
  if (error === undefined) {
    throw new Error(`${name} is no problem`);
  }
  return error as KnownProblem;
}

const invalid = await read("validation_failed");
if (invalid.type !== "https://hcnet.org/aurora-errors/validation_failed") {
  throw new Error(invalid.type);
}
const pointer: string | undefined = invalid.errors[0]?.pointer;
const status: 422 = invalid.status;
if (pointer !== "#/price" || status !== 422) {
  throw new Error(JSON.stringify(invalid));
}
console.log("all is read");
