// The talk track, a field a sentence: Enter opens the next, buttons move and remove, an empty one waits.
import { on } from "./dom.js";
const MOST = 20;
const fields = (list) => [...list.querySelectorAll("[data-line]")];
const textsOf = (list) => fields(list).map((field) => field.value);

function number(item, index) {
  const field = item.querySelector("[data-line]");
  field.ariaLabel = `Sentence ${index + 1}`;
  field.setAttribute("aria-describedby", `at-talk_track-${index}`);
  item.querySelector(".at").id = `at-talk_track-${index}`;
  for (const button of item.querySelectorAll("[name=arrange]")) button.ariaLabel = button.ariaLabel.replace(/\d+/, index + 1);
  return field;
}

function show(list, texts, told = true) {
  while (texts.length > 1 && !texts.at(-1).trim() && !texts.at(-2).trim()) texts.pop();
  if (texts.at(-1)?.trim() !== "" && texts.length < MOST) texts.push("");
  while (list.children.length > texts.length) list.lastElementChild.remove();
  while (list.children.length < texts.length) list.append(list.lastElementChild.cloneNode(true));
  [...list.children].forEach((item, index) => {
    const field = number(item, index);
    if (field.value !== texts[index]) {
      field.value = texts[index];
      field.removeAttribute("aria-invalid");
      item.querySelector(".at").replaceChildren();
    }
  });
  if (told) list.closest("form").dispatchEvent(new Event("change"));
}

function arrange(list, button) {
  const texts = textsOf(list);
  const [verb] = button.value.split(":");
  const index = [...list.children].indexOf(button.closest("li"));
  const target = { up: index - 1, down: index + 1 }[verb] ?? index;
  if (target < 0 || target >= texts.length - 1 && verb === "down") return;
  const [text] = texts.splice(index, 1);
  if (verb !== "drop") texts.splice(target, 0, text);
  show(list, texts);
  fields(list)[Math.min(target, list.children.length - 1)].focus();
}

on("click", (event) => {
  const button = event.target.closest("[data-lines] [name=arrange]");
  if (!button) return;
  event.preventDefault();
  arrange(button.closest("[data-lines]"), button);
});
on("input", ({ target }) => {
  if (!target.matches("[data-line]")) return;
  const list = target.closest("[data-lines]");
  if (fields(list).at(-1) === target && target.value) show(list, textsOf(list), false);
});
on("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches("[data-line], [data-one-line]")) return;
  event.preventDefault();
  const list = event.target.closest("[data-lines]");
  if (!list) return;
  const texts = textsOf(list);
  const index = fields(list).indexOf(event.target);
  const at = event.target.selectionStart;
  const rest = texts[index].slice(at).trim();
  if (rest || texts[index + 1]?.trim()) {
    texts.splice(index, 1, texts[index].slice(0, at).trim(), rest);
    if (texts.length <= MOST) show(list, texts);
  }
  const next = fields(list)[index + 1];
  next?.focus();
  next?.setSelectionRange(0, 0);
});
