// Compares explainers in onnxruntime-web (WebAssembly, one thread) with what srmap's engine gives.
// usage: node check.mjs CASES [TOLERANCE [LEVEL]]      CASES: folder made by tools/export/make_cases.sh      [1e-4]
// LEVEL: the runtime's graph optimisation, disabled, basic, extended or all                                  [all]
// Needs vendor/ (setup.sh). Exit code 1 when a case is off.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import * as ort from "./vendor/ort.wasm.min.mjs";
import * as srmap from "./explainer.mjs";
import { compare } from "./npy.mjs";

const [folder, tolerance = "1e-4", level = "all"] = process.argv.slice(2);
if (!folder) throw new Error("usage: node check.mjs CASES [TOLERANCE [LEVEL]]");
ort.env.wasm.numThreads = 1;
ort.env.logLevel = "fatal";

let wrong = 0;
for (const name of (await readdir(folder)).filter((f) => f.endsWith(".onnx")).sort()) {
  const of = join(folder, name.replace(/\.onnx$/, ""));
  try {
    const arrays = {
      input: await readFile(join(of, "input.npy")),
      logits: await readFile(join(of, "input.logits.npy")),
      relevance: await readFile(join(of, "input.relevance.npy")),
    };
    const result = await compare(srmap, ort, await readFile(join(folder, name)), arrays, level);
    const isWrong = !(result.logits <= Number(tolerance) && result.relevance <= Number(tolerance));
    wrong += isWrong;
    const errors = `logits ${result.logits.toExponential(1)}  relevance ${result.relevance.toExponential(1)} (${(100 * result.apart).toFixed(2)} % apart)`;
    console.log(`${isWrong ? "OFF" : "ok "}  ${errors}  ${result.seconds.toFixed(2)} s  ${name}`);
  } catch (e) {
    wrong++;
    console.log(`OFF  ${name}: ${e.message ?? e}`);
  }
}
process.exit(wrong ? 1 : 0);
