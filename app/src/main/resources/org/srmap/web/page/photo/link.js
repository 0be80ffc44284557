// The address of the page says what it shows, so that a link brings it back.

import { edited } from "../api.js";
import { find, notice } from "../element.js";
import { changed, on, state } from "../state.js";
import { isStudy } from "../views.js";
import { leave, open } from "./intake.js";
import { Pane } from "./pane.js";

const button = find("link");
const hint = find("link-hint");
const number = (n) => String(Math.round(n * 1000) / 1000);
let own = ""; // the address that this page wrote itself

export function startLink() {
  on("link look view", write);
  button.onclick = copy;
  addEventListener("hashchange", () => {
    if (location.hash.slice(1) !== own) restore();
  });
}

function write() {
  const { photo, look, view } = state;
  const text = photo?.id ? query(photo, look, view).toString() : "";
  if (text !== own && (text || !isStudy())) {
    own = text;
    history.replaceState(null, "", text ? `#${text}` : location.pathname);
  }
  const example = state.offer?.examples.includes(photo?.original ?? photo?.id);
  hint.textContent = example
    ? "The link works as long as this server serves these models."
    : "The photo is only in the server's memory: the link works until the server stops or needs room for other photos.";
}

function query(photo, look, view) {
  const query = new URLSearchParams({ photo: photo.original ?? photo.id, name: photo.name });
  if (photo.edits.length) query.set("edits", JSON.stringify(photo.edits));
  for (const pane of state.panes) query.append("pane", [pane.model, pane.lrp, pane.target, pane.against].join("|"));
  query.set("show", look.show);
  query.set("look", [look.opacity, look.threshold].map(number).join(","));
  query.set("colors", [look.colors.sr, look.colors.relevance].join(","));
  if (!look.outlines) query.set("outlines", "no");
  if (view.scale > 1) query.set("view", [view.scale, view.x, view.y].map(number).join(","));
  return query;
}

async function copy() {
  write();
  try {
    await navigator.clipboard.writeText(location.href);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Copy it from the address bar";
  }
  setTimeout(() => (button.textContent = "Copy a link to this view"), 2500);
}

/** Shows what the address says; nothing when it says nothing. */
export async function restore() {
  const query = new URLSearchParams(location.hash.slice(1));
  const original = query.get("photo");
  if (isStudy()) return;
  if (!original) {
    if (state.photo) leave();
    return;
  }
  own = location.hash.slice(1);
  try {
    restoreLook(query);
    const edits = JSON.parse(query.get("edits") ?? "[]");
    const id = edits.length ? await edited(original, edits) : original;
    const [scale, x, y] = (query.get("view") ?? "1,0.5,0.5").split(",").map(Number);
    const done = open({ id, name: query.get("name") ?? "photo", panes: panes(query), edits });
    state.photo.original = original;
    if (scale >= 1 && x >= 0 && y >= 0) state.view = { scale, x, y };
    changed("view");
    await done;
  } catch (e) {
    leave();
    notice(`The link cannot be restored: ${e.message}`);
  }
}

function panes(query) {
  const known = new Set(state.offer.models.map((model) => model.name));
  const all = query.getAll("pane").slice(0, 4).map((text) => {
    const [model, lrp, target, against] = text.split("|");
    return new Pane({ model, lrp, target: target || "top1", against });
  });
  const usable = all.filter((pane) => known.has(pane.model));
  if (usable.length < all.length) notice("The link names a model that this server does not have.");
  return usable.length ? usable : undefined;
}

function restoreLook(query) {
  const { look } = state;
  const [opacity, threshold] = (query.get("look") ?? "").split(",").map(Number);
  const [sr, relevance] = (query.get("colors") ?? "").split(",");
  if (["sr", "relevance", "photo"].includes(query.get("show"))) look.show = query.get("show");
  if (opacity >= 0 && opacity <= 1 && threshold >= 0 && threshold <= 1) Object.assign(look, { opacity, threshold });
  if (sr && relevance) look.colors = { sr, relevance };
  look.outlines = query.get("outlines") !== "no";
  changed("look");
}
