/** A tool that agents use in the data. */
export interface SimulatedTool {
  readonly name: string;
  readonly description: string;
  readonly kind: "http" | "client" | "dataConnection" | "static";
  /** Arguments as the model writes them. They may contain slots. */
  readonly text: string;
  readonly results: readonly string[];
}

/** A large answer of a calendar service. */
const SLOTS = JSON.stringify({
  slots: Array.from({ length: 60 }, (_, index) => ({
    id: `slot-${index}`,
    start: `2026-07-${String(6 + (index % 20)).padStart(2, "0")}T${8 + (index % 10)}:30:00+02:00`,
    room: index % 4,
  })),
});

export const TOOLS: readonly SimulatedTool[] = [
  {
    name: "lookup_customer",
    description: "Finds a customer by phone number.",
    kind: "http",
    text: '{"phone":"{phone}"}',
    results: [
      '{"found":true,"name":"{name}","email":"{email}","tier":"gold"}',
      '{"found":false}',
      "No customer matches.",
    ],
  },
  {
    name: "findSlots",
    description: "Finds free appointments.",
    kind: "http",
    text: '{"service":"cleaning","week":"2026-07-06","part":"afternoon"}',
    results: ['{"slots":["2026-07-07T15:00","2026-07-09T14:30"]}', SLOTS, '{"slots":[]}'],
  },
  {
    name: "bookSlot",
    description: "Books an appointment.",
    kind: "dataConnection",
    text: '{"slot":"2026-07-07T15:00","email":"{email}"}',
    results: ['{"booked":true,"ticket":"{ticket}"}'],
  },
  {
    name: "show-map",
    description: "Shows the branch on a map in the page.",
    kind: "client",
    text: "{}",
    results: ["shown", ""],
  },
  {
    name: "opening_hours",
    description: "Tells the opening hours.",
    kind: "static",
    text: '{"branch":"<all>"}',
    results: ["Monday to Friday 8:00-19:00 & Saturday <by appointment>"],
  },
];

/** Moves the call to its next stage. */
export const STAGE_TOOL: SimulatedTool = {
  name: "hand_over",
  description: "Hands the caller over to a colleague who knows more.",
  kind: "http",
  text: '{"to":"specialist","reason":"{ticket}"}',
  results: ["OK"],
};
