// Keys of the work screen. Single letters work outside fields only, and a box in the key sheet switches them off.
const OFF = "keys-off";
const click = (selector) => document.querySelector(selector)?.click();

function newMessage() {
  const cell = document.activeElement?.closest?.(".cell__in");
  if (!cell) return click("[data-new]");
  const url = document.querySelector("table[role=grid]").dataset.new;
  const { row, column } = cell.dataset;
  return window.htmx.ajax("GET", url.replace("/stage/", `/${column}/`).replace("/role/", `/${row}/`), { source: cell });
}

const KEYS = {
  n: newMessage,
  "+": () => click("[data-nearer]"),
  "-": () => click("[data-farther]"),
  "[": () => click("[data-previous]"),
  "]": () => click("[data-next]"),
  1: () => click("#heat-coverage"),
  2: () => click("#heat-findings"),
  3: () => click("#heat-freshness"),
  "?": () => document.getElementById("keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]") || event.isComposing) return;
  if (event.key === "Escape") return click("[data-close]");
  if (event.key === "s" && (event.ctrlKey || event.metaKey) && document.getElementById("message-form")) {
    event.preventDefault();
    return document.getElementById("message-form").requestSubmit();
  }
  if (event.altKey || event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select")) return;
  if (event.ctrlKey || event.metaKey) {
    const back = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[event.key.toLowerCase()];
    if (back) event.preventDefault();
    return click(`[data-${back}]`);
  }
  if (localStorage.getItem(OFF) && event.key !== "?") return;
  const act = KEYS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-keys]")) document.getElementById("keys").showModal();
});
const box = document.getElementById("keys-off");
box.checked = Boolean(localStorage.getItem(OFF));
box.addEventListener("change", () => (box.checked ? localStorage.setItem(OFF, "1") : localStorage.removeItem(OFF)));
