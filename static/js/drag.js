// Drags messages to another cell; Ctrl or Alt copies.
import { all, on, one } from "./dom.js";
const act = (event) => (event.ctrlKey || event.altKey ? "copy" : "move");
let load = null;

function over(event) {
  const place = load && event.target.closest("td.cell");
  one("[data-drop]")?.removeAttribute("data-drop");
  if (place) event.preventDefault();
  return place;
}

on("dragstart", ({ target, dataTransfer }) => {
  if (!target.matches?.("td[data-n] > a")) return;
  const picked = all(".cell__pick:checked");
  const { column, row, message } = target.dataset;
  load = message ? { message } : { cell: `${column}/${row}` };
  if (picked.some((box) => target.parentElement.contains(box))) load = { cell: picked.map((box) => box.value) };
  dataTransfer.effectAllowed = "copyMove";
});
on("dragover", (event) => {
  const place = over(event);
  if (!place) return;
  event.dataTransfer.dropEffect = act(event);
  place.dataset.drop = act(event);
});
on("drop", (event) => {
  const place = over(event);
  if (!place) return;
  const { column: stage, row: role } = place.querySelector(".cell__in").dataset;
  const values = { ...load, act: act(event), stage, role };
  window.htmx.ajax("POST", place.closest("table").dataset.selected, { target: "#main", swap: "outerHTML", values });
  load = null;
});
on("dragend", (event) => {
  over(event);
  load = null;
});
