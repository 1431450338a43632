/** Writes one line of the owner's log. It never receives a token, a proof, an assertion or a key. */
export type Log = (entry: {
  level: "info" | "warn" | "error";
  /** The code of a refusal, the kind of another event, or what the broker itself has to say. */
  event: string;
  /** When it happened, ISO 8601 with Z. */
  at?: string;
  requestId?: string;
  /** The site's id, if known. */
  site?: string;
  /** The viewer's name for the owner, an HMAC, if known. */
  subject?: string;
  /** The exact reason for a refusal, which the answer does not tell. */
  reason?: string;
  /** Method and pattern of the route, without anything of the request. */
  action?: string;
  /** The id of a call. */
  call?: string;
  /** What a token was granted. */
  scopes?: readonly string[];
  /** Names the claim or setting, and what is expected of it; never the value of a setting. */
  detail?: string;
  /** Refusals of the same reason that were not logged since the line before. */
  unlogged?: number;
}) => void;
