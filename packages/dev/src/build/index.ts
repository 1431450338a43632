export { buildWhenNeeded } from "./build-when-needed.ts";
