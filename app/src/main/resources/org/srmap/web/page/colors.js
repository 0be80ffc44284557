// Colour maps as tables of 256 colours; the numbers of viridis and inferno are Matplotlib's (CC0), thinned out.

const STOPS = {
  inferno: ["000004", "1b0c41", "4a0c6b", "781c6d", "a52c60", "cf4446", "ed6925", "fb9b06", "f7d13d", "fcffa4"],
  viridis: ["440154", "472d7b", "3b528b", "2c728e", "21918c", "28ae80", "5ec962", "addc30", "fde725"],
  hot: ["0b0000", "a00000", "ff2a00", "ffb400", "ffff80", "ffffff"],
  gray: ["000000", "ffffff"],
  bwr: ["0000ff", "ffffff", "ff0000"],
  seismic: ["00004d", "0000ff", "ffffff", "ff0000", "800000"],
  coldnhot: ["e0ffff", "00ffff", "0000ff", "000000", "ff0000", "ffff00", "ffffe0"],
};

/** What can be chosen for each kind of map: [name, shown]. */
export const CHOICES = {
  sr: [["inferno", "Inferno"], ["viridis", "Viridis"], ["hot", "Hot"], ["gray", "Gray"], ["spotlight", "Spotlight: dim the rest"]],
  relevance: [["bwr", "Blue to red"], ["seismic", "Seismic"], ["coldnhot", "Cold and hot"]],
};

const tables = new Map();

/** 256 x RGB, from the lowest to the highest value. */
export function table(name) {
  if (!STOPS[name]) return table("inferno");
  if (!tables.has(name)) {
    const stops = STOPS[name].map((hex) => [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)));
    const colours = new Uint8Array(256 * 3);
    for (let i = 0; i < 256; i++) {
      const at = (i / 255) * (stops.length - 1);
      const low = Math.min(Math.floor(at), stops.length - 2);
      for (let c = 0; c < 3; c++) {
        colours[3 * i + c] = Math.round(stops[low][c] + (at - low) * (stops[low + 1][c] - stops[low][c]));
      }
    }
    tables.set(name, colours);
  }
  return tables.get(name);
}
