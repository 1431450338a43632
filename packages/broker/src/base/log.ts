/** Writes one line of the owner's log. Never given a token, a proof, an assertion or a key. */
export type Log = (entry: {
  level: "warn" | "error";
  event: string;
  requestId?: string;
  /** The site's id, where it is known. */
  site?: string;
  /** Why a request was refused, where the answer does not say all. */
  reason?: string;
  detail?: string;
}) => void;
