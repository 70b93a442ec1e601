/**
 * Sets light or dark before anything is painted: as it was chosen, else as the system is. Tells the
 * window of "scheme" when it changes; the view that changes the choice sends "theme".
 */
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");

  function apply() {
    const system = dark.matches ? "dark" : "light";
    document.documentElement.dataset.scheme = localStorage.getItem("tenfold-theme") ?? system;
    dispatchEvent(new Event("scheme"));
  }

  dark.addEventListener("change", apply);
  addEventListener("theme", apply);
  addEventListener("storage", apply);
  apply();
})();
