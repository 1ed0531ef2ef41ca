// Puts a module and what it imports into one file: node/bundle.mjs IN OUT.
import { rollup } from "rollup";
import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

const [input, file] = process.argv.slice(2);
const withEndings = {
  name: "endings",
  resolveId(name, importer) {
    if (!name.startsWith(".") || !importer) return null;
    const path = resolve(dirname(importer), name);
    return [path, `${path}.js`, `${path}/index.js`].find((p) => existsSync(p) && statSync(p).isFile()) ?? null;
  },
};
const made = await rollup({ input, external: [/^[^./]/], plugins: [withEndings], onwarn() {} });
await made.write({ file, format: "es" });
