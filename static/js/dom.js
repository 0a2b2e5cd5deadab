// Three short words for what every module does.
export const one = (selector) => document.querySelector(selector);
export const all = (selector) => [...document.querySelectorAll(selector)];
export const on = (name, act, early) => document.addEventListener(name, act, early);
