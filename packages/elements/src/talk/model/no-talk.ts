import type { TalkState } from "./talk-state.ts";

/** What a start clears. */
export const NO_CALL: Pick<
  TalkState,
  "turns" | "callId" | "isMicMuted" | "isSpeakerMuted" | "microphoneFailure"
> = {
  turns: Object.freeze([]),
  callId: null,
  isMicMuted: false,
  isSpeakerMuted: false,
  microphoneFailure: null,
};

/** The state of a viewer of whom nothing is known. */
export const NO_TALK: TalkState = {
  ...NO_CALL,
  loading: "idle",
  options: null,
  failure: null,
  phase: Object.freeze({ at: "idle" }),
  agentId: null,
  medium: "voice",
  microphones: Object.freeze([]),
  speakers: Object.freeze([]),
  microphoneId: null,
  speakerId: null,
};
