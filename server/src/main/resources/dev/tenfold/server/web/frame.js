/** What is around every view: files that are dropped on it, the model that reads, and its colours. */
import { button, make } from "./make.js";

const THEME = "tenfold-theme";

/** The model that comes with Tenfold. */
const BUNDLED = "flagship";

const THEMES = { system: "System", light: "Light", dark: "Dark" };

/** Begins to take files that are dropped or pasted, whichever view is shown: they are read as pictures. */
export function takeFiles() {
  addEventListener("paste", (event) => take(event.clipboardData.files, event));
  addEventListener("dragover", (event) => drag(event, true));
  addEventListener("dragleave", (event) => drag(event, event.relatedTarget !== null));
  addEventListener("drop", (event) => {
    drag(event, false);
    take(event.dataTransfer.files, event);
  });
}

function drag(event, over) {
  if (event.dataTransfer.types.includes("Files")) {
    event.preventDefault();
    document.body.classList.toggle("dragged-over", over);
  }
}

async function take(files, event) {
  if (files.length === 0) {
    return;
  }
  event.preventDefault();
  // The browser takes the list back once the event is over.
  const taken = [...files];
  location.hash = "#/picture";
  const { readFiles } = await import("./picture.js");
  await readFiles(taken);
}

/** Names the model that reads, on every view, where it is not the bundled one. */
export function modelNote() {
  const name = make("strong");
  const note = make("p", { class: "reads-now small", role: "status", hidden: true }, name, " reads now. ", make("a", { href: "#/train" }, "Choose another model"));
  addEventListener("model", (event) => {
    const { detail } = /** @type {CustomEvent<string>} */ (event);
    name.textContent = detail;
    note.hidden = detail === BUNDLED;
  });
  return note;
}

/** Lets a person choose between light and dark, or leave it to the system; kept for the next visit. */
export function themeSwitch() {
  const choices = Object.entries(THEMES).map(([theme, title]) => button(title, () => choose(theme), { "data-theme": theme, class: "small" }));
  const show = () => choices.forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.theme === chosen())));
  addEventListener("scheme", show);
  show();
  return make("div", { class: "row", role: "group", "aria-labelledby": "theme-label" }, make("span", { id: "theme-label", class: "small quiet" }, "Colours"), ...choices);
}

function chosen() {
  return localStorage.getItem(THEME) ?? "system";
}

function choose(theme) {
  if (theme === "system") {
    localStorage.removeItem(THEME);
  } else {
    localStorage.setItem(THEME, theme);
  }
  dispatchEvent(new Event("theme"));
}
