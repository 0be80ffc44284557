// Words below the photo: what is under the cursor, where the network looked, the areas.

import { find, make, percent } from "../element.js";
import { changed, on, pane, state } from "../state.js";

const readout = find("readout");
const words = find("words");
const chips = find("areas");

export function startReadout() {
  on("cursor", underCursor);
  on("result panes look lit", areas);
}

function underCursor() {
  const one = pane();
  const at = state.cursor && one?.sr ? one.index(...state.cursor) : -1;
  const lit = at >= 0 ? one.areas().labels[at] : 0;
  if (lit !== state.lit) {
    state.lit = lit;
    changed("lit", "look");
  }
  if (at < 0) {
    readout.textContent = state.cursor && one?.sr ? "The network does not see this part." : "Move over the photo to read its values.";
    return;
  }
  const [x, y] = state.cursor.map(Math.floor);
  const relevance = one.relevance.values[at];
  const sign = relevance > 0 ? "+" : "";
  readout.textContent = `${x}, ${y} · SR ${one.sr.values[at].toFixed(3)} · relevance ${sign}${relevance.toPrecision(3)}${lit ? ` · area ${lit}` : ""}`;
}

function areas() {
  const one = pane();
  if (!one?.result) {
    words.textContent = "";
    chips.replaceChildren();
    return;
  }
  const { target } = one.result;
  const found = one.areas().areas;
  const sum = (key) => found.reduce((total, area) => total + area[key], 0);
  words.textContent = found.length
    ? `${target.label}, ${percent(target.probability)}: ${found.length === 1 ? "one area" : `${found.length} areas`} with ${percent(sum("share"))} of the picture ${found.length === 1 ? "holds" : "hold"} ${percent(sum("relevanceShare"))} of what speaks for it.`
    : `${target.label}, ${percent(target.probability)}: no area above the threshold.`;
  chips.replaceChildren(...found.slice(0, 8).map(chip));
}

function chip(area, i) {
  const item = make("li");
  const button = make("button", "", `Area ${i + 1}: ${percent(area.relevanceShare)}`);
  button.title = `${percent(area.share)} of the picture, ${percent(area.relevanceShare)} of the positive relevance, mean SR ${area.mean.toFixed(2)}`;
  button.setAttribute("aria-pressed", state.lit === i + 1);
  const light = (number) => () => {
    if (state.lit === number) return;
    state.lit = number;
    for (const [k, each] of [...chips.querySelectorAll("button")].entries()) each.setAttribute("aria-pressed", k + 1 === number);
    changed("view");
  };
  button.onpointerenter = button.onfocus = light(i + 1);
  item.append(button);
  return item;
}
