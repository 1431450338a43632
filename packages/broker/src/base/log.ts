/** Writes one line of the owner's log. Never given a token, a proof, an assertion or a key. */
export type Log = (entry: {
  level: "warn" | "error";
  event: string;
  requestId?: string;
  detail?: string;
}) => void;
