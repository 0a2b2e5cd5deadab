// Opens the dialog for a new entry, and closes it when the entry stands in the message.
import { on, one } from "./dom.js";
on("htmx:afterSwap", ({ detail: { target } }) => {
  const dialog = one("#add");
  if (target === dialog && !dialog.open) dialog.showModal();
  if (target?.id.startsWith("taken-")) dialog.close();
});
