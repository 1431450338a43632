/** What the events of a call say once they are unfolded. */
export const enEvents = {
  "events.empty": "No events at this level.",
  "events.severity": "Minimum level",
  debug: "Debug",
  info: "Info",
  warning: "Warning",
  error: "Error",
} as const;
