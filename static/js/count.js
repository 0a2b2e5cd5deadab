// Counts the characters of a field beside it.
import { on } from "./dom.js";
on("input", ({ target }) => {
  const counter = document.getElementById(target.dataset.count ?? "");
  if (!counter) return;
  const length = [...target.value].length;
  counter.textContent = `${length.toLocaleString("en")} of ${counter.dataset.best} characters`;
  counter.toggleAttribute("data-over", length > Number(counter.dataset.best));
});
