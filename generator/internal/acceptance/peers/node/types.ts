import {
  isProblem,
  parseProblem,
  problemTypes,
  type KnownProblem,
  type NotFound,
  type Problem,
  type ProblemByType,
  type ProblemType,
  type RateLimitExceeded,
  type UnknownProblem,
  type ValidationFailed,
} from "./problems.js";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

// The facts of a page are literal types.
holds<Same<NotFound["type"], "https://hcnet.org/aurora-errors/not_found">>();
holds<Same<NotFound["status"], 404>>();
holds<Same<NotFound["title"], string>>();
holds<Same<NotFound["detail"], string | undefined>>();
holds<Same<ValidationFailed["errors"][number]["pointer"], string>>();
holds<Same<ValidationFailed["errors"][number]["limit"], number | undefined>>();
holds<Same<ProblemByType["https://hcnet.org/aurora-errors/not_found"], NotFound>>();
holds<Same<(typeof problemTypes)["notFound"], NotFound["type"]>>();
holds<Same<ProblemType, KnownProblem["type"]>>();
holds<Same<Problem, KnownProblem | UnknownProblem>>();

// A switch narrows every case, and is exhaustive.
export function say(p: Problem): string {
  switch (p.type) {
    case problemTypes.validationFailed:
      return p.errors.map((e) => e.pointer).join();
    case "https://hcnet.org/aurora-errors/forbidden": {
      holds<Same<typeof p.reason, "read_only_key" | "account_not_yours" | "ip_blocked">>();
      return p.reason;
    }
    case "about:blank":
      return `${p.uri} ${p.status}`;
    case problemTypes.badRequest:
    case problemTypes.beforeHistory:
    case problemTypes.duplicateSubmission:
    case problemTypes.notAcceptable:
    case problemTypes.notFound:
    case problemTypes.notImplemented:
    case problemTypes.payloadTooLarge:
    case problemTypes.rateLimitExceeded:
    case problemTypes.serverError:
    case problemTypes.serviceOverloaded:
    case problemTypes.staleHistory:
    case problemTypes.timeout:
    case problemTypes.transactionFailed:
    case problemTypes.transactionMalformed:
    case problemTypes.unauthorized:
      return p.title;
    default: {
      const never: never = p;
      return never;
    }
  }
}

// A guard narrows whatever it is asked about.
export function wait(value: unknown, p: Problem): number {
  if (isProblem(value, problemTypes.rateLimitExceeded)) {
    holds<Same<typeof value, RateLimitExceeded>>();
  }
  if (isProblem(p, problemTypes.notFound)) {
    holds<Same<typeof p, NotFound>>();
    return p.status;
  }
  return p.status;
}

const p = parseProblem({}, 404);
// @ts-expect-error: members are readonly
p.title = "x";
// @ts-expect-error: there is no such problem type
isProblem(p, "https://hcnet.org/aurora-errors/nothing");
// @ts-expect-error: an optional member is not undefined
export const notFound: NotFound = { type: problemTypes.notFound, title: "x", status: 404, detail: undefined };
// @ts-expect-error: a member that nobody checked
export const errors = p.errors;
