/** Lets a person choose between light and dark, or leave it to the system; kept for the next visit. */
import { button, make } from "./make.js";

const STORED = "tenfold-theme";

const THEMES = { system: "System", light: "Light", dark: "Dark" };

export function themeSwitch() {
  const choices = Object.entries(THEMES).map(([theme, title]) => button(title, () => choose(theme), { "data-theme": theme, class: "small" }));
  const show = () => choices.forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.theme === chosen())));
  addEventListener("scheme", show);
  show();
  return make("div", { class: "row", role: "group", "aria-labelledby": "theme-label" }, make("span", { id: "theme-label", class: "small quiet" }, "Colours"), ...choices);
}

function chosen() {
  return localStorage.getItem(STORED) ?? "system";
}

function choose(theme) {
  if (theme === "system") {
    localStorage.removeItem(STORED);
  } else {
    localStorage.setItem(STORED, theme);
  }
  dispatchEvent(new Event("theme"));
}
