// “/” puts the cursor into the search field, unless somebody is typing.
import { held, on, one, typing } from "./dom.js";
on("keydown", (event) => {
  const field = one("[data-find]");
  if (event.key !== "/" || held(event) || typing(event) || !field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
