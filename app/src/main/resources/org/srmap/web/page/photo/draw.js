// Draws a pane: photo, map, outlines, what is being drawn.

import { state } from "../state.js";
import { overlay } from "./overlay.js";

/** How the photo lies in a canvas: x = photo x * zoom + left. */
export function placement(canvas) {
  const { width, height } = photoSize();
  const fit = Math.min(canvas.width / width, canvas.height / height);
  const zoom = fit * state.view.scale;
  const place = (size, room, middle) => {
    const length = size * zoom;
    return length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, room / 2 - middle * length));
  };
  return { zoom, left: place(width, canvas.width, state.view.x), top: place(height, canvas.height, state.view.y) };
}

/** Size of the upright photo in pixels. */
export function photoSize() {
  const known = state.panes.find((pane) => pane.result)?.result.geometry.photo;
  if (known && state.photo?.id) return { width: known[0], height: known[1] };
  return { width: state.photo?.bitmap?.width ?? 4, height: state.photo?.bitmap?.height ?? 3 };
}

export function draw(pane, canvas) {
  const context = canvas.getContext("2d");
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (!state.photo?.bitmap) return;
  const { zoom, left, top } = placement(canvas);
  const { width, height } = photoSize();
  context.setTransform(zoom, 0, 0, zoom, left, top);
  context.imageSmoothingEnabled = zoom < 6;
  context.imageSmoothingQuality = "high";
  context.drawImage(state.photo.bitmap, 0, 0, width, height);
  if (pane.sr && !pane.stale) drawMap(context, pane, zoom);
  drawDraft(context, zoom);
}

/** Map and outlines onto a context whose units are pixels of the photo. */
export function drawMap(context, pane, zoom) {
  const { look } = state;
  const { scale, offset } = pane.result.geometry.input_to_photo;
  if (look.show !== "photo") {
    const map = pane[look.show];
    const shown = { ...look, colors: look.colors[look.show] };
    const key = [look.show, shown.opacity, shown.threshold, shown.colors].join();
    if (pane.drawn?.key !== key || pane.drawn.of !== map) pane.drawn = { key, of: map, canvas: overlay(map, shown) };
    context.imageSmoothingEnabled = look.show === "sr";
    context.drawImage(pane.drawn.canvas, offset[0], offset[1], map.width * scale[0], map.height * scale[1]);
  }
  if (look.outlines && look.show !== "relevance") {
    pane.areas().areas.forEach((area, i) => outline(context, area, { scale, offset, zoom, lit: state.lit === i + 1 }));
  }
}

function outline(context, area, { scale, offset, zoom, lit }) {
  context.save();
  context.translate(offset[0], offset[1]);
  context.scale(scale[0], scale[1]);
  const path = smooth(area.rings);
  const unit = 1 / (zoom * Math.sqrt(scale[0] * scale[1]));
  const density = window.devicePixelRatio || 1;
  context.lineJoin = "round";
  context.lineWidth = (lit ? 5 : 3.5) * density * unit;
  context.strokeStyle = "rgba(0, 0, 0, 0.55)";
  context.stroke(path);
  context.lineWidth = (lit ? 3 : 1.6) * density * unit;
  context.strokeStyle = lit ? "#ffd27d" : "#ffffff";
  context.stroke(path);
  context.restore();
}

/** A line through the middles of the edges: the area's border without the steps of the grid. */
function smooth(rings) {
  const path = new Path2D();
  for (const ring of rings) {
    const n = ring.length;
    const middle = (i) => [(ring[i % n][0] + ring[(i + 1) % n][0]) / 2, (ring[i % n][1] + ring[(i + 1) % n][1]) / 2];
    path.moveTo(...middle(0));
    for (let i = 1; i <= n; i++) path.quadraticCurveTo(...ring[i % n], ...middle(i));
    path.closePath();
  }
  return path;
}

function drawDraft(context, zoom) {
  if (state.draft.length < 2) return;
  const density = window.devicePixelRatio || 1;
  context.beginPath();
  state.draft.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.closePath();
  context.fillStyle = "rgba(255, 210, 125, 0.25)";
  context.fill();
  context.lineWidth = (2 * density) / zoom;
  context.setLineDash([(6 * density) / zoom, (4 * density) / zoom]);
  context.strokeStyle = "#ffd27d";
  context.stroke();
  context.setLineDash([]);
}
