import { Refusal } from "./refusal.ts";

/** Names the origin that was refused, and none of those that are allowed. */
export function refuseOrigin(origin: string | undefined): Refusal {
  if (origin === undefined) {
    return new Refusal("origin_not_allowed", "The request has no Origin: ask from a page of the site.");
  }
  return new Refusal(
    "origin_not_allowed",
    `The origin ${printable(origin)} may not show this site's calls; its owner can add it to the site's origins.`,
  );
}

function printable(origin: string): string {
  return origin.slice(0, 200).replace(/[^\x21-\x7e]/g, "?");
}
