// A whole study: what is chosen, which part of it is shown.

import { json } from "./api.js";
import { notice } from "./intake.js";
import { changed, state } from "./state.js";
import { classesTab, disagreementsTab, mistakesTab } from "./study-findings.js";
import { make, percentOf } from "./study-parts.js";
import { filters, photosTab } from "./study-photos.js";

const box = document.getElementById("study");
const TABS = { photos: "Photos", classes: "Classes", mistakes: "Mistakes", disagreements: "Disagreements" };

/** What the study is, and what is chosen in it. */
export const study = { about: null, chosen: { tab: "photos" } };
let request = null;

export function startStudy() {
  addEventListener("hashchange", route);
}

/** Shows the view that the address names. */
export async function route() {
  const wanted = location.hash.startsWith("#study");
  box.hidden = !wanted;
  for (const link of document.querySelectorAll("#nav a")) {
    if ((link.dataset.view === "study") === wanted) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.getElementById("intake").hidden = wanted || Boolean(state.photo);
  document.getElementById("work").hidden = wanted || !state.photo;
  if (!wanted) return changed("view");
  const query = new URLSearchParams(location.hash.slice(1).replace(/^study&?/, ""));
  study.chosen = { tab: "photos", ...Object.fromEntries(query) };
  await show();
}

/** Chooses something else; the address follows. */
export function choose(part) {
  const chosen = { ...study.chosen, offset: "", ...part };
  for (const [name, value] of Object.entries(chosen)) if (value === "" || value == null) delete chosen[name];
  const text = `#study&${new URLSearchParams(chosen)}`;
  if (location.hash !== text) location.hash = text;
}

async function show() {
  request?.abort();
  const { signal } = (request = new AbortController());
  try {
    study.about ??= await json("/api/study");
    const { about, chosen } = study;
    chosen.model ??= about.models[0];
    chosen.preset ??= about.presets[0];
    if (!box.firstChild) box.append(make("div", "study-head"), make("div", "study-tabs"), make("div", "study-filters"), make("div", "study-body"));
    const [head, tabs, bar, body] = box.children;
    head.replaceChildren(...heading(about, chosen));
    tabs.replaceChildren(...tabButtons(about, chosen));
    filters(bar, about, chosen);
    body.setAttribute("aria-busy", "true");
    const tab = { photos: photosTab, classes: classesTab, mistakes: mistakesTab, disagreements: disagreementsTab }[chosen.tab] ?? photosTab;
    const parts = await tab(about, chosen, signal);
    body.replaceChildren(...parts);
    body.removeAttribute("aria-busy");
    notice("");
  } catch (e) {
    if (e.name !== "AbortError") notice(e.message);
  }
}

function heading(about, chosen) {
  const title = make("h1", "", about.name);
  const count = about.items.toLocaleString("en");
  const lead = make("p", "lead", `${count} photos, ${about.models.length} ${about.models.length === 1 ? "model" : "models"}.${about.finished ? "" : " The study is not finished: more rows may follow."}`);
  const table = make("dl", "scores");
  for (const one of about.accuracy) {
    const item = make("div", one.model === chosen.model ? "chosen" : "");
    item.append(make("dt", "", one.model), make("dd", "", one.top1 == null ? "no truth known" : `${percentOf(one.top1)} right`));
    item.append(make("dd", "small", one.top5 == null ? "" : `${percentOf(one.top5)} among its best five${one.failed ? `, ${one.failed} failed` : ""}`));
    table.append(item);
  }
  return [title, lead, table, make("p", "hint", habit(about, chosen))];
}

/** One sentence: is attention different where the model is wrong? */
function habit(about, { model, preset }) {
  const of = (correct) => about.habits.find((h) => h.model === model && h.preset === preset && h.correct === correct);
  const [right, wrong] = [of(true), of(false)];
  if (right?.spread == null || wrong?.spread == null) return "";
  const ratio = wrong.spread / right.spread;
  const word = ratio > 1.03 ? "more scattered" : ratio < 0.97 ? "more concentrated" : "as concentrated";
  return `Where ${model} is wrong its attention is ${word} ${word === "as concentrated" ? "as" : "than"} where it is right (spread ${wrong.spread.toFixed(3)} and ${right.spread.toFixed(3)} photo diagonals).`;
}

function tabButtons(about, chosen) {
  const group = make("div", "segments");
  group.setAttribute("role", "tablist");
  for (const [name, text] of Object.entries(TABS)) {
    if (name === "disagreements" && about.models.length < 2) continue;
    const button = make("button", "", text);
    button.type = "button";
    button.setAttribute("role", "tab");
    button.setAttribute("aria-selected", name === chosen.tab);
    button.onclick = () => choose({ tab: name });
    group.append(button);
  }
  return [group];
}
