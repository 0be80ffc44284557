// The page: choices in, canvases out. What an explainer is lies in explainer.mjs.
import * as ort from "./vendor/ort.wasm.min.mjs";
import * as srmap from "./explainer.mjs";

ort.env.wasm.wasmPaths = new URL("./vendor/", import.meta.url).href;
if (!globalThis.crossOriginIsolated) ort.env.wasm.numThreads = 1; // threads need two headers that few hosts send

const LARGEST_SIDE = 1600; // of the photo as it is drawn
const by = (id) => document.getElementById(id);
const state = { explainer: null, photo: null, input: null, target: -1, heat: null };

function say(text, isError = false) {
  by("status").textContent = text;
  by("status").className = isError ? "error" : "";
}

/** Runs a step of the page; one at a time, and failures become a line for people. */
let busy = Promise.resolve();
function step(work) {
  busy = busy.then(work).catch((e) => say(e.message ?? String(e), true));
  return busy;
}

async function useModel(name, bytes) {
  say("Preparing " + name + " ...");
  await state.explainer?.session.release();
  state.explainer = null;
  state.explainer = await srmap.load(ort, bytes);
  state.target = -1;
  describe(state.explainer.info, bytes.byteLength);
  drawBar(state.explainer.info);
  say("Ready. Choose a photo.");
  if (state.photo) await usePhoto(state.photo);
}

async function usePicture(name, blob) {
  const bitmap = await createImageBitmap(blob).catch(() => {
    throw new Error(name + " is no picture that this browser can read");
  });
  const shrink = Math.min(1, LARGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * shrink);
  canvas.height = Math.round(bitmap.height * shrink);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff"; // behind transparent pictures
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  state.target = -1;
  await usePhoto(canvas);
}

async function usePhoto(canvas) {
  state.photo = canvas;
  if (!state.explainer) return;
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  state.input = srmap.prepare(state.explainer.info, pixels);
  await explain();
}

async function explain() {
  const { explainer, input, target } = state;
  say("Computing ...");
  await new Promise((resolve) => setTimeout(resolve)); // lets the line above appear
  const start = performance.now();
  const outputs = await srmap.explain(explainer, input, target);
  const seconds = (performance.now() - start) / 1000;
  state.heat = srmap.heat(explainer.info, outputs);
  const ranking = srmap.ranking(explainer.info, outputs.logits);
  const chosen = target >= 0 ? ranking.find((c) => c.index === target) : ranking[0];
  listClasses(ranking, chosen.index);
  drawAreas(chosen);
  drawRelevance();
  say("Explained: " + chosen.label + " (" + seconds.toFixed(2) + " s)");
  document.body.dataset.done = String(Number(document.body.dataset.done ?? 0) + 1);
}

function listClasses(ranking, chosen) {
  const list = by("classes");
  list.replaceChildren(
    ...ranking.slice(0, 5).map((c) => {
      const button = document.createElement("button");
      const [bar, percent, label] = ["i", "span", "span"].map((tag) => document.createElement(tag));
      bar.style.width = 100 * c.probability + "%";
      percent.textContent = (100 * c.probability).toFixed(1) + " %";
      label.textContent = c.label;
      button.append(bar, percent, label);
      button.setAttribute("aria-pressed", String(c.index === chosen));
      button.onclick = () => {
        state.target = c.index;
        step(explain);
      };
      const item = document.createElement("li");
      item.append(button);
      return item;
    }),
  );
}

