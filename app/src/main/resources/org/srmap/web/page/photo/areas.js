// Attention areas in the browser, so that the threshold can be moved: the same definition as the server's.

const LEAST_SHARE = 0.001;

/**
 * The 8-connected regions at or above a fraction of the largest value, most relevant first.
 * @returns {labels: Int32Array (0: none, else 1 + place in areas), areas: [{share, relevanceShare, mean, rings, box}]}
 */
export function findAreas(map, relevance, height, width, fraction) {
  const least = fraction * map.reduce((a, b) => Math.max(a, b), 0);
  const labels = new Int32Array(map.length);
  const found = [];
  let total = 0;
  for (const value of relevance) if (value > 0) total += value;
  for (let start = 0; start < map.length; start++) {
    if (labels[start] || !(map[start] > 0 && map[start] >= least)) continue;
    const label = found.length + 1;
    found.push({ label, ...flood(map, relevance, height, width, least, labels, start, label) });
  }
  const kept = found.filter((area) => area.pixels.length >= LEAST_SHARE * map.length);
  kept.sort((a, b) => b.relevance - a.relevance || b.pixels.length - a.pixels.length);
  const places = new Int32Array(found.length + 1);
  kept.forEach((area, i) => (places[area.label] = i + 1));
  const areas = kept.map((area) => ({
    share: area.pixels.length / map.length,
    relevanceShare: total > 0 ? Math.min(1, area.relevance / total) : 0,
    mean: area.sum / area.pixels.length,
    rings: rings(labels, height, width, area),
    box: area.box,
  }));
  for (let i = 0; i < labels.length; i++) labels[i] = places[labels[i]];
  return { labels, areas };
}

function flood(map, relevance, height, width, least, labels, start, label) {
  const pixels = [start];
  const box = [width, height, 0, 0];
  let sum = 0;
  let positive = 0;
  labels[start] = label;
  for (let at = 0; at < pixels.length; at++) {
    const x = pixels[at] % width;
    const y = (pixels[at] - x) / width;
    sum += map[pixels[at]];
    positive += Math.max(0, relevance[pixels[at]]);
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x + 1);
    box[3] = Math.max(box[3], y + 1);
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
      for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
        const next = v * width + u;
        if (!labels[next] && map[next] > 0 && map[next] >= least) {
          labels[next] = label;
          pixels.push(next);
        }
      }
    }
  }
  return { pixels, sum, relevance: positive, box };
}

/** Closed rings along pixel edges, the area always to the right. */
function rings(labels, height, width, area) {
  const inside = (x, y) => x >= 0 && y >= 0 && x < width && y < height && labels[y * width + x] === area.label;
  const from = new Map();
  const edge = (x0, y0, x1, y1) => {
    const key = y0 * (width + 1) + x0;
    if (!from.has(key)) from.set(key, []);
    from.get(key).push([x1, y1]);
  };
  for (const pixel of area.pixels) {
    const x = pixel % width;
    const y = (pixel - x) / width;
    if (!inside(x, y - 1)) edge(x, y, x + 1, y);
    if (!inside(x + 1, y)) edge(x + 1, y, x + 1, y + 1);
    if (!inside(x, y + 1)) edge(x + 1, y + 1, x, y + 1);
    if (!inside(x - 1, y)) edge(x, y + 1, x, y);
  }
  const all = [];
  for (const [key, ends] of from) while (ends.length) all.push(follow(from, width, key, ends));
  return all.sort((a, b) => b.length - a.length);
}

function follow(from, width, start, ends) {
  let [x, y] = [start % (width + 1), Math.floor(start / (width + 1))];
  const ring = [[x, y]];
  let next = ends.pop();
  while (next[1] * (width + 1) + next[0] !== start) {
    const [dx, dy] = [next[0] - x, next[1] - y];
    [x, y] = next;
    ring.push([x, y]);
    const choices = from.get(y * (width + 1) + x);
    // Where two corners touch, keep to the outside of the area: turn left.
    const left = choices.findIndex(([u, v]) => u - x === dy && v - y === -dx);
    next = choices.splice(choices.length > 1 && left >= 0 ? left : choices.length - 1, 1)[0];
  }
  return ring;
}

/** Without the points that lie on straight lines. */
export function corners(ring) {
  const n = ring.length;
  return ring.filter(([x, y], i) => {
    const [a, b] = [ring[(i + n - 1) % n], ring[(i + 1) % n]];
    return (x - a[0]) * (b[1] - y) !== (y - a[1]) * (b[0] - x);
  });
}
