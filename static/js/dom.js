// Short words for what many modules do.
export const one = (selector) => document.querySelector(selector);
export const all = (selector) => [...document.querySelectorAll(selector)];
export const on = (name, act, early) => document.addEventListener(name, act, early);
export const held = (event) => event.ctrlKey || event.metaKey || event.altKey;
export const typing = ({ target }) => target.closest("input:not([type=radio], [type=checkbox]), textarea, select");
