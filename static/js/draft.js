// Keeps typed text in this tab until the server has it, and offers it again after a lost session or a closed page.
const key = (form) => `draft:${form.dataset.draft}`;
const SKIP = ["csrfmiddlewaretoken", "version", "arrange"];
const entries = (form) => [...new FormData(form)].filter(([name, value]) => !SKIP.includes(name) && value);
const form = () => document.querySelector("form[data-draft]");
let typed = 0;

function put(form, kept) {
  const values = Object.groupBy(kept, ([name]) => name);
  for (const field of form.elements) {
    if (!field.name || SKIP.includes(field.name) || field.name === "talk_track") continue;
    const wanted = (values[field.name] ?? []).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = wanted.includes(field.value);
    else field.value = wanted[0] ?? "";
  }
  (values.talk_track ?? []).forEach(([, text], index) => {
    const field = form.querySelectorAll("[data-line]")[index];
    if (!field) return;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  form.dispatchEvent(new Event("change"));
}

function offer() {
  const here = form();
  const kept = here && JSON.parse(sessionStorage.getItem(key(here)) ?? "null");
  const notice = document.getElementById("draft-notice");
  if (!kept || !notice || document.querySelector(".draft")) return;
  if (JSON.stringify(kept.entries) === JSON.stringify(entries(here))) return sessionStorage.removeItem(key(here));
  here.before(notice.content.cloneNode(true));
  document.querySelector(".draft time").textContent = kept.at;
}

document.addEventListener("input", ({ target }) => {
  const here = target.closest?.("form[data-draft]");
  if (!here) return;
  typed = Date.now();
  const at = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  sessionStorage.setItem(key(here), JSON.stringify({ at, entries: entries(here) }));
});
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-draft-back], [data-draft-drop]");
  if (!button) return;
  const kept = JSON.parse(sessionStorage.getItem(key(form())));
  document.querySelector(".draft").remove();
  if (button.matches("[data-draft-back]")) put(form(), kept.entries);
  else sessionStorage.removeItem(key(form()));
});
document.addEventListener("htmx:beforeRequest", ({ detail }) => { detail.requestConfig.sentAt = Date.now(); });
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const { elt } = detail.requestConfig;
  if (!detail.successful || !elt.matches("form[data-draft], form[data-settles]")) return;
  if (typed <= detail.requestConfig.sentAt) sessionStorage.removeItem(elt.dataset.settles ? `draft:${elt.dataset.settles}` : key(elt));
});
document.addEventListener("htmx:afterSettle", offer);
offer();
