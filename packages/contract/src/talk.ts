/** What a call can be held in. */
export type TalkMedium = "voice" | "text";

/** An agent that this viewer may start a call with, and what the page may set. */
export interface TalkAgent {
  id: string;
  name: string;
  /** What the agent may answer in; the first is the default. */
  mediums: TalkMedium[];
  /** Template variables that a page may set, each with its longest value in UTF-16 units. */
  variables: { name: string; maxLength: number }[];
  /** Metadata keys that a page may set. */
  metadata: string[];
  /** The longest that a call lasts. */
  maxDurationMs: number;
}

/** `GET /v1/talk`: what this viewer may start with `POST /v1/calls`. */
export interface TalkOptions {
  agents: TalkAgent[];
  /** The text that the viewer has to agree to, and its version, which the start names; null for none. */
  consent: { version: string; text: string } | null;
  /** Cloudflare Turnstile; null where this viewer solves no challenge, or has solved one in the last 24 hours. */
  turnstile: { siteKey: string } | null;
}
