/** What the button of a talk says, beside its own words. */
export const enTalk = {
  "talk.opening": "Opening",
  "talk.note": "The microphone is on during the call, and off before and after it.",
} as const;
