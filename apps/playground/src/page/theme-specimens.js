/** Pairs of colours that the elements put on each other. What they are in a theme is measured, not told here. */

/**
 * @typedef {object} Specimen
 * @property {string} name
 * @property {"list" | "call"} of whose styles it has
 * @property {readonly string[]} on what it lies on, the lowest first: a token, or `.classes`
 * @property {string} paint a token, `.classes`, or `outline:` and a token
 * @property {number} needed least contrast
 */

const TEXT = 4.5;
/** WCAG 2.2, SC 1.4.11. */
const SHAPE = 3;

/** Grounds that a row or a turn can have. */
const GROUNDS = { surface: "the background", subtle: "what the pointer is on", selected: "what is open" };

const STATUSES = ["ended", "active", "waiting", "unjoined"];

/** @type {(of: Specimen["of"], what: string, paint: string, needed?: number) => Specimen[]} */
const onEveryGround = (of, what, paint, needed = TEXT) =>
  Object.entries(GROUNDS).map(([token, ground]) => ({
    name: `${what} on ${ground}`,
    ...{ of, on: [token], paint, needed },
  }));

/** @type {(of: Specimen["of"]) => Specimen[]} */
const shared = (of) => [
  ...onEveryGround(of, "Text", "text"),
  ...onEveryGround(of, "Muted text", "muted"),
  ...onEveryGround(of, "The focus ring", "outline:focus", SHAPE),
  { name: "Text of menus", of, on: ["surface-raised"], paint: "text", needed: TEXT },
  { name: "Muted text of menus", of, on: ["surface-raised"], paint: "muted", needed: TEXT },
  { name: "Edges in menus", of, on: ["surface-raised"], paint: "control-border", needed: SHAPE },
  { name: "Text on the accent", of, on: ["accent"], paint: "on-accent", needed: TEXT },
  { name: "Edges of fields and buttons", of, on: ["surface"], paint: "control-border", needed: SHAPE },
  { name: "The mark of what is open", of, on: ["selected"], paint: "accent", needed: SHAPE },
  { name: "Text of a strip", of, on: [".strip"], paint: "text", needed: TEXT },
];

/** @type {readonly Specimen[]} */
export const SPECIMENS = [
  ...shared("list"),
  ...STATUSES.flatMap((status) => onEveryGround("list", `Status “${status}”`, `.status ${status}`)),
  ...onEveryGround("list", "The picture of a row", ".icon", SHAPE),
  { name: "Text of a filter in use", of: "list", on: [".chip"], paint: "text", needed: TEXT },
  { name: "“Clear all” of the filters", of: "list", on: ["surface"], paint: ".clear", needed: TEXT },
  { name: "Text of a field that filters", of: "list", on: [".field", ".set"], paint: "text", needed: TEXT },
  ...shared("call"),
  ...onEveryGround("call", "The agent's name", "agent"),
  ...onEveryGround("call", "The caller's name", "caller"),
  ...onEveryGround("call", "Links", "link"),
  { name: "The word that a call goes on", of: "call", on: ["surface"], paint: ".live", needed: TEXT },
  { name: "Matches of a search", of: "call", on: ["match"], paint: "text", needed: TEXT },
  { name: "The match that was gone to", of: "call", on: ["found"], paint: "text", needed: TEXT },
  { name: "The word “warning”", of: "call", on: ["surface"], paint: "caution", needed: TEXT },
  { name: "The word “error”", of: "call", on: ["surface"], paint: "danger", needed: TEXT },
  { name: "The agent's lane", of: "call", on: ["subtle"], paint: "agent", needed: SHAPE },
  { name: "The caller's lane", of: "call", on: ["subtle"], paint: "caller", needed: SHAPE },
];
