// Loaded once a recording can be heard: reading a call needs neither lanes nor keys.
export { drawLanes } from "./draw-lanes.ts";
export { pressMediaKey } from "./media-keys.ts";
