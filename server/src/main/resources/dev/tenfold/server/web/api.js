/** The service, asked over HTTP. */
import { button, make } from "./make.js";

const KEY = "tenfold-api-key";

/** An answer that was not hoped for; its message is the problem's sentence. */
export class Problem extends Error {
  /**
   * @param {number} status of HTTP; 0 where no answer came
   * @param {string} detail one sentence
   */
  constructor(status, detail) {
    super(detail);
    this.status = status;
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
  const response = await ask(`/api/v1/readings?${new URLSearchParams(wishes)}`, {
    ...options,
    method: "POST",
    headers: { "Content-Type": picture.type || "application/octet-stream" },
    body: picture,
  });
  return [await response.json()].flat();
}

/**
 * Keeps what a person says of one digit.
 *
 * @param {{reading: number, line: number, position: number}} place
 * @param {string | null} label `"0"` to `"9"`, `"none"`, or null to take back
 */
export function correct(place, label) {
  const { line, position } = place;
  return postJson(`/api/v1/readings/${place.reading}/corrections`, {
    corrections: [{ line, position, label }],
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
    return new Problem(response.status, problem.detail ?? problem.title);
  } catch {
    return new Problem(response.status, `The service answered ${response.status}; try again.`);
  }
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
