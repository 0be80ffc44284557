// The two views; the address of the page names the one that is shown.

import { find } from "./element.js";
import { changed, state } from "./state.js";

export const isStudy = () => location.hash.startsWith("#study");

export function startViews() {
  addEventListener("hashchange", showView);
}

/** Shows the view that the address names. */
export function showView() {
  const study = isStudy();
  find("study").hidden = !study;
  find("intake").hidden = study || Boolean(state.photo);
  find("work").hidden = study || !state.photo;
  for (const link of document.querySelectorAll("#nav a")) {
    if ((link.dataset.view === "study") === study) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  changed(study ? "study" : "view");
}
