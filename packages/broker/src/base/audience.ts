/** Visitors and members have separate limits, because keys of visitors are free to make. */
export type Audience = "visitors" | "members";

/** The audience that the subject of a token or a ticket belongs to. */
export function audienceOf(subject: string): Audience {
  return subject.startsWith("visitor:") ? "visitors" : "members";
}
