// A finding that comes lies over what is below, one that goes leaves its room, until the next move.
import { all, on } from "./dom.js";
const places = () => all("#message-form .at");
let rooms = {};

const room = ({ id, dataset, offsetHeight }) => [id, dataset.held === "over" ? 0 : offsetHeight];

on("htmx:beforeSwap", () => { rooms = Object.fromEntries(places().map(room)); });
on("htmx:oobBeforeSwap", ({ detail }) => { // nothing in the place of nothing: most of an answer
  if (detail.target.matches(".at:empty") && detail.fragment.querySelector(".at:empty")) detail.shouldSwap = false;
});
on("htmx:afterSwap", () => {
  const moved = places().filter((place) => place.id in rooms && place.offsetHeight !== rooms[place.id]);
  const held = moved.map(({ id, previousElementSibling: above }) => rooms[id] ? { height: rooms[id] }
    : { top: above.offsetTop + above.offsetHeight + 8, left: above.offsetLeft, width: above.offsetWidth });
  moved.forEach((place, index) => {
    for (const name in held[index]) place.style[name] = `${held[index][name]}px`;
    place.dataset.held = rooms[place.id] ? "room" : "over";
  });
});
function settle() {
  for (const place of all("[data-held]")) {
    delete place.dataset.held;
    place.removeAttribute("style");
  }
}
on("click", settle);
on("keyup", ({ key }) => /Tab|F8|Enter|Arrow/.test(key) && settle());
