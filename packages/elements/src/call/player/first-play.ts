// Loaded with the first play: reading a call needs neither media keys nor peaks.
export { leaveMediaSession, takeMediaSession, updateMediaSession } from "./media-session.ts";
export { lanesOf, readPeaks } from "./read-peaks.ts";
