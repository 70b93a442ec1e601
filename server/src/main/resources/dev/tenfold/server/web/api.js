/** The service, asked over HTTP. */
import { button, make } from "./make.js";

const KEY = "tenfold-api-key";

/** An answer that was not hoped for; its message is the problem's sentence. */
export class Problem extends Error {
  /**
   * @param {number} status of HTTP; 0 where no answer came
   * @param {string} detail one sentence
   * @param {number} [pages] of the file whose page it is about
   */
  constructor(status, detail, pages) {
    super(detail);
    this.status = status;
    this.pages = pages;
  }
}

/**
 * Asks the service; where it wants an API key, the person is asked for it once.
 *
 * @param {string} path such as `/api/v1/review`
 * @param {RequestInit} [options]
 * @returns {Promise<Response>} an answer below 400
 * @throws {Problem}
 */
export async function ask(path, options = {}) {
  const response = await send(path, options);
  if (response.status === 401) {
    await askForKey(sessionStorage.getItem(KEY) !== null);
    return ask(path, options);
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response;
}

/** The JSON that `GET path` answers. */
export async function getJson(path, options = {}) {
  return (await ask(path, options)).json();
}

/** The JSON that `POST path` answers to an object. */
export async function postJson(path, body, options = {}) {
  const response = await ask(path, {
    ...options,
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.json();
}

/**
 * What is read in a picture.
 *
 * @param {Blob} picture
 * @param {Object<string, string | boolean>} wishes the query's parameters
 * @returns {Promise<object[]>} a reading for each page
 */
export async function read(picture, wishes, options = {}) {
  const response = await post(picture, wishes, options);
  const readings = [await response.json()].flat();
  announce(readings[0]);
  return readings;
}

/**
 * What is read on one page of a file.
 *
 * @param {Blob} file
 * @param {Object<string, string | boolean>} wishes the query's parameters, the page's number too
 * @returns {Promise<{reading: object, pages: number}>} and how many pages the file has
 */
export async function readPage(file, wishes) {
  const response = await post(file, wishes);
  const reading = await response.json();
  announce(reading);
  return { reading, pages: pagesOf(response) ?? 1 };
}

/** Lets the page know which model read. */
function announce({ model }) {
  if (model !== undefined) {
    dispatchEvent(new CustomEvent("model", { detail: model }));
  }
}

/**
 * Keeps what a person says of one digit, or of ink that was left out.
 *
 * @param {number} reading its number
 * @param {import("./pieces.js").Piece} piece
 * @param {string | null} label `"0"` to `"9"`, `"none"`, or null to take back
 * @param {boolean} [first] whether to keep nothing where somebody has answered before
 * @throws {Problem} 409 where somebody has
 */
export function correct(reading, { line, position, rejected }, label, first = false) {
  const place = rejected === undefined ? { line, position } : { rejected };
  return postJson(`/api/v1/readings/${reading}/corrections`, { corrections: [{ ...place, label }], first });
}

function post(picture, wishes, options = {}) {
  return ask(`/api/v1/readings?${new URLSearchParams(wishes)}`, {
    ...options,
    method: "POST",
    headers: { "Content-Type": picture.type || "application/octet-stream" },
    body: picture,
  });
}

/** Whether the person has given an API key. */
export function hasKey() {
  return sessionStorage.getItem(KEY) !== null;
}

async function send(path, options) {
  const key = sessionStorage.getItem(KEY);
  const headers = { ...options.headers, ...(key && { Authorization: `Bearer ${key}` }) };
  try {
    return await fetch(path, { ...options, headers });
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    throw new Problem(0, "The service does not answer; see whether `tenfold serve` still runs.");
  }
}

async function problemOf(response) {
  try {
    const problem = await response.json();
    return new Problem(response.status, problem.detail ?? problem.title, pagesOf(response));
  } catch {
    return new Problem(response.status, `The service answered ${response.status}; try again.`);
  }
}

/** How many pages the file has that was sent, where that was asked. */
function pagesOf(response) {
  const pages = Number(response.headers.get("Tenfold-Pages"));
  return pages > 0 ? pages : undefined;
}

/** @type {Promise<void> | undefined} one dialog, however many requests wait for it */
let asking;

function askForKey(wrong) {
  asking ??= new Promise((resolve, reject) => {
    const input = make("input", { id: "key", type: "password", autocomplete: "off", required: true });
    const form = make(
      "form",
      { method: "dialog", class: "stack" },
      make("h1", { id: "key-title" }, "API key"),
      make("label", { for: "key" }, wrong ? "That key was refused; the service wants another." : "This service answers only who knows its key."),
      input,
      make(
        "div",
        { class: "row" },
        make("button", { class: "primary" }, "Use it"),
        button("Cancel", () => dialog.close()),
      ),
    );
    const dialog = make("dialog", { "aria-labelledby": "key-title" }, form);
    form.addEventListener("submit", () => {
      sessionStorage.setItem(KEY, input.value);
      resolve();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      asking = undefined;
      reject(new Problem(401, "The service wants its API key; reload the page to give it."));
    });
    document.body.append(dialog);
    dialog.showModal();
  });
  return asking;
}
