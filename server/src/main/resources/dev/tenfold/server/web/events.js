/** Server-sent events, read by fetch, which can send an API key. */
import { ask, Problem } from "./api.js";

const PAUSE_MILLIS = 2000;

/**
 * Tells of each event until the service ends the stream, and comes back to it where the line breaks.
 *
 * @param {string} path
 * @param {(event: {name: string, data: object}) => void} tell
 * @param {AbortSignal} signal
 */
export async function follow(path, tell, signal) {
  let last = "0";
  for (;;) {
    try {
      const response = await ask(path, { headers: { "Last-Event-ID": last }, signal });
      const text = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { value, done } = await text.read();
        if (done) {
          return;
        }
        const blocks = (rest + value).split("\n\n");
        rest = blocks.pop();
        for (const block of blocks) {
          const fields = Object.fromEntries(block.split("\n").map(field));
          last = fields.id ?? last;
          if (fields.data !== undefined) {
            tell({ name: fields.event ?? "message", data: JSON.parse(fields.data) });
          }
        }
      }
    } catch (failure) {
      if (signal.aborted || (failure instanceof Problem && failure.status > 0)) {
        throw failure;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
    }
  }
}

function field(line) {
  const colon = line.indexOf(":");
  return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
}
