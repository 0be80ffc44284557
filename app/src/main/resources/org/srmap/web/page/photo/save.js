// Files to keep: picture, outlines, arrays, JSON.

import { make, percent } from "../element.js";
import { on, pane, state } from "../state.js";
import { corners } from "./areas.js";
import { drawMap, photoSize } from "./draw.js";

const buttons = [...document.querySelectorAll("[data-save]")];

export function startSave() {
  for (const button of buttons) button.onclick = () => save(button.dataset.save);
  on("result panes photo", () => {
    const ready = Boolean(pane()?.result && state.photo?.bitmap);
    for (const button of buttons) button.disabled = !ready;
  });
}

async function save(kind) {
  const one = pane();
  const stem = (state.photo.name || "photo").replace(/\.[^.]*$/, "").replace(/[^\w-]+/g, "_");
  if (kind === "png") keep(await png(one), `${stem}.png`);
  else if (kind === "svg") keep(new Blob([svg(one)], { type: "image/svg+xml" }), `${stem}.areas.svg`);
  else if (kind === "json") keep(new Blob([`${JSON.stringify(one.result, null, 2)}\n`], { type: "application/json" }), `${stem}.json`);
  else load(one.result.maps[kind], `${stem}.${kind}.npy`);
}

/** The photo in its own size with the map as it is shown. */
function png(one) {
  const { width, height } = photoSize();
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  context.drawImage(state.photo.bitmap, 0, 0, width, height);
  const drawing = Math.max(1, Math.min(width, height) / 500); // lines as thick as on the page
  drawMap(context, one, (window.devicePixelRatio || 1) / drawing);
  return canvas.convertToBlob({ type: "image/png" });
}

/** The attention areas in pixels of the photo, each with its shares. */
function svg(one) {
  const { width, height } = photoSize();
  const { scale, offset } = one.result.geometry.input_to_photo;
  const number = (n) => String(Math.round(n * 100) / 100);
  const point = ([x, y]) => `${number(x * scale[0] + offset[0])} ${number(y * scale[1] + offset[1])}`;
  const { label } = one.result.target;
  const paths = one.areas().areas.map((area, i) => {
    const d = area.rings.map((ring) => `M${corners(ring).map(point).join("L")}Z`).join("");
    const title = `Area ${i + 1}: ${percent(area.share, 1)} of the picture, ${percent(area.relevanceShare, 1)} of the positive relevance`;
    return `  <path d="${d}"><title>${title}</title></path>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<title>${escaped(`Attention areas of ${label}`)}</title>
<g fill="none" fill-rule="evenodd" stroke="#a8410f" stroke-width="${number(Math.min(width, height) / 250)}">
${paths.join("\n")}
</g>
</svg>
`;
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
}

function keep(blob, name) {
  const address = URL.createObjectURL(blob);
  load(address, name);
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function load(address, name) {
  const link = make("a");
  link.href = address;
  link.download = name;
  link.click();
}
