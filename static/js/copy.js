// Copies what is said in an act to the clipboard and says so, in the button and to screen readers.
const status = document.querySelector("[data-copied]");

function words(act) {
  return [...act.querySelectorAll("[data-said]")].map((part) => part.innerText.trim()).join("\n");
}

function byHand(text) {
  // Without https a browser has no clipboard of its own; the old way still works.
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "vh";
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
  const label = button.querySelector("[data-label]");
  label.textContent = done ? "Copied" : "Not copied";
  status.textContent = done ? `Copied: ${button.dataset.copy}` : "Your browser did not allow copying. Select the text.";
  setTimeout(() => {
    label.textContent = "Copy";
    status.textContent = "";
  }, 2500);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    tell(button, await copy(words(button.closest(".act"))));
    button.focus();
  });
}
