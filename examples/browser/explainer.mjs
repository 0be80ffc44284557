// An explainer file of `srmap export` in JavaScript: reads its metadata, prepares pictures as they say, runs it with
// any onnxruntime package (onnxruntime-web, onnxruntime-node), and makes of the result what can be drawn.
// No dependencies; works in browsers and in Node.

const KEY = "srmap.explainer";

/** The metadata of an explainer file. Throws when there are none. */
export function readInfo(bytes) {
  // An ONNX file is one protobuf message; field 14 holds the metadata entries, everything else is skipped.
  const view = new Uint8Array(bytes);
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = view[at++];
      if (byte === undefined) throw new Error("not an ONNX file");
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  const field = (end) => {
    const tag = varint();
    const kind = tag % 8;
    const length = kind === 2 ? varint() : kind === 5 ? 4 : kind === 1 ? 8 : kind === 0 ? (varint(), 0) : NaN;
    const from = at;
    if (!(length >= 0 && from + length <= end)) throw new Error("not an ONNX file");
    at = from + length;
    return { number: Math.floor(tag / 8), from, to: at };
  };
  const text = (f) => new TextDecoder().decode(view.subarray(f.from, f.to));
  while (at < view.length) {
    const entry = field(view.length);
    if (entry.number === 14) {
      at = entry.from;
      const key = field(entry.to);
      const value = at < entry.to ? field(entry.to) : { from: 0, to: 0 };
      at = entry.to;
      if (text(key) === KEY) return JSON.parse(text(value));
    }
  }
  throw new Error("the file has no metadata \"" + KEY + "\": it is no explainer (make one with srmap export)");
}

/** Makes a model ready. `ort` is the module of an onnxruntime package, `bytes` the file. */
export async function load(ort, bytes, options = { executionProviders: ["wasm"] }) {
  const info = readInfo(bytes);
  if (info.format !== 1) throw new Error("explainer format " + info.format + "; this page knows 1");
  const session = await ort.InferenceSession.create(new Uint8Array(bytes), options);
  return { ort, info, session };
}

/** Names of the outputs, height, width and number of channels of the tensor. */
export function sizes(info) {
  const shape = info.input.shape;
  return info.input.form === "rgb8"
    ? { height: shape[1], width: shape[2] }
    : { height: shape[2], width: shape[3] };
}

/**
 * Runs an explainer on one prepared picture.
 * @param input from `prepare`
 * @param target index of the class to explain, -1 for the best
 * @returns every output as a typed array, by its name
 */
export async function explain(explainer, input, target = -1) {
  const { ort, session, info } = explainer;
  const tensor = new ort.Tensor(info.input.type, input.data, input.dims);
  const feeds = { input: tensor, target: int64(ort, target, input.dims[0]) };
  if (info.initial === "difference") feeds.other = int64(ort, -1, input.dims[0]);
  const results = await session.run(feeds);
  return Object.fromEntries(Object.entries(results).map(([name, value]) => [name, value.data]));
}

function int64(ort, value, count) {
  return new ort.Tensor("int64", new BigInt64Array(count).fill(BigInt(value)), [count]);
}

/**
 * Prepares a picture as the metadata say: resize and centre crop like torchvision on Pillow, bit for bit, then the
 * values (or just the bytes, for explainers that do the rest themselves).
 * @param picture {width, height, data}: RGBA bytes, as ImageData has them
 * @returns {data, dims, box}: box is what of the picture the network sees, {x, y, width, height} in its pixels
 */
