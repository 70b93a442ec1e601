/** The one place where failures are shown, in the service's own words. */
import { button, make } from "./make.js";

const notice = document.getElementById("notice");

/** @param {unknown} problem an error whose message is for the user */
export function showProblem(problem) {
  if (problem instanceof DOMException && problem.name === "AbortError") {
    return;
  }
  notice.replaceChildren(
    make("span", {}, problem instanceof Error ? problem.message : String(problem)),
    button("Close", hideNotice),
  );
  notice.hidden = false;
}

export function hideNotice() {
  notice.hidden = true;
  notice.replaceChildren();
}
