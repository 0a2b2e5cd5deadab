// Tells how saving stands, and tries again. (htmx sends the form, one request at a time.)
import { all, on, one } from "./dom.js";
const form = () => one("[data-autosave]");
const save = () => form()?.requestSubmit();
const saving = ({ detail }) => detail.requestConfig?.elt.matches("[data-autosave]");
const waiting = new Map(); // field: when somebody last typed in it
const unsaved = () => [...waiting.keys()].filter((field) => field.isConnected).length;
let again, go, state;

function tell(name) {
  const words = one(`#state-${name}`)?.content.cloneNode(true);
  if (!words) return;
  state = name;
  const count = words.querySelector("[data-waiting]");
  if (count) count.textContent = unsaved() === 1 ? "1 change waits" : `${unsaved()} changes wait`;
  one("#save-state").replaceChildren(words);
}

function note({ target }) {
  if (!target.closest?.("[data-autosave]")) return;
  waiting.set(target, Date.now());
  if (state === "offline") tell(state);
}

function markPlaces() {
  for (const place of all("#message-form .at")) {
    const field = one(`#message-form [aria-describedby~="${place.id}"]`);
    if (field) field.ariaInvalid = Boolean(place.querySelector(".err"));
  }
}

on("input", note);
on("change", note);
on("htmx:configRequest", ({ detail: { elt, parameters } }) => {
  const token = document.cookie.match(/csrftoken=(\w+)/)?.[1]; // new after a sign-in elsewhere
  if (token && elt === form()) parameters.csrfmiddlewaretoken = token;
});
on("htmx:beforeOnLoad", (event) => {
  if (saving(event) && (!form() || event.detail.xhr.getResponseHeader("HX-Redirect"))) event.preventDefault();
});
on("htmx:afterRequest", (event) => {
  if (!saving(event)) return;
  const { xhr, requestConfig } = event.detail;
  const { status } = xhr;
  clearTimeout(again);
  state = "";
  if (xhr.getResponseHeader("HX-Redirect")) tell("out");
  else if (status === 200) {
    for (const [field, at] of waiting) if (at <= requestConfig.at) waiting.delete(field);
    one("iframe.paper")?.contentWindow.location.reload();
  } else if (!status || status > 499) {
    tell(status ? "lost" : "offline");
    again = setTimeout(save, 5000);
  } else if (status < 405) tell(status === 404 ? "gone" : "lost");
  if (!state) markPlaces();
  go?.(true);
  go = null;
});
on("htmx:confirm", (event) => { // leads away: wait for the save
  const { elt, target, issueRequest } = event.detail;
  if (state || !form() || elt === form() || elt.closest("#steps") || !unsaved() || !["main", "panel"].includes(target?.id)) return;
  event.preventDefault();
  go = issueRequest;
  save();
});
on("click", ({ target }) => {
  if (target.closest("[data-save-again]")) save();
  if (target.closest("[data-save-as-new]")) waiting.clear(), form().submit(); // a whole page
});
window.addEventListener("beforeunload", (event) => form() && unsaved() && event.preventDefault());
window.addEventListener("online", save);
window.addEventListener("focus", () => state === "out" && save());
