// What is ticked in a library moves to the taken ones, typing narrows the rest.
import { on } from "./dom.js";
on("change", ({ target }) => {
  const item = target.closest("[data-free] .item");
  if (!item || !target.checked) return;
  item.closest("[data-picks]").querySelector("[data-taken]").append(item);
  target.focus();
});

on("input", ({ target }) => {
  if (!target.matches("[data-find]")) return;
  const words = target.value.toLowerCase().split(/\s+/);
  for (const item of target.closest(".more").querySelectorAll(".item")) {
    item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
  }
});
