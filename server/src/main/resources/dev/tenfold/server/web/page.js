/**
 * The frame: the views, and which of them is shown.
 *
 * A view is a module with `mount(section)`, which fills an empty section of the page, and
 * `unmount()`, which stops whatever the view still does before its section is thrown away.
 *
 * @typedef {object} View
 * @property {(section: HTMLElement) => void | Promise<void>} mount
 * @property {() => void} unmount
 */
import { make } from "./make.js";
import { hideNotice, showProblem } from "./notice.js";

/** In the order of the navigation; the first is shown first. */
const VIEWS = [
  { name: "draw", title: "Draw", load: () => import("./draw.js") },
  { name: "picture", title: "Read a picture", load: () => import("./picture.js") },
  { name: "inside", title: "Look inside", load: () => import("./inside.js") },
  { name: "compare", title: "Compare", load: () => import("./compare.js") },
  { name: "train", title: "Train", load: () => import("./train.js") },
  { name: "review", title: "Review", load: () => import("./review.js") },
  { name: "api", title: "API", load: () => import("./api-view.js") },
];

const nav = document.getElementById("nav");
const main = document.getElementById("main");

/** @type {View | undefined} */
let shown;
let turn = 0;

function wanted() {
  const name = location.hash.replace(/^#\/?/, "").split("/")[0];
  return VIEWS.find((view) => view.name === name) ?? VIEWS[0];
}

async function show() {
  if (location.hash === "#main") {
    main.focus();
    return;
  }
  const view = wanted();
  const mine = ++turn;
  markCurrent(view);
  hideNotice();
  try {
    const module = await view.load();
    if (mine !== turn) {
      return;
    }
    shown?.unmount();
    const section = make("section", { "aria-label": view.title, "data-view": view.name });
    const first = shown === undefined;
    main.replaceChildren(section);
    shown = module;
    document.title = `${view.title} · Tenfold`;
    await module.mount(section);
    if (!first) {
      main.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  } catch (problem) {
    showProblem(problem);
  }
}

function markCurrent(view) {
  for (const link of nav.children) {
    const current = link.getAttribute("href") === `#/${view.name}`;
    link.toggleAttribute("aria-current", current);
    if (current) {
      link.setAttribute("aria-current", "page");
      link.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }
}

nav.append(...VIEWS.map((view) => make("a", { href: `#/${view.name}` }, view.title)));
addEventListener("hashchange", show);
show();
