// Leads a link from the findings (“#at-so_what”) into the field; a browser would only scroll there.
import { fieldOf } from "./fix.js";
function arrive() {
  const field = location.hash.startsWith("#at-") && fieldOf(location.hash.slice(1));
  if (!field) return;
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
}
const afterwards = () => requestAnimationFrame(() => setTimeout(arrive)); // the browser goes first
addEventListener("load", afterwards);
addEventListener("hashchange", afterwards);
