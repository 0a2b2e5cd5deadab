// A finding that comes lies over what is below, one that goes leaves its room, until the next move.
import { all, on, one } from "./dom.js";
const rooms = {};
on("htmx:oobBeforeSwap", ({ detail: { target } }) => { rooms[target.id] = target.offsetHeight; });
on("htmx:oobAfterSwap", ({ detail: { target: { id } } }) => {
  const place = one(`#${CSS.escape(id)}.at`), room = rooms[id];
  if (!place || place.offsetHeight === room) return;
  const { offsetTop, offsetHeight, offsetLeft, offsetWidth } = place.previousElementSibling;
  const held = room ? { height: room } : { top: offsetTop + offsetHeight + 8, left: offsetLeft, width: offsetWidth };
  for (const name in held) place.style[name] = `${held[name]}px`;
  place.dataset.held = room ? "room" : "over";
});
function settle() {
  for (const place of all("[data-held]")) {
    delete place.dataset.held;
    place.removeAttribute("style");
  }
}
on("click", settle);
on("keyup", ({ key }) => /Tab|F8|Enter|Arrow/.test(key) && settle());
