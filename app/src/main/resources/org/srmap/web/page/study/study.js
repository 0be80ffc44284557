// A whole study: what is chosen, which part of it is shown.

import { json } from "../api.js";
import { find, make, notice, percent } from "../element.js";
import { on } from "../state.js";
import { classesTab, disagreementsTab, mistakesTab } from "./findings.js";
import { filters, photosTab } from "./photos.js";
import { choose, choice } from "./route.js";

const box = find("study");
const TABS = { photos: "Photos", classes: "Classes", mistakes: "Mistakes", disagreements: "Disagreements" };

let about = null; // what the study is
let request = null;

export function startStudy() {
  on("study", show);
}

async function show() {
  request?.abort();
  const { signal } = (request = new AbortController());
  try {
    about ??= await json("/api/study");
    const chosen = { model: about.models[0], preset: about.presets[0], ...choice() };
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
    item.append(make("dt", "", one.model), make("dd", "", one.top1 == null ? "no true classes" : `${percent(one.top1, 1)} right`));
    item.append(make("dd", "small", one.top5 == null ? "" : `${percent(one.top5, 1)} among its top five${one.failed ? `, ${one.failed} failed` : ""}`));
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
    button.setAttribute("role", "tab");
    button.setAttribute("aria-selected", name === chosen.tab);
    button.onclick = () => choose({ tab: name });
    group.append(button);
  }
  return [group];
}