export function prepare(info, picture) {
  const { height, width } = sizes(info);
  const p = info.input.preprocessing;
  const resize = p.resize ?? (p.crop ? null : [height, width]);
  const [wholeWidth, wholeHeight] = resized(resize, picture.width, picture.height);
  const left = cropStart(wholeWidth, width);
  const top = cropStart(wholeHeight, height);
  const pixels = resample(picture, wholeWidth, wholeHeight);
  const rgb = new Uint8Array(height * width * 3); // beyond the picture: 0
  for (let y = Math.max(0, -top); y < height && y + top < wholeHeight; y++) {
    for (let x = Math.max(0, -left); x < width && x + left < wholeWidth; x++) {
      for (let c = 0; c < 3; c++) {
        rgb[(y * width + x) * 3 + c] = pixels[((y + top) * wholeWidth + x + left) * 3 + c];
      }
    }
  }
  const sx = picture.width / wholeWidth;
  const sy = picture.height / wholeHeight;
  const box = { x: left * sx, y: top * sy, width: width * sx, height: height * sy };
  return info.input.form === "rgb8"
    ? { data: rgb, dims: [1, height, width, 3], box }
    : { ...tensor(p, rgb, height, width), box };
}

function tensor(p, rgb, height, width) {
  const channels = p.mean.length;
  const plane = height * width;
  const data = new Float32Array(channels * plane);
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < plane; i++) {
      const [r, g, b] = [rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]];
      const byte =
        p.channels === "L" ? (19595 * r + 38470 * g + 7471 * b + 0x8000) >> 16 : [r, g, b][p.channels === "BGR" ? 2 - c : c];
      data[c * plane + i] = (byte * p.scale - p.mean[c]) / p.std[c];
    }
  }
  return { data, dims: [1, channels, height, width] };
}

function resized(resize, width, height) {
  if (resize === null || resize === undefined) return [width, height];
  if (Array.isArray(resize)) return [resize[1], resize[0]];
  const longer = Math.floor((resize * Math.max(width, height)) / Math.min(width, height));
  return width <= height ? [resize, longer] : [longer, resize];
}

function cropStart(length, crop) {
  if (crop > length) return -Math.floor((crop - length) / 2);
  const half = (length - crop) / 2; // halves to even, as Python rounds
  return half % 1 === 0.5 ? 2 * Math.round(half / 2) : half;
}

/** Pillow's antialiased bilinear filter: weights with 22 fractional bits, rounded to bytes after each direction. */
function resample(picture, toWidth, toHeight) {
  const { width, height, data } = picture;
  let rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    rgb.set(data.subarray(4 * i, 4 * i + 3), 3 * i);
  }
  if (toWidth !== width) {
    rgb = filter(rgb, weights(width, toWidth), height, 3, width * 3, toWidth * 3, 3);
  }
  if (toHeight !== height) {
    rgb = filter(rgb, weights(height, toHeight), toWidth, toWidth * 3, 3, 3, toWidth * 3);
  }
  return rgb;
}

function weights(from, to) {
  const scale = from / to;
  const reach = Math.max(scale, 1);
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const first = Math.max(Math.trunc(centre - reach + 0.5), 0);
    const last = Math.min(Math.trunc(centre + reach + 0.5), from);
    const exact = [];
    for (let k = first; k < last; k++) exact.push(Math.max(1 - Math.abs((k - centre + 0.5) / reach), 0));
    const sum = exact.reduce((a, b) => a + b, 0);
    return { first, taps: exact.map((w) => Math.trunc(0.5 + (w / sum) * (1 << 22))) };
  });
}

/** Filters `lines` lines; `step` leads to the next element of a line, `line` to the next line. */
function filter(rgb, axis, lines, step, line, toLine, toStep) {
  const out = new Uint8Array(lines * axis.length * 3);
  for (let l = 0; l < lines; l++) {
    for (let i = 0; i < axis.length; i++) {
      const { first, taps } = axis[i];
      for (let c = 0; c < 3; c++) {
        let sum = 1 << 21;
        let at = l * line + first * step + c;
        for (let k = 0; k < taps.length; k++, at += step) sum += rgb[at] * taps[k];
        out[l * toLine + i * toStep + c] = sum >> 22;
      }
    }
  }
  return out;
}

