/**
 * The pictures that are read here, whichever view is shown meanwhile: the queue of files, a page for
 * each answer, and the digit that is looked at. They stay until the tab is closed.
 */
import { correct, getJson, readPage } from "./api.js";
import { ReadPage } from "./read-page.js";
import { faultOfFile } from "./words.js";

const STORED = "tenfold-pictures";

/** What the service answers where the file is to blame; the next one may be well. */
const FAULTS_OF_A_FILE = new Set([400, 413, 415, 422]);

/** Tells of "change" when there are other pages, of "progress", and of "choice". */
class Pictures extends EventTarget {
  /** @type {ReadPage[]} */
  pages = [];

  /** Whether the service keeps the digits of what is read from now on. */
  keeps = true;

  /** @type {{file: string, page: number, of: number, waiting: number} | undefined} what is read now */
  progress;

  /** @type {{page: ReadPage, index: number} | undefined} the piece that is looked at */
  #chosen;

  /** @type {File[]} */
  #queue = [];

  #isStopping = false;

  constructor() {
    super();
    const stored = JSON.parse(sessionStorage.getItem(STORED) ?? "[]");
    this.pages = stored.map(({ key, reading }) => new ReadPage(key, reading));
  }

  get chosen() {
    return this.#chosen;
  }

  get isStopping() {
    return this.#isStopping;
  }

  /**
   * Reads files, one page after another; while some are being read, after those.
   *
   * @param {File[]} files
   * @throws {import("./api.js").Problem} where the service does not answer; what waits is given up
   */
  async read(files) {
    this.#queue.push(...files);
    if (this.progress !== undefined || files.length === 0) {
      return;
    }
    this.#isStopping = false;
    try {
      while (this.#queue.length > 0 && !this.#isStopping) {
        await this.#readFile(this.#queue.shift());
      }
    } finally {
      this.#queue = [];
      this.progress = undefined;
      this.#isStopping = false;
      this.#tell("progress");
    }
  }

  /** Nothing more is read after the page that is being read. */
  stop() {
    this.#isStopping = true;
    this.#tell("progress");
  }

  async #readFile(file) {
    let of = 1;
    for (let page = 1; page <= of && !this.#isStopping; page++) {
      this.progress = { file: file.name, page, of, waiting: this.#queue.length };
      this.#tell("progress");
      const wishes = { file: file.name, page: String(page), detail: true, picture: true, keep: this.keeps };
      try {
        const { reading, pages } = await readPage(file, wishes);
        of = pages;
        this.add(reading);
      } catch (problem) {
        if (!FAULTS_OF_A_FILE.has(problem.status)) {
          throw problem;
        }
        of = problem.pages ?? of;
        this.add({ file: file.name, page, error: faultOfFile(problem, file.name) });
      }
    }
  }

  /** @param {object} reading as the service answers */
  add(reading) {
    const page = new ReadPage(String(reading.id ?? `here-${Date.now()}-${this.pages.length}`), reading);
    this.pages.push(page);
    this.#store();
    this.#tell("change");
    if (this.#chosen === undefined && page.pieces.length > 0) {
      this.choose(page, 0);
    }
    return page;
  }

  /** @param {ReadPage} page @param {number} index of one of its pieces */
  choose(page, index) {
    this.#chosen = { page, index };
    this.#tell("choice");
  }

  leave() {
    this.#chosen = undefined;
    this.#tell("choice");
  }

  /**
   * A page that was read here, or that the service keeps.
   *
   * @param {string} key of a page; a reading's number where it is kept
   * @returns {Promise<ReadPage>}
   */
  async open(key) {
    const here = this.pages.find((page) => page.key === key);
    if (here !== undefined) {
      return here;
    }
    if (!/^\d+$/.test(key)) {
      throw new Error("This picture was not kept, and its tab is closed. Read it again.");
    }
    const reading = await stored(key);
    return this.pages.find((page) => page.key === key) ?? this.add(reading);
  }

  /**
   * What a person says a piece is.
   *
   * @param {ReadPage} page
   * @param {import("./pieces.js").Piece} piece
   * @param {string | null} label null to take it back
   */
  async correct(page, piece, label) {
    await correct(page.reading.id, piece, label);
    page.tell(piece, label);
    this.#store();
    this.#tell("change");
    this.#tell("choice");
  }

  /** Takes a page that the service has forgotten from those that are shown. */
  forget(key) {
    this.#retain(this.pages.filter((page) => page.key !== key));
  }

  clear() {
    this.stop();
    this.#retain([]);
  }

  #retain(pages) {
    this.pages = pages;
    if (this.#chosen !== undefined && !pages.includes(this.#chosen.page)) {
      this.#chosen = undefined;
    }
    this.#store();
    this.#tell("change");
    this.#tell("choice");
  }

  /** For a reload; where a tab may not keep so much, without the pictures of the first ones. */
  #store() {
    const stored = this.pages.map(({ key, reading }) => ({ key, reading }));
    for (let bare = 0; bare <= stored.length; bare++) {
      const kept = stored.map(({ key, reading: { picture, ...rest } }, i) => ({ key, reading: i < bare || picture === undefined ? rest : { ...rest, picture } }));
      try {
        sessionStorage.setItem(STORED, JSON.stringify(kept));
        return;
      } catch {
        sessionStorage.removeItem(STORED);
      }
    }
  }

  #tell(what) {
    this.dispatchEvent(new Event(what));
  }
}

async function stored(key) {
  try {
    return await getJson(`/api/v1/readings/${key}?detail=true`);
  } catch (problem) {
    throw problem.status === 404 ? new Error(`Reading ${key} is not kept any more. History has the others.`) : problem;
  }
}

export const pictures = new Pictures();
