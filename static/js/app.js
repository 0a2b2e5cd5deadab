// Behaviours that every page shares. One behaviour a module; this file only brings them in.
import "./enhance.js";
import "./clock.js";
