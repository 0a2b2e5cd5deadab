// Takes a link from the list of findings (“#at-so_what”) all the way to the field; a browser would only scroll there.
const PLACE = "#at-";
const FIELD = "textarea, select, input:not([type=hidden])";

const fieldOf = (place) =>
  document.querySelector(`#message-form [aria-describedby~="${place.id}"]`) ??
  nearest(place.previousElementSibling) ??
  place.closest(".move")?.querySelector(FIELD);

const nearest = (before) => (before?.matches(FIELD) ? before : before?.querySelector(FIELD));

const arrive = () => {
  const place = location.hash.startsWith(PLACE) && document.getElementById(location.hash.slice(1));
  const field = place && fieldOf(place);
  if (!field) return;
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
};

// The browser goes to the fragment once all is loaded and takes the focus along, so this comes after it.
const afterwards = () => requestAnimationFrame(() => setTimeout(arrive));
addEventListener("load", afterwards);
addEventListener("hashchange", afterwards);
