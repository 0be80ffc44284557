// The panes on the page: one canvas each, zoomed and pointed at together.

import { find, make, percent } from "../element.js";
import { MOST_PANES, changed, on, pane, state } from "../state.js";
import { draw, photoSize, placement } from "./draw.js";
import { Pane } from "./pane.js";
import { applyDraft } from "./whatif.js";

const box = find("panes");
let frames = []; // {canvas, figure, caption, status}

export function startStage() {
  on("panes", build);
  on("panes look view cursor photo draft", paint);
  new ResizeObserver(() => changed("view")).observe(box);
  find("zoom-in").onclick = () => zoomBy(1.5);
  find("zoom-out").onclick = () => zoomBy(1 / 1.5);
  find("zoom-fit").onclick = () => setView({ scale: 1, x: 0.5, y: 0.5 });
  find("beside").onclick = addPane;
}

function addPane() {
  if (state.panes.length >= MOST_PANES) return;
  const added = new Pane(pane().settings());
  if (pane().result) Object.assign(added, { result: pane().result, sr: pane().sr, relevance: pane().relevance });
  added.before = pane().before;
  state.panes.push(added);
  state.active = state.panes.length - 1;
  changed("panes", "result", "link");
}

function removePane(index) {
  state.panes[index].request?.abort();
  state.panes.splice(index, 1);
  state.active = Math.min(state.active, state.panes.length - 1);
  changed("panes", "result", "link");
}

function activate(index) {
  if (state.active === index) return;
  state.active = index;
  changed("panes", "result");
}

function build() {
  box.dataset.count = state.panes.length;
  find("beside").disabled = state.panes.length >= MOST_PANES;
  while (frames.length > state.panes.length) frames.pop().figure.remove();
  while (frames.length < state.panes.length) frames.push(frame(frames.length));
  frames.forEach(label);
}

function frame(index) {
  const figure = make("figure", "pane");
  const canvas = Object.assign(make("canvas"), { tabIndex: 0, role: "img" });
  const caption = make("button", "caption");
  const remove = Object.assign(make("button", "quiet remove", "×"), { ariaLabel: "Remove this view" });
  const status = Object.assign(make("p", "status"), { role: "status" });
  const below = make("figcaption");
  below.append(caption, remove);
  figure.append(canvas, below, status);
  box.append(figure);
  caption.onclick = () => activate(index);
  remove.onclick = () => removePane(index);
  listen(canvas, index);
  return { figure, canvas, caption, remove, status };
}

function label({ figure, canvas, caption, remove, status }, index) {
  const one = state.panes[index];
  const several = state.panes.length > 1;
  const what = one.result && !one.problem ? says(one) : "";
  figure.classList.toggle("active", several && index === state.active);
  figure.classList.toggle("loading", one.loading);
  figure.setAttribute("aria-busy", one.loading);
  caption.hidden = remove.hidden = !several;
  caption.textContent = several ? [what, one.model, one.lrp].filter(Boolean).join(" · ") : "";
  caption.setAttribute("aria-pressed", index === state.active);
  canvas.setAttribute("aria-label", what ? `Photo with the map of ${what}. Arrow keys move the cursor.` : "Photo");
  status.textContent = one.problem ? one.problem.message : one.loading ? "Looking …" : "";
  status.classList.toggle("wrong", Boolean(one.problem));
}

function says(one) {
  const { label: name, probability } = one.result.target;
  const rather = one.against && one.other ? ` rather than ${one.other}` : "";
  return `${name}${rather} ${percent(probability, 1)}`;
}

function paint() {
  const density = window.devicePixelRatio || 1;
  frames.forEach(({ canvas }, index) => {
    const width = Math.round(canvas.clientWidth * density);
    const height = Math.round(canvas.clientHeight * density);
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    if (state.panes[index]) draw(state.panes[index], canvas);
  });
}

function setView(view) {
  const keep = (value) => Math.min(1, Math.max(0, value));
  state.view = { scale: Math.min(40, Math.max(1, view.scale)), x: keep(view.x), y: keep(view.y) };
  changed("view", "link");
}

