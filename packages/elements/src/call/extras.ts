export { parseEvent } from "./events/parse-event.ts";
export { renderEvents, renderSeverities } from "./events/render-events.ts";
export type { Lanes, Speaker } from "./player/lane-peaks.ts";
export { lanesOf } from "./player/lane-peaks.ts";
export { leaveMediaSession, takeMediaSession, tellMediaSession } from "./player/media-session.ts";
export { readPeaks } from "./player/read-peaks.ts";
export type { Peaks } from "./player/wav-peaks.ts";
export { saveTranscript } from "./transcript/save-transcript.ts";
export { transcriptFile, turnText } from "./transcript/turn-text.ts";