/** A canvas of the map's size with the colours that `paint` gives each value. */
function mapCanvas(values, paint) {
  const { height, width } = srmap.sizes(state.explainer.info);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const image = new ImageData(width, height);
  values.forEach((v, i) => image.data.set(paint(v), 4 * i));
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

/** The photo on a canvas of the page; gives back the drawing context. */
function photoOn(id) {
  const canvas = by(id);
  canvas.width = state.photo.width;
  canvas.height = state.photo.height;
  const context = canvas.getContext("2d");
  context.drawImage(state.photo, 0, 0);
  return context;
}

function drawRelevance() {
  if (!state.heat) return;
  const context = photoOn("relevance");
  const { box } = state.input;
  const strong = percentile(state.heat, 0.995); // single pixels would make all others pale
  const map = mapCanvas(state.heat, (v) => [...srmap.colour(state.explainer.info, v / strong), 255]);
  context.globalAlpha = by("opacity").value / 100;
  context.imageSmoothingEnabled = true;
  context.drawImage(map, box.x, box.y, box.width, box.height);
}

function percentile(values, share) {
  const sizes = Float32Array.from(values, Math.abs).sort();
  return sizes[Math.floor(share * (sizes.length - 1))] || 1;
}

function drawAreas(chosen) {
  const { height, width } = srmap.sizes(state.explainer.info);
  const { mask, areas } = srmap.areas(state.heat, height, width);
  const context = photoOn("areas");
  const { box } = state.input;
  // One shade, also over what the network does not see: two would overlap in the pixels that the crop's edge divides.
  const shade = document.createElement("canvas");
  [shade.width, shade.height] = [state.photo.width, state.photo.height];
  const shading = shade.getContext("2d");
  shading.fillStyle = "rgba(10, 14, 24, 0.47)";
  shading.fillRect(0, 0, shade.width, shade.height);
  shading.globalCompositeOperation = "destination-out";
  shading.drawImage(mapCanvas(mask, (inside) => [0, 0, 0, inside ? 255 : 0]), box.x, box.y, box.width, box.height);
  context.drawImage(shade, 0, 0);
  context.beginPath();
  const [sx, sy] = [box.width / width, box.height / height];
  const inside = (y, x) => y >= 0 && x >= 0 && y < height && x < width && mask[y * width + x] === 1;
  for (let y = 0; y <= height; y++) {
    for (let x = 0; x <= width; x++) {
      const [px, py] = [box.x + x * sx, box.y + y * sy];
      if (inside(y, x) !== inside(y - 1, x)) {
        context.moveTo(px, py);
        context.lineTo(px + sx, py);
      }
      if (inside(y, x) !== inside(y, x - 1)) {
        context.moveTo(px, py);
        context.lineTo(px, py + sy);
      }
    }
  }
  context.lineWidth = Math.max(2, state.photo.width / 250);
  context.lineCap = "round";
  context.strokeStyle = "#ffd21f";
  context.stroke();
  const share = areas.reduce((a, b) => a + b.share, 0);
  by("areas-words").textContent = areas.length
    ? `${chosen.label}: ${areas.length === 1 ? "1 area" : areas.length + " areas"} with ${Math.round(100 * share)} % of the positive relevance`
    : `${chosen.label}: nothing speaks for it`;
}

function drawBar(info) {
  const context = by("bar").getContext("2d");
  for (let x = 0; x < 120; x++) {
    context.fillStyle = `rgb(${srmap.colour(info, x / 59.5 - 1).join(",")})`;
    context.fillRect(x, 0, 1, 12);
  }
}

function describe(info, bytes) {
  const rows = {
    Model: info.model.name + (info.model.sha256 ? " (SHA-256 " + info.model.sha256.slice(0, 16) + "...)" : ""),
    Classes: info.labels ? info.labels.length + " with names" : "without names",
    "Relevance rules": info.preset + ", starting from " + info.initial,
    "Forward pass": info.precision,
    Input: info.input.type + " " + info.input.shape.join(" x "),
    File: (bytes / 1e6).toFixed(1) + " MB, weights as " + info.weights + ", written by srmap " + info.srmap,
  };
  by("about").replaceChildren(
    ...Object.entries(rows).flatMap(([name, value]) => {
      const [dt, dd] = [document.createElement("dt"), document.createElement("dd")];
      dt.textContent = name;
      dd.textContent = value;
      return [dt, dd];
    }),
  );
}

by("photo").onchange = (e) => {
  const file = e.target.files[0];
  if (file) step(() => usePicture(file.name, file));
};
by("model").onchange = (e) => {
  const file = e.target.files[0];
  if (file) step(async () => useModel(file.name, await file.arrayBuffer()));
};
by("opacity").oninput = drawRelevance;

for (const event of ["dragenter", "dragover"]) {
  document.addEventListener(event, (e) => {
    e.preventDefault();
    by("drop").classList.add("over");
  });
}
document.addEventListener("dragleave", () => by("drop").classList.remove("over"));
document.addEventListener("drop", (e) => {
  e.preventDefault();
  by("drop").classList.remove("over");
  const file = e.dataTransfer.files[0];
  if (!file) return;
  step(async () => (file.name.endsWith(".onnx") ? useModel(file.name, await file.arrayBuffer()) : usePicture(file.name, file)));
});

for (const name of ["golf-ball", "church"]) {
  const image = new Image();
  image.src = "samples/" + name + ".png";
  image.alt = "sample picture: " + name;
  const button = document.createElement("button");
  button.hidden = true; // there may be no samples; the order is ours, not that of their arrival
  button.append(image);
  button.onclick = () => step(async () => usePicture(name, await (await fetch(image.src)).blob()));
  by("samples").append(button);
  image.onload = () => (button.hidden = false);
}

step(async () => {
  const name = new URLSearchParams(location.search).get("model") ?? "explainer.onnx";
  const answer = await fetch(name);
  if (!answer.ok) throw new Error(name + " is not there: run setup.sh, or choose an explainer above");
  await useModel(name, await answer.arrayBuffer());
});
