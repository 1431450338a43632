import type { OwnerSite } from "../config/check-owner-config.ts";

/** What a page needs, to be copied. */
export function snippet(publicUrl: string, sites: readonly OwnerSite[]): string {
  const tags = sites.map(({ id, hasAssertion }) => {
    const assertion = hasAssertion ? ' assertion-src="/keyhole-assertion"' : "";
    return `<keyhole-calls site="${id}"${assertion}></keyhole-calls>`;
  });
  const members = sites.some(({ hasAssertion }) => hasAssertion)
    ? "\n\n/keyhole-assertion is a route of your own server that says who is signed in."
    : "";
  return `In the page:

<script type="module" src="${publicUrl}/keyhole.js"></script>
${tags.join("\n")}${members}`;
}
