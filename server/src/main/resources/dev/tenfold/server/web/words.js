/** What the service reports, in the words of the page. */

const MEGABYTE = 1 << 20;

/** "An 8", "a 7". */
export function aDigit(digit) {
  return `${String(digit).startsWith("8") ? "an" : "a"} ${digit}`;
}

/** "1 epoch", "2 epochs", "60,000 examples". */
export function counted(count, thing) {
  return `${count.toLocaleString("en")} ${thing}${count === 1 ? "" : "s"}`;
}

/** With a capital at its start. */
export function sentence(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * How likely a piece of ink is the digit that it was read as, out of everything that it may be: that
 * it is no digit counts too.
 *
 * @param {{digit: number, confidence: number, none?: number, probabilities?: number[]}} piece
 */
export function chanceOf({ digit, confidence, none = 0, probabilities }) {
  return probabilities?.[digit] ?? confidence * (1 - none);
}

/**
 * Why a file was not read.
 *
 * @param {{status: number, message: string}} problem
 * @param {string} name of the file
 */
export function faultOfFile({ status, message }, name) {
  if (status === 413) {
    const bytes = Number(/at most (\d+) bytes/.exec(message)?.[1]);
    const most = bytes > 0 ? ` Send one of at most ${Number((bytes / MEGABYTE).toPrecision(2))} MB.` : " Send a smaller one.";
    return `${name} is too large.${most}`;
  }
  return withoutPlaces(message);
}

/**
 * How a run ended, without what only its program can use.
 *
 * @param {string} state "done", "stopped", "failed" or "interrupted"
 * @param {string} message of the training program
 */
export function endOfRun(state, message) {
  const words = withoutPlaces(message ?? "");
  if (state === "done") {
    return words === "" ? "Done." : `Done: ${words}`;
  }
  if (state === "stopped") {
    return "Stopped. Resume continues from here.";
  }
  if (words === "" || /--\w|\bcode \d+/.test(words)) {
    return "It ended before it was done. Resume continues after the last epoch that is kept.";
  }
  return `${sentence(state)}: ${words}`;
}

/** Only a file's name, not the folders of the machine that it lies on. */
export function withoutPlaces(message) {
  return message.replace(/(?<![\w:/])\/(?:[^\s/:;,'"]+\/)+([^\s/:;,'"]+)/g, "$1");
}
