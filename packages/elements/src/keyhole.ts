import { defineElements } from "./define.ts";

// The entry of the script tag: what `/keyhole.js` is built from.
defineElements();
