// The dialog for a new entry opens when its form has come, and closes when the entry stands in the message.
import { on, one } from "./dom.js";
on("htmx:afterSwap", ({ detail: { target } }) => {
  const dialog = one("#add");
  if (target === dialog && !dialog.open) dialog.showModal();
  if (target?.id.startsWith("taken-")) dialog.close();
});
