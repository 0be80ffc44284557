// The classes that the network thinks of most, and which of them is explained.

import { find, make, percent } from "../element.js";
import { changed, on, pane, state } from "../state.js";

const list = find("bars");
const other = find("other");

export function startBars() {
  on("result panes photo", show);
  other.onchange = () => {
    if (other.value.trim()) explainClass(other.value.trim());
    other.value = "";
  };
}

function explainClass(target, against = "", name = "") {
  Object.assign(pane(), { target: String(target), against: String(against), other: name });
  changed("link");
  pane().ask();
}

function show() {
  const one = pane();
  if (!one?.result) return skeleton();
  const { prediction, target } = one.result;
  const rows = [...prediction];
  if (!rows.some((row) => row.index === target.index)) rows.push(target);
  list.replaceChildren(...rows.map((row) => bar(row, one)));
  list.classList.toggle("loading", one.loading);
  find("versus").textContent = one.against
    ? `Shown: what speaks for ${target.label} and against ${one.other || one.against}.`
    : "Choose a class to see what speaks for it. “not” shows why the network prefers one class to another.";
}

function skeleton() {
  if (list.childElementCount) return;
  for (let i = 0; i < 5; i++) list.append(make("li", "skeleton"));
}

function bar(row, one) {
  const chosen = row.index === one.result.target.index;
  const not = String(row.index) === one.against;
  const item = make("li", chosen ? "chosen" : not ? "not" : "");
  const button = make("button", "class");
  button.setAttribute("aria-pressed", chosen);
  button.title = `class ${row.index}${row.synset ? `, ${row.synset}` : ""}, logit ${row.logit.toFixed(2)}`;
  button.append(make("span", "label", row.label), make("span", "value", percent(row.probability, 1)), meter(row, one));
  button.onclick = () => explainClass(row.index);
  item.append(button);
  if (!chosen) item.append(notButton(row, one, not));
  return item;
}

function notButton(row, one, not) {
  const button = make("button", "quiet versus", "not");
  button.setAttribute("aria-pressed", not);
  button.setAttribute("aria-label", `Why ${one.result.target.label} and not ${row.label}`);
  button.onclick = () => explainClass(one.result.target.index, not ? "" : row.index, not ? "" : row.label);
  return button;
}

function meter(row, one) {
  const track = make("span", "track");
  const fill = make("span", "fill");
  fill.style.inlineSize = `${100 * row.probability}%`;
  track.append(fill);
  const before = state.photo?.edits.length ? one.before?.prediction.find((was) => was.index === row.index) : null;
  if (before) {
    const mark = make("span", "mark");
    mark.style.insetInlineStart = `${100 * before.probability}%`;
    mark.title = `${percent(before.probability, 1)} before`;
    track.append(mark);
  }
  return track;
}
