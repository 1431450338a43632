/** Writes one line of the owner's log. It never receives a token, a proof, an assertion or a key. */
export type Log = (entry: {
  level: "warn" | "error";
  event: string;
  requestId?: string;
  /** The site's id, if known. */
  site?: string;
  /** The exact reason for a refusal, which the answer does not tell. */
  reason?: string;
  /** Names the claim or setting, and what is expected of it; never the value of a setting. */
  detail?: string;
  /** Refusals of the same reason that were not logged since the line before. */
  unlogged?: number;
}) => void;
