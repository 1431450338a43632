import type { Crowd } from "../state/site-state.ts";

/** The crowd that a token's or a ticket's subject belongs to. */
export function crowdOf(subject: string): Crowd {
  return subject.startsWith("visitor:") ? "visitors" : "members";
}
