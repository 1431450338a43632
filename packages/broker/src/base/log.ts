/** Writes one line of the owner's log. It never receives a token, a proof, an assertion or a key. */
export type Log = (entry: {
  level: "warn" | "error";
  event: string;
  requestId?: string;
  /** The site's id, if known. */
  site?: string;
  /** The exact reason for a refusal, which the answer does not tell. */
  reason?: string;
  detail?: string;
}) => void;
