// The classes that the network thinks of most, and which of them is explained.

import { changed, on, pane, state } from "./state.js";

const list = document.getElementById("bars");
const other = document.getElementById("other");

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
  const versus = document.getElementById("versus");
  versus.textContent = one.against
    ? `Shown: what speaks for ${target.label} and against ${one.other || one.against}.`
    : "Choose a class to see what speaks for it; “not” shows why it is the one and not the other.";
}

function skeleton() {
  if (list.childElementCount) return;
  for (let i = 0; i < 5; i++) {
    const item = document.createElement("li");
    item.className = "skeleton";
    list.append(item);
  }
}

function bar(row, one) {
  const item = document.createElement("li");
  const chosen = row.index === one.result.target.index;
  const not = String(row.index) === one.against;
  item.className = chosen ? "chosen" : not ? "not" : "";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "class";
  button.setAttribute("aria-pressed", chosen);
  button.title = `class ${row.index}${row.synset ? `, ${row.synset}` : ""}, logit ${row.logit.toFixed(2)}`;
  button.append(span("label", row.label), span("value", `${(100 * row.probability).toFixed(1)} %`), meter(row, one));
  button.onclick = () => explainClass(row.index);
  item.append(button);
  if (!chosen) item.append(notButton(row, one, not));
  return item;
}

function notButton(row, one, not) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet versus";
  button.textContent = "not";
  button.setAttribute("aria-pressed", not);
  button.setAttribute("aria-label", `Why ${one.result.target.label} and not ${row.label}`);
  button.onclick = () => explainClass(one.result.target.index, not ? "" : row.index, not ? "" : row.label);
  return button;
}

function meter(row, one) {
  const track = span("track", "");
  const fill = span("fill", "");
  fill.style.inlineSize = `${100 * row.probability}%`;
  track.append(fill);
  const before = state.photo?.edits.length ? one.before?.prediction.find((was) => was.index === row.index) : null;
  if (before) {
    const mark = span("mark", "");
    mark.style.insetInlineStart = `${100 * before.probability}%`;
    mark.title = `${(100 * before.probability).toFixed(1)} % before`;
    track.append(mark);
  }
  return track;
}

function span(name, text) {
  const made = document.createElement("span");
  made.className = name;
  made.textContent = text;
  return made;
}
