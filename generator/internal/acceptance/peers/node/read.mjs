// Reads every example that a server serves, and every change of one fact.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { isProblem, parseProblem, problemOf, problemTypes } from "./problems.js";

const set = process.env.SET;
const goldens = (await readdir(`${set}/problems/testdata`)).filter((name) => name.endsWith(".golden.json"));
assert(goldens.length > 2);

for (const golden of goldens) {
  const name = golden.replace(".golden.json", "");
  const body = JSON.parse(await readFile(`${set}/problems/testdata/${golden}`, "utf8"));
  const response = await fetch(`${process.env.SERVER}/${name}`);
  const read = await problemOf(response);
  assert.deepEqual(read, body, name);
  assert(isProblem(read, body.type), name);
  assert(isProblem(body, body.type), name);
  assert.deepEqual(parseProblem(body), body, name);
  assert.deepEqual(Object.keys(read), Object.keys(body), name);
  await changed(name.split(".")[0], body);
}

async function changed(name, body) {
  const { required, properties } = JSON.parse(await readFile(`${set}/schema/${name}.schema.json`, "utf8"));
  const known = (value, status) => parseProblem(value, status).type === body.type;
  const without = (member) => Object.fromEntries(Object.entries(body).filter(([key]) => key !== member));

  const other = parseProblem({ ...body, type: `${body.type}/other` }, 418);
  assert.deepEqual([other.type, other.uri, other.status, other.title], ["about:blank", `${body.type}/other`, 418, body.title], name);
  assert.deepEqual(other.body, { ...body, type: `${body.type}/other` });
  assert(!isProblem(other, body.type));

  for (const lost of ["status", "title"]) {
    assert.equal(typeof parseProblem(without(lost))[lost], typeof body[lost], `${name} without ${lost}`);
    assert(!isProblem(without(lost), body.type), `${name} without ${lost}`);
  }
  assert.notEqual(parseProblem({ ...body, status: 299 }).status, 299);
  assert.equal(parseProblem(body, 299).status, body.status);

  for (const member of Object.keys(properties)) {
    if (["type", "title", "status"].includes(member)) continue;
    const mistyped = { ...body, [member]: typeof body[member] === "object" && body[member] !== null ? "x" : { x: {} } };
    const isRequired = required.includes(member);
    assert.equal(known(without(member)), !isRequired, `${name} without ${member}`);
    if (Object.keys(properties[member]).every((key) => ["description", "deprecated"].includes(key))) continue; // it may be anything
    assert.equal(known(mistyped), !isRequired, `${name} with ${member} mistyped`);
    assert(!isProblem(mistyped, body.type), `${name} with ${member} mistyped`);
    if (!isRequired) assert(!Object.hasOwn(parseProblem(mistyped), member), `${member} of ${name} is kept`);
  }
}

// Former type URIs are read as the present one.
if ("everyKind" in problemTypes) {
  const body = JSON.parse(await readFile(`${set}/problems/testdata/every_kind.all_of_them.golden.json`, "utf8"));
  for (const type of ["https://example.com/old/every-kind", "urn:example:every-kind"]) {
    assert.deepEqual(parseProblem({ ...body, type }), body);
    assert(!isProblem({ ...body, type }, body.type), "a guard says what is there");
  }
  const proto = JSON.parse('{"__proto__": {"a": 1}}');
  const kept = parseProblem({ ...body, object: proto, names: JSON.parse('{"__proto__": "x"}') });
  assert.deepEqual(Object.keys(kept.names), ["__proto__"]);
  assert.equal(Object.getPrototypeOf(kept.names), Object.prototype);
  const { inner, ...rest } = body;
  assert.deepEqual(parseProblem({ ...body, inner: { ...inner, note: 5 } }), { ...rest, inner: { id: inner.id } }, "an optional member of an object goes alone");
  assert.equal(parseProblem({ ...body, level: "medium" }).type, "about:blank", "a value that no page documents");
  assert.equal(parseProblem({ ...body, integer: 1.5 }).type, "about:blank");
}

// Whatever comes, there is a problem.
const answers = [
  [new Response(null, { status: 502 }), undefined],
  [new Response("", { status: 502, headers: { "content-type": "application/problem+json" } }), ""],
  [new Response("<html>", { status: 502, headers: { "content-type": "text/html" } }), "<html>"],
  [new Response("{", { status: 502, headers: { "content-type": "application/problem+json; charset=utf-8" } }), "{"],
  [new Response("null", { status: 502, headers: { "content-type": "application/problem+json" } }), null],
  [new Response("[]", { status: 502, headers: { "content-type": "application/json" } }), []],
  [new Response('\ufeff{"detail":5,"title":"x"}', { status: 502, headers: { "content-type": "Application/Problem+JSON" } }), { detail: 5, title: "x" }],
  [new Response(new Uint8Array((1 << 20) + 1), { status: 502, headers: { "content-type": "application/problem+json" } }), undefined],
  [new Response(new ReadableStream({ pull: (c) => c.error(new Error("gone")) }), { status: 502 }), undefined],
];
for (const [response, body] of answers) {
  const p = await problemOf(response);
  assert.deepEqual([p.type, p.uri, p.status], ["about:blank", "about:blank", 502]);
  assert.deepEqual(p.body ?? "", body ?? "");
  assert(!("detail" in p));
}
const used = new Response("{}", { status: 500 });
await used.text();
assert.equal((await problemOf(used)).status, 500);
for (const value of [undefined, null, 5, "x", [], { type: "__proto__" }, { type: "constructor" }, { status: "500" }]) {
  assert.deepEqual([parseProblem(value).type, parseProblem(value).status], ["about:blank", 0]);
}
console.log("all is read");
