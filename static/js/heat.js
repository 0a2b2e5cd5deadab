// Remembers how the cells are shaded.
document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-heat]")) document.cookie = `heat=${target.value}; path=/; max-age=31536000; samesite=lax`;
});
