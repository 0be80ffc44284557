// What is chosen in the study; the address of the page holds it.

/** What is chosen: the tab and whatever narrows it. */
export function choice() {
  const query = new URLSearchParams(location.hash.slice(1).replace(/^study&?/, ""));
  return { tab: "photos", ...Object.fromEntries(query) };
}

/** Chooses something else, from the first row on. */
export function choose(part) {
  const next = { ...choice(), offset: "", ...part };
  for (const [name, value] of Object.entries(next)) if (value === "" || value == null) delete next[name];
  const text = `#study&${new URLSearchParams(next)}`;
  if (location.hash !== text) location.hash = text;
}
