// Selects cells by Space, X or Ctrl-click. M and C ask where to move or copy them.
const boxes = () => [...document.querySelectorAll(".cell__pick")];
const many = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

function tell() {
  const cells = boxes().filter((box) => box.checked).map((box) => box.closest("td"));
  for (const box of boxes()) box.closest("td").ariaSelected = box.checked;
  const count = cells.reduce((sum, { dataset }) => sum + Number(dataset.n), 0);
  document.querySelector(".picked__told").textContent = `${many(count, "message")} in ${many(cells.length, "cell")}`;
}

function toggle(cell) {
  const place = cell.closest("[data-n]");
  if (!place) return;
  if (!place.querySelector(".cell__pick")) {
    const value = `${cell.dataset.column}/${cell.dataset.row}`;
    place.insertAdjacentHTML("afterbegin", `<input class="cell__pick" type="checkbox" name="cell" value="${value}" form="selection" aria-label="Select this cell" tabindex="-1">`);
  }
  const box = place.querySelector(".cell__pick");
  box.checked = !box.checked;
  tell();
}

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.(".cell__in");
  const act = { " ": "", x: "", m: "move", c: "copy" }[event.key.toLowerCase()];
  if (!cell || act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (!act || !boxes().some((box) => box.checked)) toggle(cell);
  if (act && boxes().length) document.querySelector(`#selection [value=${act}]`).click();
});
document.addEventListener("click", (event) => {
  const cell = (event.ctrlKey || event.metaKey) && event.target.closest("td.cell")?.querySelector(".cell__in");
  if (!cell) return;
  event.preventDefault();
  toggle(cell);
});
document.addEventListener("change", tell);
document.addEventListener("reset", () => setTimeout(tell));
