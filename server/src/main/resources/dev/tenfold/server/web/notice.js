/** The one place where failures are shown, in the service's own words. */
import { button, make } from "./make.js";

const notice = document.getElementById("notice");

/** @type {object | undefined} the problem of the notice that is shown */
let shown;

/** @param {unknown} problem an error whose message is for the user */
export function showProblem(problem) {
  if (problem instanceof DOMException && problem.name === "AbortError") {
    return;
  }
  shown = problem;
  notice.replaceChildren(
    make("span", {}, problem instanceof Error ? problem.message : String(problem)),
    button("Close", hideNotice),
  );
  notice.hidden = false;
}

/** Takes back the notice of a problem that is over; another one stays. */
export function isOver(problem) {
  if (problem === shown) {
    hideNotice();
  }
}

export function hideNotice() {
  shown = undefined;
  notice.hidden = true;
  notice.replaceChildren();
}
