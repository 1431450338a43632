/** A call names its voice by id or by name, or has none where an external voice speaks. */
export const VOICES: readonly (string | null)[] = [
  "91fa9bcf-93c8-467c-8b29-973720e3f167",
  "b0e6b5c1-3100-44d5-8578-9015aa3023ae",
  "5c1a6b0e-3d0b-4b5f-8d0c-2e9f0a7b6c5d",
  "e2c1f0a9-8b7d-4c6e-9f50-61728394a5b6",
  "Mark",
  null,
];

/** The voice of calls that are added while the simulator runs, and of the agents' templates. */
export const DEFAULT_VOICE = "91fa9bcf-93c8-467c-8b29-973720e3f167";
