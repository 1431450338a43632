/**
 * What stands on what in the elements, by the names of tokens. `tint` mixes so much of the foreground into the
 * background, as a status has. WCAG 2.2: text 1.4.3 (and 1.4.6 for 7:1), edges of controls and focus 1.4.11.
 */
export interface ContrastPair {
  token: string;
  on: string;
  tint?: number;
  kind: "text" | "control";
}

const BACKGROUNDS = ["surface", "subtle", "selected"] as const;
const STATUSES = ["ended", "active", "waiting", "unjoined"] as const;

function on(backgrounds: readonly string[], names: readonly string[], tint = 0): ContrastPair[] {
  return names.flatMap((token) =>
    backgrounds.map((background): ContrastPair => ({ token, on: background, tint, kind: "text" })),
  );
}

export const CONTRAST_PAIRS: readonly ContrastPair[] = [
  ...on([...BACKGROUNDS, "surface-raised"], ["text", "muted", "link"]),
  ...on(["match", "found"], ["text"]),
  ...on(BACKGROUNDS, ["caller", "agent"]),
  ...on(BACKGROUNDS, STATUSES, 0.11),
  ...on(["surface"], ["danger", "caution", "active"]),
  ...on(["accent"], ["on-accent"]),
  ...["control-border", "accent"].flatMap((token) =>
    ["surface", "surface-raised"].map(
      (background): ContrastPair => ({ token, on: background, kind: "control" }),
    ),
  ),
  { token: "accent", on: "subtle", kind: "control" },
  { token: "accent", on: "selected", kind: "control" },
];
