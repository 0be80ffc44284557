// The photos of a study, filtered, sorted and in parts.

import { json } from "../api.js";
import { find, make } from "../element.js";
import { card, pager } from "./parts.js";
import { choose } from "./route.js";

const SIZE = 24;
const ORDERS = {
  "file": "by name",
  "-probability": "most confident first",
  "probability": "least confident first",
  "spread": "most concentrated first",
  "-spread": "most scattered first",
  "truth_probability": "true class least probable first",
};
const FILTERS = ["model", "preset", "label", "predicted", "correct", "text"];

export async function photosTab(about, chosen, signal) {
  const query = new URLSearchParams({ limit: SIZE, offset: chosen.offset ?? 0 });
  for (const name of FILTERS) if (chosen[name]) query.set(name, chosen[name]);
  for (const [name, factor] of [["probability", 0.01], ["spread", 1]]) {
    for (const end of ["min", "max"]) if (chosen[`${end}_${name}`]) query.set(`${end}_${name}`, String(Number((chosen[`${end}_${name}`] * factor).toFixed(6))));
  }
  const sort = chosen.sort ?? "file";
  query.set("sort", sort.replace("-", ""));
  if (sort.startsWith("-")) query.set("descending", "true");
  const { total, rows } = await json(`/api/study/rows?${query}`, signal);
  if (total === 0) return [make("p", "empty", "No photo matches. Loosen the filters.")];
  const grid = make("div", "grid");
  grid.append(...rows.map((row) => card(row, about)));
  return [grid, pager(total, Number(chosen.offset ?? 0), SIZE)];
}

/** The bar of choices; only what the part shown can use. */
export function filters(bar, about, chosen) {
  const fields = [select("Model", "model", about.models.map((m) => [m, m]), chosen)];
  if (about.presets.length > 1) fields.push(select("Method", "preset", about.presets.map((p) => [p, p]), chosen));
  if (chosen.tab === "disagreements") fields.push(select("Model that is wrong", "wrong", about.models.filter((m) => m !== chosen.model).map((m) => [m, m]), chosen));
  if (chosen.tab === "photos") {
    fields.push(
      select("Prediction", "correct", [["", "right or wrong"], ["true", "right"], ["false", "wrong"]], chosen),
      select("True class", "label", [["", "any"], ...about.labels.map((l) => [l, about.names[l] ?? l])], chosen),
      range("Confidence, %", "probability", chosen, 100),
      range("Spread of attention", "spread", chosen, 0.5),
      select("Order", "sort", Object.entries(ORDERS), chosen),
      search(chosen),
    );
    if (chosen.predicted) fields.push(clear(chosen));
  }
  // The field in use must not be replaced under the user's hands.
  const names = fields.map((f) => f.dataset.name).join();
  const active = document.activeElement?.id;
  bar.replaceChildren(...fields);
  bar.dataset.names = names;
  if (active?.startsWith("study-")) find(active)?.focus();
}

function field(label, name, ...inputs) {
  const made = make("label", "field", label);
  made.dataset.name = name;
  made.append(...inputs);
  return made;
}

function select(label, name, options, chosen) {
  const made = make("select");
  made.id = `study-${name}`;
  made.append(...options.map(([value, text]) => new Option(text, value, false, value === (chosen[name] ?? ""))));
  made.onchange = () => choose({ [name]: made.value });
  return field(label, name, made);
}

function range(label, name, chosen, most) {
  const ends = ["min", "max"].map((end) => {
    const input = make("input");
    Object.assign(input, { type: "number", min: 0, max: most, step: most / 100, value: chosen[`${end}_${name}`] ?? "" });
    input.id = `study-${end}-${name}`;
    input.placeholder = end === "min" ? "from" : "to";
    input.setAttribute("aria-label", `${label}, ${end === "min" ? "from" : "to"}`);
    input.onchange = () => choose({ [`${end}_${name}`]: input.value });
    return input;
  });
  const made = make("div", "field");
  made.dataset.name = name;
  const pair = make("div", "pair");
  pair.append(...ends);
  made.append(make("span", "", label), pair);
  return made;
}

function search(chosen) {
  const input = make("input");
  Object.assign(input, { id: "study-text", type: "search", value: chosen.text ?? "", placeholder: "part of it" });
  input.onchange = () => choose({ text: input.value });
  return field("File name", "text", input);
}

function clear(chosen) {
  const button = make("button", "", `predicted: ${chosen.predicted} ×`);
  button.dataset.name = "predicted";
  button.onclick = () => choose({ predicted: "" });
  return button;
}
