// NumPy arrays for the checks: little-endian float32 in C order, which is what srmap writes.

/** {shape, data} of an .npy file. */
export function parseNpy(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const major = bytes[6];
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const from = (major === 1 ? 10 : 12) + length;
  const header = new TextDecoder("latin1").decode(bytes.subarray(from - length, from));
  if (!/'<f4'/.test(header) || /'fortran_order': True/.test(header)) throw new Error("no float32 array: " + header);
  const shape = header.match(/'shape': \(([^)]*)\)/)[1].split(",").map((s) => s.trim()).filter(Boolean).map(Number);
  return { shape, data: new Float32Array(bytes.buffer.slice(bytes.byteOffset + from, bytes.byteOffset + bytes.byteLength)) };
}

/** Euclidean norm of the difference over that of the expected array. */
export function relativeError(actual, expected) {
  if (actual.length !== expected.length) throw new Error(`${actual.length} values where ${expected.length} are expected`);
  let difference = 0;
  let norm = 0;
  for (let i = 0; i < actual.length; i++) {
    difference += (actual[i] - expected[i]) ** 2;
    norm += expected[i] ** 2;
  }
  return Math.sqrt(difference) / Math.max(Math.sqrt(norm), 1e-30);
}

/**
 * Share of the values that are apart by more than 1e-4 of the largest expected one. Where two elements of a pooling
 * window are equal but for rounding, runtimes choose different winners: then few values are far apart, not many a little.
 */
export function shareApart(actual, expected) {
  const most = expected.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  return actual.reduce((n, v, i) => n + (Math.abs(v - expected[i]) > 1e-4 * most), 0) / actual.length;
}

/** Runs an explainer on a case of tools/export/make_cases.sh and compares: {logits, relevance, apart, seconds}. */
export async function compare(srmap, ort, model, arrays, graphOptimizationLevel = "all") {
  const explainer = await srmap.load(ort, model, { executionProviders: ["wasm"], graphOptimizationLevel });
  const { shape, data } = parseNpy(arrays.input);
  const input = { data, dims: shape.length === 3 ? [1, ...shape] : shape };
  const start = performance.now();
  const outputs = await srmap.explain(explainer, input, -1);
  const seconds = (performance.now() - start) / 1000;
  await explainer.session.release();
  const relevance = parseNpy(arrays.relevance).data;
  return {
    logits: relativeError(outputs.logits, parseNpy(arrays.logits).data),
    relevance: relativeError(outputs.relevance, relevance),
    apart: shareApart(outputs.relevance, relevance),
    seconds,
  };
}
