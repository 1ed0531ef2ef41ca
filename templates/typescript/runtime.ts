/** A problem that no page documents, or that is not what its page says. */
export interface UnknownProblem {
  /** Tells it from the documented problems; `uri` is the type that was received. */
  readonly type: "about:blank";
  /** The type URI as it was received; "about:blank" where there was none. */
  readonly uri: string;
  readonly title?: string;
  /** The HTTP status code; 0 where neither the response nor its body has one. */
  readonly status: number;
  readonly detail?: string;
  readonly instance?: string;
  /** What was received: a JSON value, a text, or undefined where nothing could be read. */
  readonly body: unknown;
}

/** Any problem. */
export type Problem = KnownProblem | UnknownProblem;

/**
 * Reports whether a value is an occurrence of the problem type, with every required member, and
 * no member of another type than its page says.
 */
export function isProblem<T extends ProblemType>(value: unknown, type: T): value is ProblemByType[T] {
  const form = formOf(type);
  return (
    form !== undefined &&
    isObject(value) &&
    value["type"] === type &&
    typeof value["title"] === "string" &&
    form.statuses.indexOf(value["status"]) >= 0 &&
    readObject(standard.concat(form.members), value, true) !== undefined
  );
}

/**
 * Returns the problem that a JSON value is. What its page documents is as the page says: a former
 * type URI is the present one, a status or title that is missing is the documented one, and an
 * optional member of another type is left out. Where a required member is missing or has another
 * type, and where no page documents the type, it is an {@link UnknownProblem}.
 *
 * @param value - the JSON value, as JSON.parse returns it
 * @param status - the status of the response, where there is one
 */
export function parseProblem(value: unknown, status?: number): Problem {
  const body = isObject(value) ? value : {};
  const form = formOf(body["type"]);
  const known = form && readObject(standard.concat(form.members), body, false);
  if (!form || !known) {
    return unknownProblem(value, status);
  }
  known["type"] = form.type;
  known["title"] = typeof body["title"] === "string" ? body["title"] : form.title;
  known["status"] = [status, body["status"]].filter((s) => form.statuses.indexOf(s) >= 0)[0] || form.statuses[0];
  return known as unknown as KnownProblem; // the form says what the interface says
}

/**
 * Returns the problem that a response is, whose body it reads: at most 1 MiB of it, and as JSON
 * where the content type says so. It never rejects: where there is no problem to be read, it is an
 * {@link UnknownProblem} with the status of the response. Call it where `response.ok` is false.
 */
export function problemOf(response: Response): Promise<Problem> {
  const isJSON = /[/+]json\s*(;|$)/i.test(response.headers.get("content-type") || "");
  return textOf(response).then(
    (text) => parseProblem(isJSON ? parsed(text) : text, response.status),
    () => parseProblem(undefined, response.status),
  );
}

/** The most bytes of a body that are read. */
const maxBody = 1 << 20;

function textOf(response: Response): Promise<string | undefined> {
  const stream = response.body;
  if (!stream || stream.locked) {
    return response.text();
  }
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  const next = (): Promise<string | undefined> =>
    reader.read().then((chunk) => {
      if (chunk.done || !chunk.value) {
        return text + decoder.decode();
      }
      size += chunk.value.length;
      if (size > maxBody) {
        return reader.cancel().then(() => undefined);
      }
      text += decoder.decode(chunk.value, { stream: true });
      return next();
    });
  return next();
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

function unknownProblem(value: unknown, status: number | undefined): UnknownProblem {
  const body = isObject(value) ? value : {};
  const uri = body["type"];
  const found = status === undefined ? body["status"] : status;
  const texts: { title?: string; detail?: string; instance?: string } = {};
  for (const name of ["title", "detail", "instance"] as const) {
    const text = body[name];
    if (typeof text === "string") {
      texts[name] = text;
    }
  }
  return {
    type: "about:blank",
    uri: typeof uri === "string" ? uri : "about:blank",
    status: typeof found === "number" ? found : 0,
    ...texts,
    body: value,
  };
}

interface dictionary {
  [name: string]: unknown;
}

/** What a value has to be. A shape without a name of its own is an object's members. */
type shape =
  | "any"
  | "string"
  | "number"
  | "integer"
  | "unsigned"
  | "boolean"
  | { readonly orNull: shape }
  | { readonly oneOf: readonly unknown[] }
  | { readonly elements: shape }
  | { readonly entries: shape }
  | { readonly members: readonly member[] };

type member = readonly [name: string, shape: shape, presence?: "optional"];

/** What the page of a problem type says. The first status is the one that is served by default. */
interface form {
  readonly type: ProblemType;
  readonly title: string;
  readonly statuses: readonly unknown[];
  readonly members: readonly member[];
}

const standard: readonly member[] = [
  ["detail", "string", "optional"],
  ["instance", "string", "optional"],
];

function isObject(value: unknown): value is dictionary {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Returns a value without what is not of its shape, or undefined where that cannot be left out; in
 * a strict reading nothing can.
 */
function read(as: shape, value: unknown, strict: boolean): unknown {
  if (typeof as === "string") {
    return isScalar(as, value) ? value : undefined;
  }
  if ("orNull" in as) {
    return value === null ? null : read(as.orNull, value, strict);
  }
  if ("oneOf" in as) {
    return as.oneOf.indexOf(value) >= 0 ? value : undefined;
  }
  if ("elements" in as) {
    return Array.isArray(value) ? readAll(value, as.elements, strict) : undefined;
  }
  if (!isObject(value)) {
    return undefined;
  }
  return "entries" in as ? readEntries(as.entries, value, strict) : readObject(as.members, value, strict);
}

function isScalar(as: string, value: unknown): boolean {
  switch (as) {
    case "any":
      return true;
    case "integer":
      return typeof value === "number" && value % 1 === 0;
    case "unsigned":
      return typeof value === "number" && value % 1 === 0 && value >= 0;
    default:
      return typeof value === as;
  }
}

function readAll(values: readonly unknown[], as: shape, strict: boolean): unknown[] | undefined {
  const all = values.map((value) => read(as, value, strict));
  return all.indexOf(undefined) < 0 ? all : undefined;
}

function readEntries(as: shape, value: dictionary, strict: boolean): dictionary | undefined {
  const copy = { ...value };
  for (const name of Object.keys(value)) {
    const entry = read(as, value[name], strict);
    if (entry === undefined) {
      return undefined;
    }
    Object.defineProperty(copy, name, { value: entry, configurable: true, enumerable: true, writable: true });
  }
  return copy;
}

function readObject(members: readonly member[], value: dictionary, strict: boolean): dictionary | undefined {
  const copy = { ...value };
  for (const [name, as, presence] of members) {
    const isThere = Object.prototype.hasOwnProperty.call(value, name);
    const part = isThere ? read(as, value[name], strict) : undefined;
    if (part !== undefined) {
      copy[name] = part;
    } else if (presence === undefined || (strict && isThere)) {
      return undefined;
    } else {
      delete copy[name];
    }
  }
  return copy;
}
