// Uses the page in headless Chromium as a visitor would, and compares explainers there with what srmap's engine gives.
// usage: node check_page.mjs SCREENSHOTS [CASES [TOLERANCE]]    CASES: made by tools/export/make_cases.sh     [1e-4]
// Needs setup.sh, the npm package playwright-core (npm install --no-save playwright-core) and Chromium (CHROMIUM, else
// /usr/bin/chromium). Exit code 1 when something is off.
import { createReadStream, existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = fileURLToPath(new URL(".", import.meta.url));
const [shots, cases, tolerance = "1e-4"] = process.argv.slice(2);
if (!shots) throw new Error("usage: node check_page.mjs SCREENSHOTS [CASES [TOLERANCE]]");
await mkdir(shots, { recursive: true });

const TYPES = { ".html": "text/html", ".mjs": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".png": "image/png" };
const server = createServer((request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname)).replace(/^\/+/, "") || "index.html";
  const file = path.startsWith("cases/") ? join(cases, path.slice(6)) : join(here, path);
  if (path.includes("..") || !existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" });
  createReadStream(file).pipe(response);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const home = `http://127.0.0.1:${server.address().port}/`;

const flags = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", ...flags] });
const page = await browser.newPage({ viewport: { width: 1100, height: 1000 } });
const problems = [];
page.on("pageerror", (e) => problems.push("error on the page: " + e.message));
page.on("console", (m) => m.type() === "error" && problems.push("console: " + m.text()));

let done = 0;
async function explained() {
  done++;
  await page.waitForFunction((n) => Number(document.body.dataset.done ?? 0) >= n, done, { timeout: 120_000 });
  return page.textContent("#status");
}

try {
  await page.goto(home);
  await page.waitForSelector("#samples img");
  await page.click("#samples button");
  console.log("sample:", await explained());
  await page.screenshot({ path: join(shots, "sample.png"), fullPage: true });
  await page.click("#classes li:nth-child(2) button");
  console.log("second class:", await explained());
  await page.screenshot({ path: join(shots, "second-class.png"), fullPage: true });
  await page.setInputFiles("#photo", join(here, "samples/church.png"));
  console.log("own photo:", await explained());
  await page.click("summary");
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const width of [390, 768, 1400]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: join(shots, `${colorScheme}-${width}.png`), fullPage: true });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) problems.push(`${over} pixels too wide for a window of ${width}`);
    }
  }
  await page.setInputFiles("#photo", join(here, "page.css"));
  await page.waitForSelector("#status.error");
  console.log("no picture:", await page.textContent("#status"));
  await page.setInputFiles("#model", join(here, "samples/church.png"));
  await page.waitForFunction(() => /ONNX|explainer/.test(document.getElementById("status").textContent));
  console.log("no explainer:", await page.textContent("#status"));
  for (const name of cases ? (await readdir(cases)).filter((f) => f.endsWith(".onnx")).sort() : []) {
    const result = await page.evaluate(compareInPage, name.replace(/\.onnx$/, ""));
    const isWrong = !(result.logits <= Number(tolerance) && result.relevance <= Number(tolerance));
    if (isWrong) problems.push("apart: " + name);
    const errors = `logits ${result.logits.toExponential(1)}  relevance ${result.relevance.toExponential(1)}`;
    console.log(`${isWrong ? "OFF" : "ok "}  ${errors}  ${result.seconds.toFixed(2)} s  ${name}`);
  }
} catch (e) {
  problems.push(e.message);
} finally {
  await browser.close();
  server.close();
}
problems.forEach((p) => console.log("PROBLEM:", p));
process.exit(problems.length ? 1 : 0);

async function compareInPage(name) {
  const [ort, srmap, npy] = await Promise.all(["ort.wasm.min", "explainer", "npy"].map((m) => import(m.startsWith("ort") ? `./vendor/${m}.mjs` : `./${m}.mjs`)));
  const get = async (path) => new Uint8Array(await (await fetch("cases/" + path)).arrayBuffer());
  const arrays = {};
  for (const [key, file] of [["input", "input.npy"], ["logits", "input.logits.npy"], ["relevance", "input.relevance.npy"]]) {
    arrays[key] = await get(`${name}/${file}`);
  }
  return npy.compare(srmap, ort, await get(name + ".onnx"), arrays);
}
