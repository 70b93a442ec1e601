/** The view "API": the service's routes as its own description has them, each to be tried. */
import { ask, getJson } from "./api.js";
import { confirmed } from "./confirm.js";
import { make } from "./make.js";
import { showProblem } from "./notice.js";

const DESCRIPTION = "/api/v1/openapi.json";

/** A longer answer is cut, for the page's sake. */
const LONGEST_ANSWER = 20_000;

/** Ends what still streams. */
let stop;

export async function mount(section) {
  stop = new AbortController();
  const list = make("div", { class: "stack" });
  section.append(
    make("h1", {}, "API"),
    make(
      "p",
      { class: "lead" },
      "All that this page does, it asks of the service by these routes, and so can your program. ",
      make("a", { href: DESCRIPTION }, "The OpenAPI description"),
      " is what the list is made from.",
    ),
    list,
  );
  const description = await getJson(DESCRIPTION);
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      list.append(new Route(method.toUpperCase(), path, operation, description).element);
    }
  }
}

export function unmount() {
  stop.abort();
}

class Route {
  #method;
  #path;
  #parameters;
  #types;
  #body;
  #type;
  #answer = make("div", { class: "stack", role: "status" });

  constructor(method, path, operation, description) {
    this.#method = method;
    this.#path = path;
    this.#parameters = (operation.parameters ?? []).map((parameter) => ({ ...parameter, input: field(parameter) }));
    this.#types = Object.keys(operation.requestBody?.content ?? {});
    this.element = make(
      "details",
      { class: "card route" },
      make("summary", {}, make("span", { class: `method ${method.toLowerCase()}` }, method), make("code", {}, path), make("span", { class: "small quiet" }, operation.summary)),
    );
    this.element.addEventListener("toggle", () => this.#open(operation, description), { once: true });
  }

  /** What is in it is made when it is first opened. */
  #open(operation, description) {
    const form = make("form", { class: "stack", onsubmit: (event) => this.#send(event) });
    if (operation.description) {
      form.append(make("p", { class: "lead small" }, operation.description));
    }
    for (const { name, description: words, input } of this.#parameters) {
      form.append(make("label", { class: "field" }, make("code", {}, name), input, make("span", { class: "small quiet" }, words ?? "")));
    }
    if (this.#types.length > 0) {
      form.append(...this.#bodyFields(operation, description));
    }
    form.append(make("div", { class: "row" }, make("button", { class: "primary" }, "Send")), this.#answer);
    this.element.append(form);
  }

  #bodyFields(operation, description) {
    if (this.#types[0] === "application/json") {
      const { schema } = operation.requestBody.content["application/json"];
      this.#body = make("textarea", { rows: 4, spellcheck: "false" });
      this.#body.value = JSON.stringify(example(schema, description), null, 1);
      return [make("label", { class: "field" }, "Body, JSON", this.#body)];
    }
    this.#body = make("input", { type: "file" });
    this.#type = make("select", {}, ...this.#types.filter((type) => !type.startsWith("multipart/")).map((type) => make("option", {}, type)));
    this.#body.addEventListener("change", () => {
      const { type } = this.#body.files[0] ?? {};
      this.#type.value = this.#types.includes(type) ? type : "application/octet-stream";
    });
    return [make("label", { class: "field" }, "Body, a file", this.#body), make("label", { class: "field" }, make("code", {}, "Content-Type"), this.#type)];
  }

  async #send(event) {
    event.preventDefault();
    const target = this.#target();
    if (this.#method === "DELETE" && !(await confirmed(`Delete ${target}? It does not come back.`, "Delete"))) {
      return;
    }
    const options = this.#options();
    const start = performance.now();
    try {
      const response = await ask(target, { ...options, signal: stop.signal });
      const type = response.headers.get("Content-Type") ?? "no body";
      const show = (text) => this.#show(target, `${response.status} in ${Math.round(performance.now() - start)} ms, ${type}`, text);
      if (type.startsWith("text/event-stream")) {
        await follow(response, show);
      } else {
        show(await response.text());
      }
    } catch (problem) {
      if (problem.status > 0) {
        this.#show(target, String(problem.status), problem.message);
      } else {
        showProblem(problem);
      }
    }
  }

  #target() {
    let path = this.#path;
    const query = new URLSearchParams();
    for (const { name, in: place, input } of this.#parameters) {
      if (place === "path") {
        path = path.replace(`{${name}}`, encodeURIComponent(input.value).replaceAll("%2F", "/"));
      } else if (input.value !== "") {
        query.set(name, input.value);
      }
    }
    return query.size > 0 ? `${path}?${query}` : path;
  }

  #options() {
    if (this.#body === undefined) {
      return { method: this.#method };
    }
    const type = this.#type?.value ?? "application/json";
    return { method: this.#method, headers: { "Content-Type": type }, body: this.#type ? this.#body.files[0] : this.#body.value };
  }

  #show(target, status, text) {
    const cut = text.length > LONGEST_ANSWER;
    this.#answer.replaceChildren(
      make("p", { class: "small" }, make("code", {}, `${this.#method} ${target}`), ` answered ${status}`),
      make("pre", { tabindex: 0, class: "answer" }, pretty(cut ? text.slice(0, LONGEST_ANSWER) : text), cut ? "\n…" : ""),
    );
  }
}

/** Shows a stream as it comes. */
async function follow(response, show) {
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += decoder.decode(part.value, { stream: true });
    show(text);
  }
}

function field({ name, schema, required }) {
  const shared = { name, required: required === true };
  if (schema.type === "boolean") {
    const usual = String(schema.default);
    return make("select", shared, ...[usual, usual === "true" ? "false" : "true"].map((value) => make("option", {}, value)));
  }
  return make("input", { ...shared, type: "text", placeholder: schema.default ?? "" });
}

/** Some JSON that a schema allows. */
function example(schema, description) {
  if (schema.$ref) {
    return example(description.components.schemas[schema.$ref.split("/").at(-1)], description);
  }
  if (schema.example !== undefined) {
    return schema.example;
  }
  if (schema.type === "object") {
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, each]) => [name, example(each, description)]));
  }
  if (schema.type === "array") {
    return [example(schema.items, description)];
  }
  if (schema.type === "integer" || schema.type === "number") {
    return schema.minimum ?? 1;
  }
  return schema.format === "byte" ? btoa("\0".repeat(28 * 28)) : "7";
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
