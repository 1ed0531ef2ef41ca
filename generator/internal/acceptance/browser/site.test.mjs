// The site in a real browser: what `make test` cannot see. It needs Chromium
// (CHROMIUM names it where it is not found) and the packages of package.json.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, mkdirSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const site = process.env.SITE ?? join(root, "gen/site");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const all = JSON.parse(readFileSync(join(site, "problems.json"), "utf8"));
const served = JSON.parse(readFileSync(join(root, "gen/problems/problemsite/site/problems.json"), "utf8"));

const chromium = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
	.find((path) => path && existsSync(path));

const media = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".md": "text/markdown" };

// serve serves a folder as file servers do: a folder's address gets a slash, and
// then its index.html.
function serve(dir) {
	const server = createServer((request, response) => {
		let path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
		let file = join(dir, path);
		if (!file.startsWith(dir) || !existsSync(file)) {
			response.writeHead(404).end();
			return;
		}
		if (statSync(file).isDirectory()) {
			if (!path.endsWith("/")) {
				response.writeHead(301, { Location: path + "/" }).end();
				return;
			}
			file = join(file, "index.html");
		}
		response.writeHead(200, { "Content-Type": media[extname(file)] ?? "application/octet-stream" }).end(readFileSync(file));
	});
	return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

let browser;
before(async () => {
	assert.ok(chromium, "there is no Chromium");
	browser = await puppeteer.launch({ executablePath: chromium, headless: true, args: ["--no-sandbox", "--disable-gpu"] });
});
after(() => browser?.close());

// open opens a page that fails the test for whatever it says on the console and
// for whatever it asks of another host.
async function open(origin, { javascript = true } = {}) {
	const page = await browser.newPage();
	const mishaps = [];
	page.on("console", (message) => mishaps.push(`console: ${message.text()}`));
	page.on("pageerror", (error) => mishaps.push(`error: ${error.message}`));
	page.on("dialog", (dialog) => { mishaps.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
	page.on("request", (request) => { if (!request.url().startsWith(origin)) mishaps.push(`request: ${request.url()}`); });
	page.on("requestfailed", (request) => mishaps.push(`failed: ${request.url()}`));
	page.on("response", (response) => { if (response.status() >= 400) mishaps.push(`${response.status()}: ${response.url()}`); });
	await page.setJavaScriptEnabled(javascript);
	return { page, mishaps, async close() { assert.deepEqual(mishaps, []); await page.close(); } };
}

const text = (page, selector) => page.$eval(selector, (node) => node.textContent.trim());
const visible = (page, selector) => page.$eval(selector, (node) => node.checkVisibility());

async function violations(page) {
	await page.evaluate(axe);
	const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
	return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join("\n")}`);
}

const places = [
	["a file server", async () => { const server = await serve(site); return { origin: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() }; }],
	["a prefix", async () => {
		const dir = mkdtempSync(join(tmpdir(), "problemgen-"));
		cpSync(site, join(dir, "docs/errors"), { recursive: true });
		const server = await serve(dir);
		return { origin: `http://127.0.0.1:${server.address().port}/docs/errors/`, close: () => { server.close(); rmSync(dir, { recursive: true }); } };
	}],
	["the API itself", async () => {
		const dir = mkdtempSync(join(tmpdir(), "problemgen-"));
		execFileSync("go", ["build", "-o", join(dir, "serve"), "generator/internal/acceptance/browser/testdata/serve/main.go"], { cwd: root });
		const api = spawn(join(dir, "serve"), { stdio: ["ignore", "pipe", "inherit"] });
		const origin = await new Promise((resolve) => createInterface(api.stdout).once("line", resolve));
		return { origin, problems: served, close() { api.kill(); rmSync(dir, { recursive: true }); } };
	}],
	["a disk", async () => ({ origin: pathToFileURL(site).href + "/", close() {} })],
];

