// What a study found: classes, mistakes, disagreements.

import { json } from "../api.js";
import { make, percent } from "../element.js";
import { card, mapPicture, pager } from "./parts.js";
import { choose } from "./route.js";

const MOST_IN_MATRIX = 30;

/** Every class with its mean SR map and its accuracy, the worst first. */
export async function classesTab(about, chosen, signal) {
  const query = new URLSearchParams({ model: chosen.model, preset: chosen.preset });
  const [classes, { means }] = await Promise.all([json("/api/study/classes", signal), json(`/api/study/means?${query}`, signal)]);
  const byLabel = new Map(means.map((mean) => [mean.label, mean]));
  const grid = make("div", "grid");
  for (const one of classes.filter((c) => c.model === chosen.model)) {
    const button = make("button", "card");
    const canvas = Object.assign(make("canvas"), { width: 240, height: 180 });
    const mean = byLabel.get(one.label);
    if (mean) canvas.getContext("2d").drawImage(mapPicture(mean.sr), 30, 0, 180, 180);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `Mean attention, largest ${mean ? mean.largest.toFixed(2) : "unknown"}`);
    button.append(canvas, make("strong", "", one.name ?? one.label));
    button.append(make("span", "verdict", one.accuracy == null ? "" : `${percent(one.accuracy, 1)} of ${one.judged.toLocaleString("en")} right`));
    button.append(make("span", "file", one.taken_for ? `most often confused with ${one.taken_for}` : one.label));
    button.onclick = () => choose({ tab: "photos", label: one.label });
    grid.append(button);
  }
  const hint = make("p", "hint", "Mean SR map of each class over the whole photo, each scaled to its own largest value. The class with the lowest accuracy comes first.");
  return grid.childElementCount ? [hint, grid] : [make("p", "empty", "The study has no true classes to compare with.")];
}

/** Which classes are taken for which: a matrix where it fits, and a list. */
export async function mistakesTab(about, chosen, signal) {
  const query = new URLSearchParams({ model: chosen.model });
  const [mistakes, classes] = await Promise.all([json(`/api/study/confusion?${query}`, signal), json("/api/study/classes", signal)]);
  const own = classes.filter((c) => c.model === chosen.model);
  if (mistakes.length === 0) return [make("p", "empty", "No mistakes, or no true classes to judge by.")];
  const parts = own.length <= MOST_IN_MATRIX ? [matrix(own, mistakes)] : [];
  return [...parts, list(mistakes, own)];
}

function matrix(classes, mistakes) {
  const sorted = [...classes].sort((a, b) => a.label.localeCompare(b.label));
  const names = sorted.map((c) => c.name ?? c.label);
  const counts = new Map(mistakes.map((m) => [`${m.label}\n${m.predicted}`, m.photos]));
  const table = make("table", "matrix");
  table.append(make("caption", "", "Rows: the true class. Columns: the predicted class. Shares of the row in per cent."));
  const head = make("tr");
  head.append(make("td"), ...names.map((name) => scoped("col", name)));
  table.append(head);
  for (const one of sorted) {
    const row = make("tr");
    row.append(scoped("row", one.name ?? one.label));
    for (const name of names) {
      const right = name === (one.name ?? one.label);
      const count = right ? one.right : counts.get(`${one.label}\n${name}`) ?? 0;
      row.append(cell(count, one.judged, right, () => choose({ tab: "photos", label: one.label, predicted: name })));
    }
    table.append(row);
  }
  const scroll = make("div", "scroll");
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", "Confusion matrix");
  scroll.append(table);
  return scroll;
}

function scoped(scope, text) {
  const made = make("th");
  made.scope = scope;
  made.append(make("span", "", text));
  return made;
}

function cell(count, of, right, onclick) {
  const made = make("td");
  if (count === 0) return made;
  const share = count / Math.max(1, of);
  const button = make("button", right ? "hit" : "miss", (100 * share).toFixed(share < 0.1 ? 1 : 0));
  button.title = `${count} of ${of}`;
  button.style.setProperty("--share", String(Math.min(1, right ? share : 4 * share)));
  button.onclick = onclick;
  made.append(button);
  return made;
}

function list(mistakes, classes) {
  const names = new Map(classes.map((c) => [c.label, c.name ?? c.label]));
  const table = make("table", "list");
  const head = make("tr");
  head.append(...["True class", "predicted", "photos", "mean confidence"].map((text) => scoped("col", text)));
  table.append(make("caption", "", "The most frequent mistakes"), head);
  for (const one of mistakes.slice(0, 40)) {
    const row = make("tr");
    const button = make("button", "quiet", one.predicted ?? "?");
    button.onclick = () => choose({ tab: "photos", label: one.label, predicted: one.predicted });
    const said = make("td");
    said.append(button);
    row.append(make("td", "", names.get(one.label) ?? one.label), said, make("td", "number", one.photos.toLocaleString("en")), make("td", "number", one.probability == null ? "" : percent(one.probability, 1)));
    table.append(row);
  }
  return table;
}

/** What one model gets right and another one wrong, side by side. */
export async function disagreementsTab(about, chosen, signal) {
  const size = 12;
  const wrong = chosen.wrong && chosen.wrong !== chosen.model ? chosen.wrong : about.models.find((m) => m !== chosen.model);
  const offset = Number(chosen.offset ?? 0);
  const query = new URLSearchParams({ right: chosen.model, wrong, preset: chosen.preset, limit: size, offset });
  const { total, rows } = await json(`/api/study/disagreements?${query}`, signal);
  if (total === 0) return [make("p", "empty", `There is no photo that ${chosen.model} gets right and ${wrong} wrong.`)];
  const grid = make("div", "pairs");
  for (const one of rows) {
    const pair = make("div", "couple");
    for (const model of [chosen.model, wrong]) {
      const half = make("div");
      half.append(make("span", "who", model));
      if (one.rows[model]) half.append(card(one.rows[model], about));
      pair.append(half);
    }
    grid.append(pair);
  }
  return [make("p", "hint", `${chosen.model} is right, ${wrong} is wrong; the clearest cases first.`), grid, pager(total, offset, size)];
}
