// Keys of the work screen. Single letters work outside fields only, and can be switched off.
import { on, one, typing } from "./dom.js";
const OFF = "keys-off";
const click = (selector) => one(selector)?.click();

function newMessage() {
  const cell = document.activeElement.closest(".cell__in");
  if (!cell) return click("[data-new]");
  const url = one("table[role=grid]").dataset.new;
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
  "?": () => one("#keys").showModal(),
};

on("keydown", (event) => {
  if (one("dialog[open]") || event.isComposing) return;
  if (event.key === "Escape") return click("[data-close]");
  const ctrl = event.ctrlKey || event.metaKey;
  if (event.key === "s" && ctrl && one("#message-form")) {
    event.preventDefault();
    return one("#message-form").requestSubmit();
  }
  if (event.altKey || typing(event)) return;
  if (ctrl) {
    const back = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[event.key.toLowerCase()];
    if (back) event.preventDefault();
    return click(`[data-${back}]`);
  }
  if (localStorage[OFF] && event.key !== "?") return;
  const act = KEYS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});
on("click", ({ target }) => target.closest("[data-keys]") && one("#keys").showModal());
const box = one("#keys-off");
box.checked = localStorage[OFF];
box.onchange = () => (box.checked ? (localStorage[OFF] = 1) : delete localStorage[OFF]);
