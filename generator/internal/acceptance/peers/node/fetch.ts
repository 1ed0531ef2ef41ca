import createClient from "openapi-fetch";
import type { paths } from "./schema";

// The problems that are documented for a status; "default" is any other.
type Responses = paths["/{name}"]["get"]["responses"];
type KnownProblem = {
  [S in keyof Responses]: S extends number ? (Responses[S] extends { content: { "application/problem+json": infer P } } ? P : never) : never;
}[keyof Responses];

const client = createClient<paths>({ baseUrl: process.env["SERVER"] ?? "" });

async function read(name: string): Promise<KnownProblem> {
  const { error } = await client.GET("/{name}", { params: { path: { name } } });
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

const failed = await read("transaction_failed.bad_sequence");
if (failed.type !== "https://hcnet.org/aurora-errors/transaction_failed" || typeof failed.extras.result_codes.transaction !== "string") {
  throw new Error(failed.type);
}
if (pointer !== "#/price" || status !== 422) {
  throw new Error(JSON.stringify(invalid));
}
console.log("all is read");
