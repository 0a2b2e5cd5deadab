// Choosing from a library: what is ticked moves to the taken ones, typing narrows the rest.
import { on } from "./dom.js";
on("change", ({ target }) => {
  const item = target.closest("[data-free] .item");
  if (!item || !target.checked) return;
  item.closest("[data-picks]").querySelector("[data-taken]").append(item);
  target.focus();
});

on("input", (event) => {
  if (!event.target.matches("[data-find]")) return;
  const free = event.target.closest(".more").querySelector("[data-free]");
  const words = event.target.value.toLowerCase().split(/\s+/);
  const items = [...free.querySelectorAll(".item")];
  for (const item of items) item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
  for (const list of free.querySelectorAll("ul")) {
    list.previousElementSibling.hidden = ![...list.children].some((item) => !item.hidden);
  }
  free.querySelector("[data-none]").hidden = items.some((item) => !item.hidden);
});
