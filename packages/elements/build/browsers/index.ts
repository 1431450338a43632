export { EXCEPTIONS, type Exception } from "./exceptions.ts";
export { OLDEST_BROWSERS } from "./oldest-browsers.ts";
