// Tells where you are only while the tab is looked at, and whether you write. (htmx polls and sends.)
const form = () => document.getElementById("presence");
const tell = () => form() && window.htmx.trigger(form(), "here");
const writing = () => Date.now() - (form()?.typed ?? 0) < 20000;

document.addEventListener("input", ({ target }) => {
  if (!target.closest("#message-form") || !form()) return;
  const known = writing();
  form().typed = Date.now();
  if (!known) tell();
});
document.addEventListener("htmx:afterSettle", ({ target }) => target.id === "panel" && tell());
document.addEventListener("visibilitychange", () => document.hidden || tell());
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt.id !== "presence") return;
  if (document.hidden) event.preventDefault();
  if (writing()) event.detail.parameters.writing = "1";
});
