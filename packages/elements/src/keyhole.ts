import { defineElements } from "./define.ts";

// Entry of `/keyhole.js`.
defineElements();
