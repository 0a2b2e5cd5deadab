// Selects cells by Space, X or Ctrl-click. M and C ask where to.
import { all, held, on, one } from "./dom.js";
const boxes = () => all(".cell__pick");
const many = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

function tell() {
  const cells = all("td:has(.cell__pick:checked)");
  for (const box of boxes()) box.closest("td").ariaSelected = box.checked;
  const count = cells.reduce((sum, { dataset }) => sum + +dataset.n, 0);
  one(".picked__told").textContent = `${many(count, "message")} in ${many(cells.length, "cell")}`;
}

function toggle(cell) {
  const td = cell.closest("[data-n]");
  if (!td) return;
  if (!td.querySelector(".cell__pick")) {
    const { column, row } = cell.dataset;
    td.insertAdjacentHTML("afterbegin", `<input class="cell__pick" type="checkbox" name="cell" value="${column}/${row}" form="selection" aria-label="Selected" tabindex="-1">`);
  }
  const box = td.querySelector(".cell__pick");
  box.checked = !box.checked;
  tell();
}

on("keydown", (event) => {
  const cell = event.target.closest?.(".cell__in");
  const act = { " ": "", x: "", m: "move", c: "copy" }[event.key.toLowerCase()];
  if (!cell || act == null || held(event)) return;
  event.preventDefault();
  if (!act || !boxes().some((box) => box.checked)) toggle(cell);
  if (act && boxes().length) one(`#selection [value=${act}]`).click();
});
on("click", (event) => {
  const cell = (event.ctrlKey || event.metaKey) && event.target.closest("td.cell")?.querySelector(".cell__in");
  if (!cell) return;
  event.preventDefault();
  event.stopPropagation(); // htmx would open it
  toggle(cell);
}, true);
on("change", tell);
on("reset", () => setTimeout(tell));