/** Zooms; the place of the photo given (0 to 1) stays where it is on the screen. */
function zoomBy(factor, x = state.view.x, y = state.view.y) {
  const scale = Math.min(40, Math.max(1, state.view.scale * factor));
  const share = state.view.scale / scale;
  setView({ scale, x: x + (state.view.x - x) * share, y: y + (state.view.y - y) * share });
}

function photoPoint(canvas, event) {
  const density = window.devicePixelRatio || 1;
  const bounds = canvas.getBoundingClientRect();
  const { zoom, left, top } = placement(canvas);
  return [
    ((event.clientX - bounds.left) * density - left) / zoom,
    ((event.clientY - bounds.top) * density - top) / zoom,
  ];
}

function listen(canvas, index) {
  const fingers = new Map();
  canvas.onpointerdown = (event) => {
    activate(index);
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, event);
    if (state.tool !== "none" && fingers.size === 1) state.draft = [photoPoint(canvas, event)];
  };
  canvas.onpointermove = (event) => {
    const point = photoPoint(canvas, event);
    const before = fingers.get(event.pointerId);
    if (before && fingers.size === 2) pinch(canvas, fingers, event);
    else if (before && state.tool !== "none") state.draft.push(point);
    else if (before) pan(canvas, event, before);
    if (before) fingers.set(event.pointerId, event);
    state.cursor = point;
    changed("cursor", "draft");
  };
  const end = (event) => {
    fingers.delete(event.pointerId);
    if (state.draft.length) applyDraft();
  };
  canvas.onpointerup = end;
  canvas.onpointercancel = (event) => {
    fingers.delete(event.pointerId);
    state.draft = [];
    changed("draft");
  };
  canvas.onpointerleave = () => {
    state.cursor = null;
    changed("cursor");
  };
  canvas.addEventListener("wheel", (event) => wheel(canvas, event), { passive: false });
  canvas.onkeydown = (event) => key(event, index);
}

function wheel(canvas, event) {
  if (!event.ctrlKey && !event.metaKey && !event.shiftKey && state.view.scale === 1 && event.deltaY > 0) return;
  event.preventDefault();
  const [x, y] = photoPoint(canvas, event);
  const { width, height } = photoSize();
  zoomBy(Math.exp(-event.deltaY / 400), x / width, y / height);
}

function pan(canvas, event, before) {
  const density = window.devicePixelRatio || 1;
  const { zoom } = placement(canvas);
  const { width, height } = photoSize();
  const { scale, x, y } = state.view;
  if (scale === 1) return;
  setView({
    scale,
    x: x - ((event.clientX - before.clientX) * density) / (zoom * width),
    y: y - ((event.clientY - before.clientY) * density) / (zoom * height),
  });
}

function pinch(canvas, fingers, event) {
  const [a, b] = [...fingers.values()];
  const other = a.pointerId === event.pointerId ? b : a;
  const own = a.pointerId === event.pointerId ? a : b;
  const distance = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  zoomBy(distance(event) / Math.max(1, distance(own)));
}

function key(event, index) {
  const { width, height } = photoSize();
  const step = Math.max(1, Math.round(Math.max(width, height) / 100)) * (event.shiftKey ? 5 : 1);
  const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
  if (moves[event.key]) {
    const [x, y] = state.cursor ?? [width / 2, height / 2];
    const [dx, dy] = moves[event.key];
    state.cursor = [Math.min(width - 1, Math.max(0, x + dx)), Math.min(height - 1, Math.max(0, y + dy))];
    changed("cursor");
  } else if (event.key === "+" || event.key === "=") zoomBy(1.5);
  else if (event.key === "-") zoomBy(1 / 1.5);
  else if (event.key === "0") setView({ scale: 1, x: 0.5, y: 0.5 });
  else if (event.key === "Enter") activate(index);
  else return;
  event.preventDefault();
}