for (const [name, start] of places) {
	describe(`from ${name}`, () => {
		let place, problems;
		before(async () => { place = await start(); problems = place.problems ?? all; });
		after(() => place.close());
		const index = () => place.origin + "index.html";

		test("every page is reached from the index by clicks, and leads back", async () => {
			const { page, close } = await open(place.origin);
			await page.goto(index());
			assert.equal((await page.$$(".problems > li")).length, problems.length);
			for (const problem of problems) {
				await Promise.all([page.waitForNavigation(), page.click(`.problems a[href="${problem.path}"]`)]);
				assert.equal(await text(page, "h1"), problem.title);
				assert.equal(await text(page, ".uri code"), problem.type);
				assert.equal(await text(page, ".statuses .status"), String(problem.status));
				await Promise.all([page.waitForNavigation(), page.click(".back a")]);
				assert.equal(page.url(), index());
			}
			await close();
		});

		test("the search filters, and says so", async () => {
			const { page, close } = await open(place.origin);
			await page.goto(index());
			const shown = () => page.$$eval(".problems > li", (items) => items.filter((item) => item.checkVisibility()).length);
			await page.keyboard.press("/");
			await page.keyboard.type(`${problems[0].status} ${problems[0].name}`);
			assert.equal(await shown(), 1);
			assert.equal(await text(page, "#pg-count"), `1 of ${problems.length} problem types`);
			assert.equal(await page.$eval("#pg-count", (node) => node.getAttribute("role")), "status");
			await page.keyboard.type(" nowhere");
			assert.equal(await shown(), 0);
			assert.ok(await visible(page, "#pg-nothing"));
			await page.keyboard.press("Escape");
			assert.equal(await shown(), problems.length);
			assert.equal(await text(page, "#pg-count"), `${problems.length} problem types`);
			await close();
		});

		test("a click copies the type URI and the example", async () => {
			const { page, close } = await open(place.origin);
			await page.goto(place.origin + problems[0].path);
			await page.evaluate(() => {
				Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { window.copied = text; } } });
			});
			await page.click(".uri button");
			await page.waitForFunction(() => document.getElementById("pg-status").textContent === "Copied");
			assert.equal(await page.evaluate(() => window.copied), problems[0].type);
			await page.click(".code button");
			await page.waitForFunction((type) => window.copied !== type, {}, problems[0].type);
			await close();
		});

		test("the keyboard reaches everything in the order in which it is read", async () => {
			const { page, close } = await open(place.origin);
			await page.goto(place.origin + problems[0].path);
			await page.keyboard.press("Tab");
			assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the text");
			assert.ok(await page.evaluate(() => document.activeElement.getBoundingClientRect().width > 50), "the link to skip to the text is not seen");
			const order = [];
			for (let i = 0; i < 100; i++) {
				await page.keyboard.press("Tab");
				const at = await page.evaluate(() => {
					const focused = document.activeElement;
					const all = [...document.querySelectorAll("a[href], button, input, [tabindex='0'], summary")].filter((n) => n.checkVisibility());
					const style = getComputedStyle(focused);
					return focused === document.body ? null : { at: all.indexOf(focused), of: all.length, outlined: style.outlineStyle !== "none" };
				});
				if (!at) break;
				assert.ok(at.outlined, "the focus is not seen");
				order.push(at.at);
				if (at.at === at.of - 1) break;
			}
			assert.deepEqual(order, order.map((_, i) => i + 1));
			await close();
		});

		test("without scripts everything can be read", async () => {
			const { page, close } = await open(place.origin, { javascript: false });
			await page.goto(index());
			const shown = await page.$$eval(".problems > li", (items) => items.filter((item) => item.checkVisibility()).length);
			assert.equal(shown, problems.length);
			assert.ok(!await visible(page, ".find"), "there is a search that does nothing");
			await page.goto(place.origin + problems[0].path);
			assert.ok(await visible(page, "article pre"));
			assert.equal((await page.$$("button")).length, 0);
			await close();
		});
	});
}

