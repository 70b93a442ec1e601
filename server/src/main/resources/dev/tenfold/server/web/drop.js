/** Files that are dropped or pasted, whichever view is shown: they are read as pictures. */

/** Begins to take them. */
export function takeFiles() {
  addEventListener("paste", (event) => take(event.clipboardData.files, event));
  addEventListener("dragover", (event) => drag(event, true));
  addEventListener("dragleave", (event) => drag(event, event.relatedTarget !== null));
  addEventListener("drop", (event) => {
    drag(event, false);
    take(event.dataTransfer.files, event);
  });
}

function drag(event, over) {
  if (event.dataTransfer.types.includes("Files")) {
    event.preventDefault();
    document.body.classList.toggle("dragged-over", over);
  }
}

async function take(files, event) {
  if (files.length === 0) {
    return;
  }
  event.preventDefault();
  // The browser takes the list back once the event is over.
  const taken = [...files];
  location.hash = "#/picture";
  const { readFiles } = await import("./picture.js");
  await readFiles(taken);
}
