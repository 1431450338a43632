import type { Trouble } from "../src/errors/trouble.ts";
import type { Guidance } from "./problems.ts";

/** A failure that an element finds by itself, as the `kind` of `keyhole-error`. */
export type TroubleKind = Exclude<Trouble["kind"], "problem">;

/** Guidance for every kind of the elements; a missing kind fails the type check. */
export const TROUBLE_GUIDANCE: Readonly<Record<TroubleKind, Guidance>> = {
  network: {
    happened: "The Worker gave no answer within 20 seconds, or none at all.",
    why: "The device is offline; the page's policy lacks the Worker in `connect-src`; or something between page and Worker is down. The element tries once more to tell which, and says so.",
    todo: "Where the policy is the reason, add the Worker's address to `connect-src`. Else open the Worker's `/v1/health` in a tab.",
  },
  script: {
    happened: "A file of the elements arrived, but does not run. The browser's console shows the error.",
    why: "A proxy, an extension or a cache changed it, or it was cut short.",
    todo: "Reload without the cache. Otherwise compare the file with its hash in `manifest.json`, and look for what rewrites scripts between page and Worker.",
  },
  "not-signed-in": {
    happened: "Your server answered 401 to the question who is signed in.",
    todo: "Nothing is wrong: sign in at the site. Call `signIn()` afterwards, or let the viewer press the button.",
  },
  "signed-out": {
    happened: "`signOut()` was called.",
    todo: "Call `signIn()`, or press the button that the element shows.",
  },
  assertion: {
    happened: "Your server did not answer with an assertion.",
    why: "It answered another status than 200 and 401, another type than `text/plain`, something that is no JWT, or with a redirect; or the address is of another origin; or the page's `getAssertion` failed.",
    todo: "Answer 200 `text/plain` with a JWT, or 401, on the page's own origin.",
  },
  "insecure-context": {
    happened: "The page is not served by https, nor from localhost.",
    why: "Browsers make keys only in a secure context.",
    todo: "Serve the page by https.",
  },
  clock: {
    happened: "The device's clock is off, and going by the broker's did not help.",
    why: "A proof is good for 60 seconds around its time.",
    todo: "Set the clock of the device, time zone included.",
  },
  answer: {
    happened: "Something answered that is no broker.",
    why: "The attribute `broker`, or the address of the script, leads elsewhere; or a proxy answers with a page of its own.",
    todo: "Compare the attribute with the Worker's address.",
  },
  "key-in-attribute": {
    happened: "An attribute of the element looks like an API key, token or secret. Nothing was asked for.",
    why: "Everyone who opens a page can read its attributes.",
    todo: "Remove the attribute, and replace the key at the vendor: whoever opened the page could read it.",
  },
  "site-missing": {
    happened: "The element has no attribute `site`.",
    todo: "Set it to the id of a site of your config.",
  },
  "call-missing": {
    happened: "`<keyhole-call>` has no attribute `call-id`.",
    todo: "Set it to the id of a call.",
  },
  "broker-invalid": {
    happened: "The attribute `broker` is no address.",
    todo: "Set it to the Worker's address, such as `https://keyhole.example.workers.dev`, or leave it out where the script comes from the Worker.",
  },
  "time-zone-invalid": {
    happened: "The attribute `time-zone` names no time zone.",
    todo: "Set it to an IANA name such as `Europe/Berlin`, or leave it out for the device's own.",
  },
};
