// F8 goes from finding to finding, Ctrl+Enter takes what the one at the field offers.
import { all, on, one } from "./dom.js";
const places = () => all("#message-form .at:has(*)");
const FIELD = "select, textarea, input:not([type=hidden]), summary";
export const fieldOf = (id) => {
  const found = one(`#message-form [aria-describedby~="${id}"]`) ?? one(`#message-form #${CSS.escape(id)}`)?.closest(".move");
  return found?.matches(FIELD) ? found : found?.querySelector(FIELD);
};

function move(back) {
  const fields = places().map((place) => fieldOf(place.id) ?? place);
  if (back) fields.reverse();
  const beyond = (field) => document.activeElement.compareDocumentPosition(field) & (back ? 2 : 4);
  (fields.find(beyond) ?? fields[0])?.focus();
}

function take() {
  const here = places().filter((place) => fieldOf(place.id) === document.activeElement);
  here.map((place) => place.querySelector("[data-fix], [data-box], [name=mend]")).find(Boolean)?.click();
}

on("keydown", (event) => {
  const fix = event.key === "Enter" && (event.ctrlKey || event.metaKey);
  if (event.key !== "F8" && !fix || !one("#message-form")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (fix) take();
  else move(event.shiftKey);
}, true);
on("click", (event) => {
  const button = event.target.closest("[data-fix], [data-box]");
  if (!button) return;
  const { fix, box } = button.dataset;
  const field = fix ? fieldOf(fix) : one(`#message-form [value="${box}"]`);
  if (!field) return;
  event.preventDefault();
  if (fix) field.value = button.value.slice(button.value.indexOf(" ") + 1);
  field.checked = true;
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
