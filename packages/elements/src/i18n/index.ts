export { en } from "./en.ts";
export { enCall } from "./en-call.ts";
export { enLater } from "./en-later.ts";
export { enList } from "./en-list.ts";
