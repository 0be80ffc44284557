// Light, dark, or as the system has it.

import { find } from "./element.js";

const ORDER = ["system", "light", "dark"];
const SIGNS = { system: "◐", light: "☀", dark: "☾" };
const button = find("theme");

function apply(theme) {
  document.documentElement.dataset.theme = theme;
  button.textContent = SIGNS[theme];
  button.title = `Colours: ${theme === "system" ? "as the system" : theme}`;
  button.setAttribute("aria-label", `Colours of the page: ${theme === "system" ? "as the system" : theme}. Change`);
}

export function startTheme() {
  let theme = "system";
  try {
    theme = localStorage.getItem("srmap-theme") ?? "system";
  } catch {
    // no storage: the system's colours
  }
  if (!ORDER.includes(theme)) theme = "system";
  apply(theme);
  button.onclick = () => {
    theme = ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length];
    apply(theme);
    try {
      localStorage.setItem("srmap-theme", theme);
    } catch {
      // forgotten when the page is closed
    }
  };
}
