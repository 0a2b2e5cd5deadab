// Moves through the matrix: one cell is in the tab order, arrows carry it, focus comes back to it.
import { on, one } from "./dom.js";
const grid = () => one("table[role=grid]");
const box = () => one(".matrix-box");
const cellsOf = (row) => [...row.querySelectorAll(".cell__in")].filter((cell) => cell.offsetParent);
const rows = () => [...grid().tBodies[0].rows].map(cellsOf).filter((row) => row.length);

let last = location.hash.startsWith("#cell-") ? location.hash.slice(1) : "";
let scroll = [0, 0];

function rove(cell) {
  for (const other of grid().querySelectorAll(".cell__in")) other.tabIndex = other === cell ? 0 : -1;
  last = cell.id;
}

function settle() {
  const all = grid() && rows();
  if (!all?.length) return;
  const here = grid().querySelector(".is-here > .cell__in");
  rove(here ?? all.flat().find((cell) => cell.id === last) ?? all[0][0]);
  box().scrollTo(...scroll);
  if (here) here.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function step(key, ctrl, row, column, all) {
  const forward = document.dir === "rtl" ? -1 : 1;
  const moves = {
    ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -forward], ArrowRight: [0, forward],
    Home: [ctrl ? -row : 0, -column], End: [ctrl ? all.length : 0, all[row].length],
  };
  const [down, along] = moves[key] ?? [];
  if (down === undefined) return null;
  const line = all[Math.min(Math.max(row + down, 0), all.length - 1)];
  return line[Math.min(Math.max(column + along, 0), line.length - 1)];
}

on("keydown", (event) => {
  const cell = event.target.closest?.(".cell__in");
  if (!cell || event.altKey || event.metaKey) return;
  const all = rows();
  const row = all.findIndex((line) => line.includes(cell));
  const to = step(event.key, event.ctrlKey, row, all[row].indexOf(cell), all);
  if (!to) return;
  event.preventDefault();
  rove(to);
  to.focus();
});
on("focusin", ({ target }) => target.matches(".cell__in") && rove(target));
on("htmx:beforeSwap", ({ detail }) => {
  if (detail.target?.id === "main" && box()) scroll = [box().scrollLeft, box().scrollTop];
});
on("htmx:afterSettle", ({ detail }) => {
  if (detail.target?.id !== "main" && detail.elt.id !== "main") return;
  last = one("#main").dataset.at ?? last;
  settle();
  if (!one("#panel")) document.getElementById(last)?.focus();
});
settle();
