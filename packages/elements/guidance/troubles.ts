import type { Trouble } from "../src/errors/trouble.ts";
import type { Guidance } from "./problems.ts";

/** A failure that an element finds by itself, as the `kind` of `keyhole-error`. */
export type TroubleKind = Exclude<Trouble["kind"], "problem">;

/** Guidance for every kind of the elements; a missing kind fails the type check. */
export const TROUBLE_GUIDANCE: Readonly<Record<TroubleKind, Guidance>> = {
  network: {
    happened: "The Worker did not answer, or not within 20 seconds.",
    why: "The device is offline; the page's policy lacks the Worker in `connect-src`; a content blocker, proxy or firewall stopped the request; or the Worker is down. The element tries once more to find out which, and says so.",
    todo: "If the policy is the reason, add the Worker's address to `connect-src`. Otherwise open the Worker's `/v1/health` in a tab.",
  },
  part: {
    happened: "A file of the elements was not loaded.",
    why: "The page's `script-src` allows the script but not the folder `/keyhole/` beside it; a content blocker or proxy stopped the file; or the connection was lost.",
    todo: "Allow the Worker's whole address in `script-src`. Otherwise look at the file's line in the browser's network panel.",
  },
  script: {
    happened: "A file of the elements arrived, but does not run. The browser's console shows the error.",
    why: "A proxy, an extension or a cache changed it, or it was cut short.",
    todo: "Reload without the cache. Otherwise compare the file with its hash in `manifest.json`, and look for what rewrites scripts between page and Worker.",
  },
  "not-signed-in": {
    happened:
      "Your server answered 401, or a redirect to its login page, to the request for an assertion: nobody is signed in.",
    todo: "This is not a fault: sign in to the site. Then call `signIn()`, or let the viewer press the button.",
  },
  "signed-out": {
    happened: "`signOut()` was called.",
    todo: "Call `signIn()`, or press the element's button.",
  },
  assertion: {
    happened: "Your server did not answer with an assertion.",
    why: "Its answer had a status other than 200 and 401, or was no JWT; or the address has another origin; or the page's `getAssertion` failed.",
    todo: "Answer 200 `text/plain` with a JWT, or 401, from the page's own origin.",
  },
  page: {
    happened:
      "The element met an exception that it cannot work around. Its notice and the browser's console name it.",
    why: "A script of the page, such as an old library or polyfill, has replaced a built-in function of the browser; or the browser is more than two years old.",
    todo: "Load the script of Keyhole before all others. Otherwise remove the polyfill, which no browser of today needs, or update the browser.",
  },
  "insecure-context": {
    happened: "The page is served neither by https nor from localhost.",
    why: "Browsers create keys only in a secure context.",
    todo: "Serve the page by https.",
  },
  clock: {
    happened: "The device's clock is wrong, and using the broker's time did not help.",
    why: "A proof is valid for 60 seconds before and after its time.",
    todo: "Correct the device's clock and time zone.",
  },
  answer: {
    happened: "The answer does not come from a broker.",
    why: "The attribute `broker` or the script's address points elsewhere, or a proxy answers with its own page.",
    todo: "Compare the attribute with the Worker's address.",
  },
  "key-in-attribute": {
    happened: "An attribute of the element looks like an API key, token or secret. No request was sent.",
    why: "Everyone who opens the page can read its attributes.",
    todo: "Remove the attribute and replace the key at the vendor: everyone who opened the page could read it.",
  },
  "site-missing": {
    happened: "The element has no attribute `site`.",
    todo: "Set it to the id of a site in your config.",
  },
  "call-missing": {
    happened: "`<keyhole-call>` has no attribute `call-id`.",
    todo: "Set it to the id of a call.",
  },
  "broker-invalid": {
    happened: "The attribute `broker` is no address.",
    todo: "Set it to the Worker's address, such as `https://keyhole.acme.example`, or leave it out if the script comes from the Worker.",
  },
  "time-zone-invalid": {
    happened: "The attribute `time-zone` is no known time zone.",
    todo: "Set it to an IANA name such as `Europe/Berlin`, or leave it out to use the device's time zone.",
  },
};
