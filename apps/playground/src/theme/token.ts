export interface Token {
  /** With `--keyhole-`. */
  name: string;
  description: string;
  /** The default; null where there is none. */
  value: string | null;
  /** The elements that look it up. */
  scope: "both" | "list" | "call";
}
