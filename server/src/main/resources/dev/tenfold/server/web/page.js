/**
 * The frame: the views, and which of them is shown.
 *
 * A view is a module with `mount(section, place)`, which fills an empty section of the page, and
 * `unmount()`, which stops whatever the view still does before its section is thrown away. A place
 * is what its address has behind the view's name; a view that has places goes to another one by
 * `go(place)`.
 *
 * @typedef {object} View
 * @property {(section: HTMLElement, place: string) => void | Promise<void>} mount
 * @property {(place: string) => void | Promise<void>} [go]
 * @property {() => void} unmount
 */
import { modelNote, takeFiles, themeSwitch } from "./frame.js";
import { button, make } from "./make.js";
import { hideNotice } from "./notice.js";

/** @type {Promise<void> | undefined} what the other views look like; the first one does without */
let styles;

/** In the order of the navigation; the first is shown first. */
const VIEWS = [
  { name: "draw", title: "Draw", load: () => import("./draw.js") },
  { name: "picture", title: "Read a picture", load: () => styled(import("./picture.js")) },
  { name: "history", title: "History", load: () => styled(import("./history.js")) },
  { name: "inside", title: "Look inside", load: () => styled(import("./inside.js")) },
  { name: "compare", title: "Compare", load: () => styled(import("./compare.js")) },
  { name: "train", title: "Train", load: () => styled(import("./train.js")) },
  { name: "review", title: "Review", load: () => styled(import("./review.js")) },
  { name: "api", title: "API", load: () => styled(import("./api-view.js")) },
];

const nav = document.getElementById("nav");
const main = document.getElementById("main");

/** @type {{name: string, module: View} | undefined} what the page shows */
let shown;
let turn = 0;

/** A view with its styles. */
async function styled(view) {
  styles ??= new Promise((resolve, reject) => {
    const link = make("link", { rel: "stylesheet", href: "/web/views.css", onload: () => resolve(), onerror: () => reject(new TypeError("views.css")) });
    document.head.append(link);
  });
  const [module] = await Promise.all([view, styles]);
  return module;
}

/** The view of the address, and the place in it. */
function wanted() {
  const [name, ...place] = location.hash.replace(/^#\/?/, "").split("/");
  const view = VIEWS.find((each) => each.name === name);
  return view === undefined ? { view: VIEWS[0], place: "" } : { view, place: place.join("/") };
}

async function show() {
  const { view, place } = wanted();
  const mine = ++turn;
  markCurrent(view);
  hideNotice();
  try {
    const module = await view.load();
    if (mine !== turn) {
      return;
    }
    if (shown?.name === view.name && module.go !== undefined) {
      await module.go(place);
    } else {
      await mount(view, module, place);
    }
  } catch (problem) {
    if (mine === turn) {
      showFailure(view, problem);
    }
  }
}

/** In the place of a view that did not come. */
function showFailure(view, problem) {
  shown?.module.unmount();
  shown = undefined;
  // A module that did not arrive is nobody's sentence.
  const isIncomplete = problem instanceof TypeError;
  main.replaceChildren(
    make(
      "section",
      { "aria-label": view.title, class: "stack failure" },
      make("h1", {}, view.title),
      make("p", { role: "alert" }, isIncomplete ? "This view did not come: the service does not answer." : problem.message),
      make("div", { class: "row" }, button("Try again", () => tryAgain(isIncomplete), { class: "primary" })),
    ),
  );
  document.title = `${view.title} · Tenfold`;
}

/** A browser may remember which files did not come, until the page is loaded anew. */
async function tryAgain(isIncomplete) {
  if (isIncomplete && (await isThere())) {
    location.reload();
  } else {
    await show();
  }
}

async function isThere() {
  try {
    return (await fetch("/health")).ok;
  } catch {
    return false;
  }
}

async function mount(view, module, place) {
  shown?.module.unmount();
  const section = make("section", { "aria-label": view.title, "data-view": view.name });
  const first = shown === undefined;
  main.replaceChildren(section);
  shown = { name: view.name, module };
  document.title = `${view.title} · Tenfold`;
  await module.mount(section, place);
  if (!first) {
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
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
document.querySelector(".skip").addEventListener("click", (event) => {
  // The address names the view, and keeps doing so.
  event.preventDefault();
  main.focus();
});
main.before(modelNote());
document.getElementById("foot").append(themeSwitch());
takeFiles();
show();
