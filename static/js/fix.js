// Takes the text that a finding offers into the field it is about, as if it had been typed.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fix]");
  const field = button && document.querySelector(`#message-form [aria-describedby~="${button.dataset.fix}"]`);
  if (!field) return;
  event.preventDefault();
  field.value = button.value.slice(button.value.indexOf(" ") + 1);
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
