export { buildElementsWhenNeeded } from "./elements-build.ts";
