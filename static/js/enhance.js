// Marks the page as scripted, so that plain-form helpers (such as submit buttons of live filters) can step back.
document.documentElement.dataset.scripted = "";
