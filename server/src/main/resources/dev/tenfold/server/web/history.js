/** The view "History": what was read and kept, the latest first, to be found and opened again. */
import { ask, getJson } from "./api.js";
import { confirmed } from "./confirm.js";
import { Latest } from "./latest.js";
import { button, make } from "./make.js";
import { showProblem } from "./notice.js";
import { pictures } from "./pictures.js";
import { piecesOf, rowsOf, writtenOf } from "./pieces.js";
import { counted } from "./words.js";

const AT_ONCE = 30;

/** After the last key, until the search begins. */
const PAUSE_MILLIS = 250;

/** So many rows of a page are shown in the list. */
const ROWS = 3;

let page;

export function mount(section, search) {
  page = new HistoryPage(section, decodeURIComponent(search));
  return page.fetch();
}

export function go(search) {
  return page.find(decodeURIComponent(search));
}

export function unmount() {
  page.close();
}

class HistoryPage {
  #search = make("input", { type: "search", id: "history-search", autocomplete: "off", spellcheck: "false", oninput: () => this.#searchSoon() });
  #found = make("p", { class: "small quiet", role: "status" });
  #list = make("ul", { class: "readings" });
  #more = button("Show older ones", () => this.#showMore(), { hidden: true });

  /** What was deleted here: an answer that was under way may still have it. @type {Set<number>} */
  #forgotten = new Set();

  #latest = new Latest(() => this.fetch());
  #stop = new AbortController();
  #timer;

  /** Where the older ones are. @type {string | null} */
  #next = null;

  constructor(section, search) {
    this.#search.value = search;
    section.append(
      make("h1", {}, "History"),
      make("p", { class: "lead" }, "Every picture and drawing whose digits you kept. Open one to see its digits, correct them or download them."),
      make("div", { class: "stack" }, make("label", { for: "history-search" }, "Search for a file’s name or for digits"), this.#search),
      this.#found,
      this.#list,
      make("div", { class: "row" }, this.#more),
    );
  }

  close() {
    clearTimeout(this.#timer);
    this.#stop.abort();
  }

  find(search) {
    this.#search.value = search;
    return this.fetch();
  }

  async fetch() {
    const search = this.#search.value.trim();
    const query = new URLSearchParams({ limit: String(AT_ONCE), ...(search !== "" && { search }) });
    const answer = await getJson(`/api/v1/readings?${query}`, { signal: this.#stop.signal });
    this.#list.replaceChildren();
    this.#take(answer);
  }

  #take({ readings, next }) {
    this.#list.append(...readings.filter(({ id }) => !this.#forgotten.has(id)).map((reading) => this.#item(reading)));
    this.#next = next;
    this.#more.hidden = next === null;
    this.#count();
  }

  #count() {
    const count = this.#list.children.length;
    const searched = this.#search.value.trim() !== "";
    if (count === 0) {
      this.#found.textContent = searched ? `Nothing found${this.#next === null ? "" : " among the latest"}.` : "Nothing is kept yet. Read a picture, or draw something and keep it.";
    } else {
      this.#found.textContent = `${this.#next === null ? "" : "The latest "}${counted(count, "reading")}${searched ? " found" : ""}.`;
    }
  }

  #item(reading) {
    const pieces = piecesOf(reading);
    const rows = rowsOf({ reading, pieces, signs: [] }).map(writtenOf);
    const doubtful = pieces.filter((piece) => piece.doubtful && piece.label === undefined).length;
    const corrected = pieces.filter((piece) => piece.label !== undefined).length;
    const facts = [
      whenOf(reading.created),
      reading.page > 1 && `page ${reading.page}`,
      counted(pieces.filter((piece) => piece.isDigit).length, "digit"),
      doubtful > 0 && `${doubtful} doubtful`,
      corrected > 0 && `${corrected} answered by you`,
    ];
    const text = rows.length === 0 ? "nothing written" : rows.slice(0, ROWS).join("\n") + (rows.length > ROWS ? "\n…" : "");
    const item = make(
      "li",
      { class: "card reading" },
      make(
        "a",
        { href: `#/picture/${reading.id}` },
        make("strong", {}, reading.file),
        make("span", { class: rows.length === 0 ? "reading-text quiet" : "reading-text" }, text),
      ),
      make("p", { class: "small quiet" }, facts.filter(Boolean).join(", ")),
      button("Delete", () => this.#forget(reading, item), { class: "small", "aria-label": `Delete ${reading.file}, number ${reading.id}` }),
    );
    return item;
  }

  async #forget({ id, file }, item) {
    if (!(await confirmed(`Delete what was read in ${file}, and your answers to it?`, "Delete"))) {
      return;
    }
    try {
      await ask(`/api/v1/readings/${id}`, { method: "DELETE" });
      pictures.forget(String(id));
      this.#forgotten.add(id);
      item.remove();
      this.#count();
      this.#search.focus();
    } catch (problem) {
      showProblem(problem);
    }
  }

  async #showMore() {
    this.#more.disabled = true;
    try {
      this.#take(await getJson(this.#next, { signal: this.#stop.signal }));
    } catch (problem) {
      showProblem(problem);
    } finally {
      this.#more.disabled = false;
    }
  }

  #searchSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const search = this.#search.value.trim();
      history.replaceState(null, "", search === "" ? "#/history" : `#/history/${encodeURIComponent(search)}`);
      this.#latest.ask();
    }, PAUSE_MILLIS);
  }
}

/** "today, 14:05", or the day. */
function whenOf(created) {
  const when = new Date(created);
  const isToday = when.toDateString() === new Date().toDateString();
  const time = when.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return isToday ? `today, ${time}` : `${when.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })}, ${time}`;
}