describe("every page", () => {
	let server, origin;
	before(async () => { server = await serve(site); origin = `http://127.0.0.1:${server.address().port}/`; });
	after(() => server.close());
	const pages = ["index.html", ...all.map((problem) => problem.path)];

	for (const scheme of ["light", "dark"]) {
		test(`has no accessibility violation when it is ${scheme}`, async () => {
			const { page, close } = await open(origin);
			await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
			for (const path of pages) {
				await page.goto(origin + path);
				assert.deepEqual(await violations(page), [], path);
			}
			await close();
		});
	}

	test("has none on a phone, and does not scroll sideways", async () => {
		const { page, close } = await open(origin);
		for (const width of [320, 768, 1440]) {
			await page.setViewport({ width, height: 800 });
			for (const path of pages) {
				await page.goto(origin + path);
				const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
				assert.equal(over, 0, `${path} at ${width} pixels`);
				if (width === 320) assert.deepEqual(await violations(page), [], path);
			}
		}
		await close();
	});

	test("prints all of its examples, black on white", async () => {
		const { page, close } = await open(origin);
		const session = await page.createCDPSession();
		await session.send("Emulation.setEmulatedMedia", { media: "print", features: [{ name: "prefers-color-scheme", value: "dark" }] });
		for (const path of pages) {
			await page.goto(origin + path);
			const wide = await page.$$eval("pre", (all) => all.filter((pre) => pre.scrollWidth > pre.clientWidth).length);
			assert.equal(wide, 0, path);
			assert.equal(await page.$eval("body", (body) => getComputedStyle(body).backgroundColor), "rgb(255, 255, 255)");
			assert.equal(await page.$$eval("button", (all) => all.filter((button) => button.checkVisibility()).length), 0);
		}
		await close();
	});
});

describe("hostile pages", () => {
	let dir;
	before(() => {
		dir = mkdtempSync(join(tmpdir(), "problemgen-"));
		const pages = join(dir, "pages");
		mkdirSync(pages);
		writeFileSync(join(dir, "problemgen.yaml"), "version: 1\ncatalogs:\n  - pages: pages\n    base: https://example.com/problems/\n    site: {out: site}\n");
		hostile.forEach((text, i) => writeFileSync(join(pages, `p${i}.md`),
			`---\ntitle: ${JSON.stringify("T " + text)}\nproblem: {status: 400}\n---\n\n${text}\n\nText ${text}\n\n## ${text}\n\n\`\`\`json\n` +
			`{"type": "https://example.com/problems/p${i}", "title": ${JSON.stringify("T " + text)}, "status": 400, "x": "</script><script>alert(1)</script>"}\n\`\`\`\n`));
		execFileSync(join(root, "bin/problemgen"), ["generate"], { cwd: dir, stdio: ["ignore", "ignore", "pipe"] });
	});
	after(() => rmSync(dir, { recursive: true }));

	test("are text", async () => {
		const { page, close } = await open(pathToFileURL(dir).href);
		const made = JSON.parse(readFileSync(join(dir, "site/problems.json"), "utf8"));
		assert.equal(made.length, hostile.length);
		for (const path of ["index.html", ...made.map((problem) => problem.path)]) {
			await page.goto(pathToFileURL(join(dir, "site", path)).href);
			assert.equal(await page.$$eval("script, iframe, form, object, embed, article svg", (all) => all.length), 1, path);
		}
		await page.goto(pathToFileURL(join(dir, "site/index.html")).href);
		await page.type("#pg-search", "<img src=x onerror=alert(1)>");
		await close();
	});
});

const hostile = [
	"<script>alert(1)</script>",
	"<img src=x onerror=alert(1)>",
	"\"><svg onload=alert(1)>",
	"[a](javascript:alert(1)) ![b](https://evil.example/p.png) <iframe src=https://evil.example></iframe>",
	"</code></pre></main><script>alert(1)</script>",
	"<details open ontoggle=alert(1)><summary>a</summary></details>",
	"<meta http-equiv=refresh content=\"0; url=https://evil.example\"><style>@import 'https://evil.example'</style>",
];