/** The map to draw, in [-1, 1]: the output heat, or made from relevance as the metadata describe it. */
export function heat(info, outputs) {
  if (outputs.heat) return outputs.heat;
  const { height, width } = sizes(info);
  const sums = new Float32Array(height * width);
  outputs.relevance.forEach((r, i) => (sums[i % sums.length] += r));
  const most = sums.reduce((a, b) => Math.max(a, Math.abs(b)), 0) || 1;
  return sums.map((s) => s / most);
}

/** Colour [r, g, b] of a value in [-1, 1]. */
export function colour(info, value) {
  const stops = info.drawing.colours.map((hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16)));
  const at = ((Math.max(-1, Math.min(1, value)) + 1) / 2) * (stops.length - 1);
  const left = Math.min(Math.floor(at), stops.length - 2);
  return stops[left].map((from, c) => Math.round(from + (stops[left + 1][c] - from) * (at - left)));
}

/** Probabilities of the logits, best class first: [{index, label, probability}]. */
export function ranking(info, logits) {
  const most = Math.max(...logits);
  const powers = Array.from(logits, (l) => Math.exp(l - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers
    .map((p, index) => ({ index, label: info.labels?.[index] ?? "class " + index, probability: p / sum }))
    .sort((a, b) => b.probability - a.probability || a.index - b.index);
}

/**
 * Areas that speak for the target: where the positive heat, blurred, is above a share of its maximum. A simple stand-in
 * for srmap's attention areas, which come from the context-aware SR map and are not computed here.
 * @returns the mask (Uint8Array, height x width) and the share of the positive heat in each area, largest first
 */
export function areas(map, height, width, { blur = 0.03, threshold = 0.25, smallest = 0.003 } = {}) {
  const positive = Float32Array.from(map, (v) => Math.max(v, 0));
  const radius = Math.max(1, Math.round((blur * (height + width)) / 2));
  let smooth = positive;
  for (let pass = 0; pass < 3; pass++) smooth = boxBlur(boxBlur(smooth, height, width, radius, true), height, width, radius, false);
  const bound = threshold * smooth.reduce((a, b) => Math.max(a, b), 0);
  const total = positive.reduce((a, b) => a + b, 0);
  const mask = new Uint8Array(height * width);
  const found = [];
  const seen = new Uint8Array(height * width);
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] || !(smooth[start] > bound)) continue;
    const members = [start];
    seen[start] = 1;
    for (let i = 0; i < members.length; i++) {
      const [y, x] = [Math.floor(members[i] / width), members[i] % width];
      for (const [dy, dx] of [[0, 1], [0, -1], [1, 0], [-1, 0]]) {
        const [ny, nx] = [y + dy, x + dx];
        const next = ny * width + nx;
        if (ny >= 0 && nx >= 0 && ny < height && nx < width && !seen[next] && smooth[next] > bound) {
          seen[next] = 1;
          members.push(next);
        }
      }
    }
    if (members.length >= smallest * height * width) {
      members.forEach((m) => (mask[m] = 1));
      found.push({ pixels: members.length, share: members.reduce((a, m) => a + positive[m], 0) / (total || 1) });
    }
  }
  return { mask, areas: found.sort((a, b) => b.share - a.share) };
}

function boxBlur(values, height, width, radius, alongRows) {
  const out = new Float32Array(values.length);
  const [lines, length] = alongRows ? [height, width] : [width, height];
  const [line, step] = alongRows ? [width, 1] : [1, width];
  for (let l = 0; l < lines; l++) {
    let sum = 0;
    for (let i = -radius; i < length; i++) {
      if (i + radius < length) sum += values[l * line + (i + radius) * step];
      if (i - radius - 1 >= 0) sum -= values[l * line + (i - radius - 1) * step];
      if (i >= 0) out[l * line + i * step] = sum / (2 * radius + 1);
    }
  }
  return out;
}
