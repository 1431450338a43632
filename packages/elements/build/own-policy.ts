import type { Plugin } from "vite";

/** How Lit makes its Trusted Types policy, in its minified file. */
const OF_LIT = /(\w+)\?\1\.createPolicy\("lit-html",\{createHTML:(\w+)=>\2\}\):void 0/;

/**
 * Gives Lit a Trusted Types policy of ours. Of one name a page gets one policy, and throws for the second: Lit's own
 * name may be another copy's. So all versions of Keyhole on a page share one, and go on without where the page
 * refuses it; a page that lets only trusted markup in then shows a notice.
 */
const OURS = `(() => {
  try {
    return globalThis[Symbol.for("keyhole.policy.1")] ??= globalThis.trustedTypes?.createPolicy("keyhole", { createHTML: (html) => html });
  } catch {}
})()`;

export const ownPolicy: Plugin = {
  name: "own-policy",
  transform: {
    filter: { id: /\/lit-html\/lit-html\.js$/ },
    handler(code) {
      if (!OF_LIT.test(code)) throw new Error("own-policy: Lit makes its policy in another way.");
      return { code: code.replace(OF_LIT, () => OURS), map: null };
    },
  },
};
