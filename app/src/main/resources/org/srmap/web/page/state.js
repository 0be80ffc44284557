// What the page shows: one place that everything reads and changes, and hears of changes.

export const MOST_PANES = 4;

export const state = {
  offer: null, // what the server offers: models, presets, baselines, examples
  photo: null, // {id or null while it is being sent, file, name, bitmap, edits, original}
  panes: [], // see pane.js
  active: 0,
  look: { show: "sr", opacity: 0.75, threshold: 0.1, colors: { sr: "inferno", relevance: "bwr" }, outlines: true },
  view: { scale: 1, x: 0.5, y: 0.5 }, // zoom, and the place of the photo in the middle
  cursor: null, // [x, y] in pixels of the photo
  lit: 0, // the attention area that is pointed at, from 1
  tool: "none",
  draft: [], // the region that is being drawn, points in pixels of the photo
};

const listeners = new Map();

/** Calls back whenever one of the named things changes. */
export function on(names, callback) {
  for (const name of names.split(" ")) {
    if (!listeners.has(name)) listeners.set(name, []);
    listeners.get(name).push(callback);
  }
}

const pending = new Set();

/** Tells that something changed; callbacks run once, as soon as the running code is done. */
export function changed(...names) {
  if (pending.size === 0) queueMicrotask(tell);
  names.forEach((name) => pending.add(name));
}

function tell() {
  const names = [...pending];
  pending.clear();
  const calls = new Set(names.flatMap((name) => listeners.get(name) ?? []));
  calls.forEach((callback) => callback());
}

export const pane = () => state.panes[state.active];
