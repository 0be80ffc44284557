// What if a region were not there? Sends the regions; the server changes a copy of the photo.

import { edited, picture } from "../api.js";
import { find } from "../element.js";
import { changed, on, pane, state } from "../state.js";
import { corners } from "./areas.js";
import { askAll } from "./pane.js";

const tools = [...document.querySelectorAll("#tools [data-tool]")];
const MOST_POINTS = 120;

export function startWhatIf() {
  for (const button of tools) button.onclick = () => choose(button.dataset.tool);
  find("edit-area").onclick = () => applyArea();
  find("undo").onclick = () => change(state.photo.edits.slice(0, -1));
  find("reset").onclick = () => change([]);
  on("result look lit photo", show);
}

function choose(tool) {
  state.tool = tool;
  for (const button of tools) button.setAttribute("aria-checked", button.dataset.tool === tool);
  find("paint-box").hidden = tool !== "paint";
  find("panes").classList.toggle("drawing", tool !== "none");
  show();
}

function show() {
  const count = pane()?.areas().areas.length ?? 0;
  const edits = state.photo?.edits.length ?? 0;
  const area = Math.min(state.lit || 1, Math.max(1, count));
  find("edit-area").disabled = state.tool === "none" || count === 0;
  find("edit-area").textContent = `Apply to area ${area}`;
  find("undo").disabled = find("reset").disabled = edits === 0;
  const many = edits === 1 ? "1 region is changed." : `${edits} regions are changed.`;
  find("tool-hint").textContent =
    state.tool === "none"
      ? edits ? `${many} The marks in the bars show the answer before.` : "Choose a tool, then draw around a region, or apply it to an attention area."
      : "Draw around a region of the photo, or apply it to an attention area.";
}

function edit(region) {
  const one = { kind: state.tool, region: region.flat().map((n) => Math.round(n * 10) / 10) };
  if (state.tool === "paint") one.colour = find("paint").value;
  return one;
}

/** The region that was drawn by hand. */
export function applyDraft() {
  const points = state.draft;
  state.draft = [];
  changed("draft");
  const every = Math.ceil(points.length / MOST_POINTS);
  const region = points.filter((_, i) => i % every === 0);
  const xs = region.map((p) => p[0]);
  const ys = region.map((p) => p[1]);
  const size = Math.max(...xs) - Math.min(...xs) + Math.max(...ys) - Math.min(...ys);
  if (region.length >= 3 && size > 4) change([...state.photo.edits, edit(region)]);
}

function applyArea() {
  const { areas } = pane().areas();
  const area = areas[(state.lit || 1) - 1];
  const { scale, offset } = pane().result.geometry.input_to_photo;
  let ring = corners(area.rings[0]);
  const every = Math.ceil(ring.length / (2 * MOST_POINTS));
  ring = ring.filter((_, i) => i % every === 0);
  change([...state.photo.edits, edit(ring.map(([x, y]) => [x * scale[0] + offset[0], y * scale[1] + offset[1]]))]);
}

/** Shows and explains the photo with these changes. */
async function change(edits) {
  const { photo } = state;
  try {
    const original = photo.original ?? photo.id;
    if (!original) return;
    const id = edits.length ? await edited(original, edits) : original;
    const bitmap = edits.length ? await picture(id) : photo.originalBitmap ?? (await picture(id));
    state.photo = { ...photo, id, original, edits, bitmap, originalBitmap: photo.originalBitmap ?? photo.bitmap };
    changed("photo", "link");
    await askAll();
  } catch (e) {
    pane().problem = e;
    changed("panes");
  }
}
