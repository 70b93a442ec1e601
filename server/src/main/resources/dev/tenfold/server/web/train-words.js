/** What the page says of recipes and runs. */

/** "about 40 s left", "about 3 min left". */
export function timeLeft(seconds) {
  const minutes = Math.round(seconds / 60);
  return `about ${seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : minutes < 90 ? `${minutes} min` : `${(seconds / 3600).toFixed(1)} h`} left`;
}

/** What the comment at the start of a recipe says it is for: its first sentence. */
export function purposeOf(recipe) {
  const comment = [];
  for (const line of recipe.split("\n")) {
    if (!line.startsWith("#")) {
      break;
    }
    comment.push(line.replace(/^#\s*/, ""));
  }
  return /^.*?\.(?=\s+[A-Z`]|$)/.exec(comment.join(" "))?.[0] ?? "";
}
