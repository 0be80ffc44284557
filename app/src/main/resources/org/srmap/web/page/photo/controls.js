// Sliders and choices: how the map is drawn, and by which model and rules it is computed.

import { CHOICES } from "../colors.js";
import { find, make, percent } from "../element.js";
import { changed, on, pane, state } from "../state.js";

const shows = [...document.querySelectorAll("#shows [data-show]")];

export function startControls() {
  for (const button of shows) button.onclick = () => look({ show: button.dataset.show });
  for (const name of ["opacity", "threshold"]) find(name).oninput = () => look({ [name]: find(name).value / 100 });
  find("colors").onchange = () => look({ colors: { ...state.look.colors, [kind()]: find("colors").value } });
  find("outlines").onchange = () => look({ outlines: find("outlines").checked });
  for (const name of ["model", "lrp"]) find(name).onchange = () => choose(name, find(name).value);
  for (const group of document.querySelectorAll("[role=radiogroup]")) group.addEventListener("keydown", arrows);
  on("look", showLook);
  on("panes", showChoice);
}

const kind = () => (state.look.show === "relevance" ? "relevance" : "sr");

function look(part) {
  Object.assign(state.look, part);
  changed("look", "link");
}

function showLook() {
  const { show, opacity, threshold, colors, outlines } = state.look;
  for (const button of shows) {
    button.setAttribute("aria-checked", button.dataset.show === show);
    button.tabIndex = button.dataset.show === show ? 0 : -1;
  }
  find("opacity").value = Math.round(100 * opacity);
  find("threshold").value = Math.round(100 * threshold);
  find("opacity-out").textContent = percent(opacity, 0);
  find("threshold-out").textContent = `${percent(threshold, 0)} of the largest`;
  find("outlines").checked = outlines;
  const options = CHOICES[kind()].map(([name, shown]) => new Option(shown, name, false, name === colors[kind()]));
  find("colors").replaceChildren(...options);
}

/** Fills the lists of models and rules. */
export function offer({ models, presets, baselines }) {
  find("model").replaceChildren(...models.map((model) => new Option(model.name, model.name)));
  const group = (label, names) => {
    const made = make("optgroup");
    made.label = label;
    made.append(...names.map((name) => new Option(name, name)));
    return made;
  };
  find("lrp").replaceChildren(group("Relevance propagation", presets), group("Other methods", baselines));
}

function choose(name, value) {
  pane()[name] = value;
  if (name === "model") Object.assign(pane(), { target: "top1", against: "", before: null });
  changed("link");
  pane().ask();
}

function showChoice() {
  const one = pane();
  if (!one) return;
  const model = state.offer.models.find((each) => each.name === one.model);
  find("model").value = one.model;
  find("lrp").value = one.lrp;
  find("lrp").disabled = Boolean(model?.preset);
  const labels = find("labels");
  if (labels.dataset.of !== one.model) {
    labels.dataset.of = one.model;
    labels.replaceChildren(...(model?.labels ?? []).map((label) => new Option("", label)));
  }
}

/** Arrow keys move within a group of choices. */
function arrows(event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const all = [...event.currentTarget.querySelectorAll("[role=radio]")];
  const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
  next.click();
  next.focus();
  event.preventDefault();
}
