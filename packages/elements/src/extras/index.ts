export type { Lanes, Speaker } from "./lane-peaks.ts";
export { lanesOf } from "./lane-peaks.ts";
export { leaveMediaSession, takeMediaSession, tellMediaSession } from "./media-session.ts";
export { parseEvent } from "./parse-event.ts";
export { readPeaks } from "./read-peaks.ts";
export { renderEvents, renderSeverities } from "./render-events.ts";
export { saveTranscript } from "./save-transcript.ts";
export { transcriptFile, turnText } from "./turn-text.ts";
export type { Peaks } from "./wav-peaks.ts";
