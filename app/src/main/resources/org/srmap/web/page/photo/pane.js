// One explained class of the photo: asks the server and keeps what it answers.

import { bytes, explain } from "../api.js";
import { changed, state } from "../state.js";
import { findAreas } from "./areas.js";
import { readNpy, sumChannels } from "./npy.js";
import { scaleOf } from "./overlay.js";

export class Pane {
  constructor({ model, lrp, target = "top1", against = "" }) {
    Object.assign(this, { model, lrp, target, against });
    this.result = null; // the server's JSON
    this.sr = null; // {values, height, width, signed, scale}
    this.relevance = null;
    this.problem = null;
    this.loading = false;
    this.before = null; // what the network said of the unchanged photo
  }

  settings() {
    return { model: this.model, lrp: this.lrp, target: this.target, against: this.against };
  }

  /** Asks anew; what was asked before is given up. */
  async ask() {
    this.request?.abort();
    const request = (this.request = new AbortController());
    const { photo } = state;
    this.loading = true;
    this.problem = null;
    changed("panes");
    try {
      const result = await explain({ photo: photo.id ?? photo.file, ...this.settings() }, request.signal);
      photo.id ??= result.photo;
      const maps = await Promise.all(
        ["sr", "relevance"].map(async (kind) => readNpy(await bytes(result.maps[kind], request.signal))),
      );
      this.take(result, ...maps);
      if (photo === state.photo && photo.edits.length === 0) this.before = result;
    } catch (e) {
      if (e.name === "AbortError") return;
      this.problem = e;
    }
    if (this.request === request) {
      this.loading = false;
      changed("panes", "result");
    }
  }

  take(result, sr, relevance) {
    const [height, width] = sr.shape;
    const sum = sumChannels(relevance);
    this.result = result;
    this.sr = { values: sr.values, height, width, signed: false, scale: scaleOf(sr.values) };
    this.relevance = { values: sum, height, width, signed: true, scale: scaleOf(sum) };
    this.found = null;
  }

  /** The attention areas at the present threshold. */
  areas() {
    const { threshold } = state.look;
    if (!this.sr) return { labels: null, areas: [] };
    if (this.found?.threshold !== threshold) {
      const { values, height, width } = this.sr;
      this.found = { threshold, ...findAreas(values, this.relevance.values, height, width, threshold) };
    }
    return this.found;
  }

  /** From a place in the photo to the number of the map's value there; -1 outside. */
  index(x, y) {
    if (!this.sr) return -1;
    const { scale, offset } = this.result.geometry.input_to_photo;
    const u = Math.floor((x - offset[0]) / scale[0]);
    const v = Math.floor((y - offset[1]) / scale[1]);
    return u >= 0 && v >= 0 && u < this.sr.width && v < this.sr.height ? v * this.sr.width + u : -1;
  }
}

/** Explains the photo anew in all panes; the first one sends it. */
export async function askAll() {
  const [first, ...others] = state.panes;
  const asked = first.ask();
  if (!state.photo.id) await asked;
  await Promise.all(others.map((one) => one.ask()));
}
