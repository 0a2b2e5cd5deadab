// Copies what is said in an act, and says so.
import { all, one } from "./dom.js";
const status = one("[data-copied]");

function words(act) {
  return [...act.querySelectorAll("[data-said]")].map((part) => part.innerText.trim()).join("\n");
}

function byHand(text) {
  const field = document.createElement("textarea"); // without https there is no other clipboard
  Object.assign(field, { value: text, className: "vh" });
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return byHand(text);
  }
}

function tell(button, done) {
  const say = (word, words) => {
    button.querySelector("[data-label]").textContent = word;
    status.textContent = words;
  };
  if (done) say("Copied", `Copied: ${button.dataset.copy}`);
  else say("Not copied", "Your browser did not allow copying. Select the text.");
  setTimeout(say, 2500, "Copy", "");
}

for (const button of all("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    tell(button, await copy(words(button.closest(".act"))));
    button.focus();
  });
}
