// Elements of the page, and numbers as people read them.

export const find = (id) => document.getElementById(id);

export function make(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (tag === "button") made.type = "button";
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** A share as per cent; unless told otherwise with a decimal only where it is below ten. */
export function percent(share, decimals = share > 0 && share < 0.0995 ? 1 : 0) {
  return `${(100 * share).toFixed(decimals)} %`;
}

/** Shows a message above the view; an empty one goes away. */
export function notice(text) {
  find("notice").textContent = text;
  find("notice").hidden = !text;
}
