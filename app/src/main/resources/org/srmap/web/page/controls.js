// Sliders and choices: how the map is drawn, and by which model and rules it is computed.

import { CHOICES } from "./colors.js";
import { changed, on, pane, state } from "./state.js";

const element = (id) => document.getElementById(id);
const shows = [...document.querySelectorAll("#shows [data-show]")];

export function startControls() {
  for (const button of shows) button.onclick = () => look({ show: button.dataset.show });
  for (const name of ["opacity", "threshold"]) element(name).oninput = () => look({ [name]: element(name).value / 100 });
  element("colors").onchange = () => look({ colors: { ...state.look.colors, [kind()]: element("colors").value } });
  element("outlines").onchange = () => look({ outlines: element("outlines").checked });
  for (const name of ["model", "lrp"]) element(name).onchange = () => choose(name, element(name).value);
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
  element("opacity").value = Math.round(100 * opacity);
  element("threshold").value = Math.round(100 * threshold);
  element("opacity-out").textContent = `${Math.round(100 * opacity)} %`;
  element("threshold-out").textContent = `${Math.round(100 * threshold)} % of the largest`;
  element("outlines").checked = outlines;
  const options = CHOICES[kind()].map(([name, shown]) => new Option(shown, name, false, name === colors[kind()]));
  element("colors").replaceChildren(...options);
}

/** Fills the lists of models and rules. */
export function offer({ models, presets, baselines }) {
  element("model").replaceChildren(...models.map((model) => new Option(model.name, model.name)));
  const group = (label, names) => {
    const made = document.createElement("optgroup");
    made.label = label;
    made.append(...names.map((name) => new Option(name, name)));
    return made;
  };
  element("lrp").replaceChildren(group("Relevance propagation", presets), group("Other methods", baselines));
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
  element("model").value = one.model;
  element("lrp").value = one.lrp;
  element("lrp").disabled = Boolean(model?.preset);
  const labels = element("labels");
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
