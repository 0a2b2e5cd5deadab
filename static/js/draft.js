// Keeps typed text in this tab until the server has it, and offers it again.
import { on, one } from "./dom.js";
const key = (form) => `draft:${form.dataset.settles ?? form.dataset.draft}`;
const entries = (form) => [...new FormData(form)].filter(([name, value]) => value && !/^(csrf|arrange|others)/.test(name));
const words = (kept) => JSON.stringify(kept.filter(([name]) => name !== "version"));
const form = () => one("form[data-draft]");
let typed = 0, seen;

function offer() {
  const here = form();
  if (here === seen) return;
  seen = here;
  const kept = here && JSON.parse(sessionStorage.getItem(key(here)));
  if (!kept) return;
  if (words(kept.entries) === words(entries(here))) return sessionStorage.removeItem(key(here));
  here.before(one("#draft-notice").content.cloneNode(true));
  one(".draft time").textContent = kept.at;
  for (const [name, value] of kept.entries) one(".draft").append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
}

on("input", ({ target }) => {
  const here = target.closest?.("form[data-draft]");
  if (!here) return;
  typed = Date.now();
  const at = new Date().toLocaleTimeString("en-GB", { timeStyle: "short" });
  sessionStorage.setItem(key(here), JSON.stringify({ at, entries: entries(here) }));
});
on("click", ({ target }) => {
  if (!target.closest("[data-draft-drop]")) return;
  one(".draft").remove();
  sessionStorage.removeItem(key(form()));
});
on("htmx:beforeRequest", ({ detail }) => { detail.requestConfig.at = Date.now(); });
on("htmx:afterRequest", ({ detail: { requestConfig: { elt, at }, xhr } }) => {
  if (xhr.status !== 200 || xhr.getResponseHeader("HX-Redirect") || !elt.matches("[data-draft], [data-settles]")) return;
  if (typed <= at) sessionStorage.removeItem(key(elt));
});
on("htmx:afterSettle", offer);
offer();
