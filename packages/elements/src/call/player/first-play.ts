// Loaded with the first play: whoever only reads a call needs neither.
export { leaveMediaSession, takeMediaSession, updateMediaSession } from "./media-session.ts";
export { lanesOf, readPeaks } from "./peaks.ts";
