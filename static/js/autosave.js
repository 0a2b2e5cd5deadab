// Tells how saving stands, in words, and tries again when the line is back. (htmx itself sends the form.)
const saving = ({ detail }) => detail.requestConfig?.elt.matches("[data-autosave]");
let slow;

function tell(name) {
  const words = document.getElementById(`state-${name}`);
  if (words) document.getElementById("save-state")?.replaceChildren(words.content.cloneNode(true));
}

function markPlaces() {
  for (const place of document.querySelectorAll("#message-form .at")) {
    const field = document.querySelector(`#message-form [aria-describedby~="${place.id}"]`);
    if (place.querySelector(".err")) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
  }
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (saving(event)) slow = setTimeout(tell, 400, "busy");
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (!saving(event)) return;
  clearTimeout(slow);
  if (event.detail.successful || event.detail.xhr.status === 422) markPlaces();
});
document.addEventListener("htmx:sendError", (event) => saving(event) && tell("offline"));
document.addEventListener("htmx:timeout", (event) => saving(event) && tell("lost"));
document.addEventListener("htmx:responseError", (event) => {
  if (saving(event) && ![409, 422].includes(event.detail.xhr.status)) tell(event.detail.xhr.status === 404 ? "gone" : "lost");
});
window.addEventListener("online", () => document.querySelector("[data-autosave]")?.requestSubmit());
document.addEventListener("click", ({ target }) => {
  const form = document.querySelector("[data-autosave]");
  if (target.closest("[data-save-again]")) form?.requestSubmit();
  if (target.closest("[data-save-as-new]")) form?.submit(); // past htmx: the answer is a whole page
});
