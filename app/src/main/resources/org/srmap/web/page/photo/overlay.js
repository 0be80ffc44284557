// Turns a float map into a picture with transparency, at the map's own resolution.

import { table } from "../colors.js";

/** The value that is drawn in the strongest colour: all but the 0.2 % strongest lie below. */
export function scaleOf(values) {
  const sizes = Float32Array.from(values, Math.abs).sort();
  return sizes[Math.floor(0.998 * (sizes.length - 1))] || 1;
}

/**
 * Draws a map.
 * @param map {values, height, width, signed, scale}
 * @param look {opacity 0..1, threshold 0..1, colors}
 */
export function overlay(map, look) {
  const canvas = new OffscreenCanvas(map.width, map.height);
  const context = canvas.getContext("2d");
  const image = context.createImageData(map.width, map.height);
  if (look.colors === "spotlight") spotlight(map, look, image.data);
  else coloured(map, look, image.data);
  context.putImageData(image, 0, 0);
  return canvas;
}

function coloured({ values, signed, scale }, { opacity, threshold, colors }, data) {
  const colours = table(colors);
  for (let i = 0; i < values.length; i++) {
    const value = Math.max(-1, Math.min(1, values[i] / scale));
    const size = Math.abs(value);
    if (size < threshold || size === 0) continue;
    const at = 3 * Math.round(255 * (signed ? (value + 1) / 2 : value));
    data[4 * i] = colours[at];
    data[4 * i + 1] = colours[at + 1];
    data[4 * i + 2] = colours[at + 2];
    data[4 * i + 3] = 255 * opacity * Math.min(1, 0.25 + (1.5 * (size - threshold)) / (1.001 - threshold));
  }
}

function spotlight({ values, scale }, { opacity, threshold }, data) {
  for (let i = 0; i < values.length; i++) {
    const light = Math.min(1, Math.max(0, values[i] / scale - threshold) / 0.25);
    data[4 * i + 3] = 255 * opacity * (1 - light);
  }
}
