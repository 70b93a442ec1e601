/** Asks before something is done that cannot be taken back. */
import { button, make } from "./make.js";

/**
 * @param {string} question
 * @param {string} yes what the button says that does it
 * @returns {Promise<boolean>} whether the person wants it
 */
export function confirmed(question, yes) {
  return new Promise((resolve) => {
    const dialog = make(
      "dialog",
      { "aria-labelledby": "confirm-question" },
      make(
        "form",
        { method: "dialog", class: "stack" },
        make("h1", { id: "confirm-question" }, question),
        make("div", { class: "row" }, make("button", { value: "yes", class: "danger" }, yes), button("Cancel", () => dialog.close(""), { autofocus: true })),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
