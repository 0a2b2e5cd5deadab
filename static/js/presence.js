// Tells where you are while the tab is looked at, and whether you write. (htmx polls and sends.)
import { on, one } from "./dom.js";
const form = () => one("#presence");
const tell = () => form() && window.htmx.trigger(form(), "here");
const writing = () => Date.now() - (form()?.typed ?? 0) < 20000;

on("input", ({ target }) => {
  if (!target.closest("#message-form") || !form()) return;
  const known = writing();
  form().typed = Date.now();
  if (!known) tell();
});
on("htmx:afterSettle", ({ target }) => target.id === "panel" && tell());
on("visibilitychange", () => document.hidden || tell());
on("htmx:configRequest", (event) => {
  if (event.detail.elt.id !== "presence") return;
  if (document.hidden) event.preventDefault();
  if (writing()) event.detail.parameters.writing = "1";
});
