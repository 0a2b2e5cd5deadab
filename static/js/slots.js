// Offers slots below the field at “{{”: arrow keys, Enter, Escape or mouse.
import { all, on, one } from "./dom.js";
const list = () => one("#offer");
const shown = () => all("#offer li:not([hidden])");
const typed = () => field.value.slice(0, field.selectionStart).match(/\{\{\s*(\w*)$/);
let field, here;

function mark(item) {
  here?.removeAttribute("aria-selected");
  here = item;
  here.ariaSelected = "true";
  field.setAttribute("aria-activedescendant", here.id);
  here.scrollIntoView({ block: "nearest" });
}

function close() {
  field?.removeAttribute("aria-activedescendant");
  if (list()) list().hidden = true;
}

function take({ dataset: { slot = typed()[1], add } }) {
  field.setRangeText(`{{${slot}}}`, typed().index, field.selectionStart, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  if (add) window.htmx.ajax("GET", `${add}&name=${slot}`, "#add");
}

on("input", ({ target }) => {
  if (!list() || !target.matches("#message-form textarea")) return;
  field = target;
  const words = typed()?.[1].toLowerCase();
  if (words === undefined) return close();
  for (const item of list().children) item.hidden = item.dataset.slot ? !item.textContent.toLowerCase().includes(words) : !words;
  if (!shown()[0]) return close();
  list().hidden = false;
  list().style.top = `${field.getBoundingClientRect().bottom - field.form.getBoundingClientRect().top}px`;
  mark(shown()[0]);
});
on("focusout", close);
on("mousedown", (event) => {
  const item = event.target.closest("#offer li");
  if (!item) return;
  event.preventDefault();
  take(item);
});
on("keydown", (event) => {
  if (event.target !== field || list().hidden) return;
  const items = shown();
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) mark(items.at((items.indexOf(here) + by) % items.length));
  else if (["Enter", "Tab"].includes(event.key)) take(here);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
