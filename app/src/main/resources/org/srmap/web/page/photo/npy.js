// Reads NumPy array files of float32 in C order.

export function readNpy(buffer) {
  const head = new Uint8Array(buffer, 0, 10);
  if (head[0] !== 0x93 || head[6] !== 1) throw new Error("no .npy file of version 1");
  const length = head[8] | (head[9] << 8);
  const text = new TextDecoder().decode(new Uint8Array(buffer, 10, length));
  if (!text.includes("'<f4'") || text.includes("True")) throw new Error("not float32 in C order");
  const shape = text.match(/'shape': \(([^)]*)\)/)[1].split(",").map((n) => n.trim()).filter(Boolean).map(Number);
  return { shape, values: new Float32Array(buffer, 10 + length) };
}

/** Sum over the channels of a C x H x W array, in double precision as everywhere in srmap. */
export function sumChannels({ shape: [channels, height, width], values }) {
  const pixels = height * width;
  const sum = new Float64Array(pixels);
  for (let c = 0; c < channels; c++) for (let i = 0; i < pixels; i++) sum[i] += values[c * pixels + i];
  return Float32Array.from(sum);
}
