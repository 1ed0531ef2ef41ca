// Validates every example with its schema and with that of all problems: as it
// is, and with one fact changed.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const dir = process.argv[2];
const load = async (file) => JSON.parse(await readFile(file, "utf8"));
const compile = (schema) => addFormats.default(new Ajv2020({ ownProperties: true, allErrors: true, strict: true, allowUnionTypes: true })).compile(schema);

const union = compile(await load(`${dir}/schema/problem.schema.json`));
const goldens = (await readdir(`${dir}/problems/testdata`)).filter((name) => name.endsWith(".golden.json"));
assert(goldens.length > 2);
for (const golden of goldens) {
  const schema = await load(`${dir}/schema/${golden.split(".")[0]}.schema.json`);
  const own = compile(schema);
  const body = await load(`${dir}/problems/testdata/${golden}`);
  for (const validate of [own, union]) {
    assert(validate(body), `${golden}: ${JSON.stringify(validate.errors)}`);
    const fails = (change, why) => assert(!validate({ ...body, ...change }), `${golden} passes with ${why}`);
    fails({ type: `${body.type}/other` }, "another type");
    fails({ status: 299 }, "another status");
    fails({ title: 5 }, "a title that is none");
    for (const [member, s] of Object.entries(schema.properties)) {
      const without = Object.fromEntries(Object.entries(body).filter(([key]) => key !== member));
      assert.equal(validate(without), !schema.required.includes(member), `${golden} without ${member}`);
      if (Object.keys(s).every((key) => key === "description")) continue; // it may be anything
      fails({ [member]: typeof body[member] === "object" && body[member] !== null ? "x" : { x: {} } }, `${member} mistyped`);
    }
  }
}
// What is wrong with one member is said in few words.
const body = await load(`${dir}/problems/testdata/${goldens[0]}`);
assert(!union({ ...body, title: 5 }));
assert.equal(union.errors.length, 2, JSON.stringify(union.errors));
