// Parts of the study's views.

import { studyPhoto } from "../api.js";
import { table } from "../colors.js";
import { make, notice, percent } from "../element.js";
import { open } from "../photo/intake.js";
import { Pane } from "../photo/pane.js";
import { state } from "../state.js";
import { showView } from "../views.js";
import { choose } from "./route.js";

/** The bytes of a 32 x 32 map. */
function decode(sr) {
  return Uint8Array.from(atob(sr), (c) => c.charCodeAt(0));
}

/** A map as a small picture; over a photo it lets the dark parts through. */
export function mapPicture(sr, over = false) {
  const canvas = new OffscreenCanvas(32, 32);
  const context = canvas.getContext("2d");
  const image = context.createImageData(32, 32);
  const colours = table("inferno");
  decode(sr).forEach((value, i) => {
    image.data.set(colours.subarray(3 * value, 3 * value + 3), 4 * i);
    image.data[4 * i + 3] = over ? Math.min(215, 2 * value) * (value > 20) : 255;
  });
  context.putImageData(image, 0, 0);
  return canvas;
}

/** A canvas with a photo, where it can be had, and the map of a row over it. */
function picture(row) {
  const canvas = Object.assign(make("canvas"), { width: 240, height: 180 });
  const context = canvas.getContext("2d");
  const draw = (image, width, height) => {
    const zoom = Math.min(canvas.width / width, canvas.height / height);
    const place = [(canvas.width - width * zoom) / 2, (canvas.height - height * zoom) / 2, width * zoom, height * zoom];
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = "high";
    if (image) context.drawImage(image, ...place);
    if (row.sr) context.drawImage(mapPicture(row.sr, Boolean(image)), ...place);
  };
  draw(null, row.width ?? 4, row.height ?? 3);
  if (!row.photo) return canvas;
  const photo = new Image();
  photo.onload = () => draw(photo, photo.naturalWidth, photo.naturalHeight);
  photo.src = `/api/study/photo?file=${encodeURIComponent(row.file)}`;
  return canvas;
}

/** A photo of the study with what was said of it; opens it for a closer look. */
export function card(row, about) {
  const { correct, top, truth_probability: likely } = row.prediction;
  const button = make("button", `card ${correct === true ? "right" : correct === false ? "wrong" : ""}`);
  const said = row.error ? "failed" : `${top[0]?.name ?? "?"} ${top[0] ? percent(top[0].probability, 1) : ""}`;
  const verdict = correct === true ? "right" : correct === false ? `wrong: is ${about.names[row.label] ?? row.label}${likely == null ? "" : ` (${percent(likely, 1)})`}` : "";
  button.append(picture(row), make("strong", "", said), make("span", "verdict", verdict || row.error || ""), make("span", "file", row.file));
  if (row.attention.spread != null) button.title = `spread ${row.attention.spread.toFixed(3)}, areas ${percent(row.attention.area_share ?? 0, 1)} of the picture`;
  button.onclick = () => look(row, about);
  button.disabled = !row.photo;
  return button;
}

/** The photo in the other view, explained by the same model and rules where the server has them. */
async function look(row, about) {
  try {
    const { photo, name } = await studyPhoto(row.file);
    const model = about.served[row.model] ?? state.offer.models[0].name;
    const known = [...state.offer.presets, ...state.offer.baselines].includes(row.preset);
    const pane = new Pane({ model, lrp: known ? row.preset : state.offer.default_preset });
    history.pushState(null, "", location.pathname);
    showView();
    const done = open({ id: photo, name, panes: [pane] });
    if (!about.served[row.model]) notice(`This server does not have the study's model ${row.model}, so ${model} explains the photo. Start srmap serve with --model as well.`);
    await done;
  } catch (e) {
    notice(e.message);
  }
}

/** Buttons for the parts of a long list. */
export function pager(total, offset, size) {
  const bar = make("div", "pager");
  const from = total === 0 ? 0 : offset + 1;
  const step = (text, to, able) => {
    const button = make("button", "", text);
    button.disabled = !able;
    button.onclick = () => choose({ offset: String(to) });
    return button;
  };
  const words = make("span", "", `${from.toLocaleString("en")} to ${Math.min(total, offset + size).toLocaleString("en")} of ${total.toLocaleString("en")}`);
  bar.append(step("Previous", Math.max(0, offset - size), offset > 0), words, step("Next", offset + size, offset + size < total));
  return bar;
}
