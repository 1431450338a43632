import type { ProblemCode } from "@keyhole/contract";

/** What happened, why, and what to do: Markdown for the docs and for the errors page of a release. */
export interface Guidance {
  happened: string;
  why?: string;
  todo?: string;
  /** Title that the elements show for it; a test compares it with their catalogue. */
  shows?: string;
  /** False for a code that this version's broker never answers; a test compares it with the broker's code. */
  answered?: false;
}

const RESERVED = "Nothing: this version's broker never answers it. The code is kept for later versions.";

/** Guidance for every code of the contract; a missing code fails the type check. */
export const PROBLEM_GUIDANCE: Readonly<Record<ProblemCode, Guidance>> = {
  token_missing: {
    happened: "A request came without an access token.",
    why: "It has no `Authorization` header, or one with `Bearer`. The elements always send one, so this is code of your own, or something between page and Worker that removes the header.",
    todo: "Send `Authorization: DPoP <token>` and, in the header `DPoP`, a proof made for this request.",
    shows: "Access was not accepted",
  },
  token_expired: {
    happened: "The access token is over: it lives for the site's `tokenSeconds`, at most 300 seconds.",
    why: "The elements renew theirs before that. A page that slept may meet this once, and asks anew by itself.",
    todo: "Nothing in a page with the elements. In code of your own, ask `POST /v1/token` for a new one.",
    shows: "Access was not accepted",
  },
  token_invalid: {
    happened: "The access token does not open, or another key signed the proof.",
    why: "The token is of another broker, the first of `publicUrls` has changed, the site was taken out of the config, or `KEYHOLE_SECRET` was replaced without keeping the old one as `KEYHOLE_SECRET_PREVIOUS`.",
    todo: "Nothing in a page with the elements: they ask for a new one. Rotate the secret in the three steps under [rotating the secret](/security#rotating-the-secret).",
    shows: "Access was not accepted",
  },
  token_revoked: { happened: RESERVED, answered: false, shows: "Access was not accepted" },
  proof_invalid: {
    happened: "The DPoP proof of a request was refused. The `detail` says which rule it broke.",
    why: "It is missing or malformed, made for another method or URL, used before, without the token's hash, or its time is more than 60 seconds off. The last comes with `serverTime`, and the elements then set their clock by it and try again. “Another URL” means that browsers reach the Worker under an address that is not in `publicUrls`.",
    todo: "Add the address that is in the page's `src` to `publicUrls`. Otherwise look for something that repeats or rewrites requests between page and Worker.",
    shows: "Access was not accepted",
  },
  nonce_required: {
    happened: "The proof lacks the broker's nonce, which the site asks for with `nonce: true`.",
    why: "It is how the first request of a page ends on such a site; the elements take the nonce from the answer and ask again.",
    todo: "In code of your own, put the value of the header `DPoP-Nonce` into the proof's `nonce`.",
    shows: "Access was not accepted",
  },
  scope_missing: {
    happened: "The token does not hold the scope that this address needs. The `detail` names it.",
    why: "The site's `visitors.scopes`, or the grant function for this member, does not grant it. Searching with `q` needs both `transcripts:read` and `pii:read`.",
    todo: "Add the [scope](/who-sees-what#scopes) to the site's config if this viewer may have it, and deploy.",
    shows: "You have no access to these calls",
  },
  origin_not_allowed: {
    happened: "The page's origin is not one of the site's, or is another than the one that got the token.",
    why: "`origins` compares scheme, host and port exactly. `https://acme.example` and `https://www.acme.example` are two origins. A token request without an `Origin`, as curl sends it, is refused too.",
    todo: "Add the origin that the `detail` names to the site's `origins`, and deploy.",
    shows: "This page may not show calls",
  },
  site_disabled: { happened: RESERVED, answered: false, shows: "This site is switched off" },
  site_unknown: {
    happened: "No site of the config has this id.",
    why: "The element's attribute `site` is misspelt, or the Worker with the new site is not deployed yet.",
    todo: "Compare the attribute with the keys of `sites` in the config.",
    shows: "Unknown site",
  },
  assertion_invalid: {
    happened: "Your server's assertion does not verify.",
    why: "Its signature, `iss`, `aud`, `exp` or `sub` is not what the site's `verify` expects; it lives longer than `maxAgeSeconds`; its `iat` lies ahead; it is longer than 8,192 bytes; or its `cnf.jkt` is another key's thumbprint than the one in the question.",
    todo: "Compare the assertion, claim by claim, with [who a member is](/who-sees-what#members). Sign it anew for every question, with the `jkt` of that question.",
    shows: "Your sign-in was not accepted",
  },
  assertion_expired: {
    happened: "Your server's assertion was over when it arrived.",
    why: "Its `exp` has passed, or its `iat` is older than `maxAgeSeconds`. 60 seconds of clock difference are allowed for.",
    todo: "Sign a new assertion for every question instead of keeping one, and check your server's clock.",
    shows: "Your sign-in was not accepted",
  },
  assertion_reused: {
    happened:
      "The assertion was used before, by another key; or it was used before at all, on a site with `singleUse: true`.",
    why: "The first use binds an assertion to the key of that page until it expires. A server that hands the same assertion to two browsers, for example from a cache, does this.",
    todo: "Sign a new assertion, with a `jti` of its own, for every question, and answer it with `Cache-Control: no-store`.",
    shows: "Your sign-in was not accepted",
  },
  grant_refused: {
    happened: "The site grants this viewer nothing.",
    why: "A visitor came to a site without `visitors`, or a member to one without `members`. Or the grant function threw, took longer than 5 seconds, or gave a grant that does not hold: a claim that is missing refuses the token, it never widens it.",
    todo: "Look for the request id in the Worker's log: `grant_refused` names what is wrong with the grant, `grant_threw` the kind of error.",
    shows: "You have no access to these calls",
  },
  scope_refused: {
    happened: "A scope was asked for that does not exist, or none of those asked for is granted.",
    why: "The elements ask for no scope in particular, so for them it means a grant function that gave an empty list of scopes.",
    todo: "Grant at least one scope. In code of your own, leave `scope` out to get all that are granted.",
    shows: "You have no access to these calls",
  },
  invalid_request: {
    happened:
      "The request is not one that this address takes. The `detail` names the parameter and what it wants.",
    why: "A value does not parse or a parameter is given twice (400), the method is another (405), the body is larger than 16,384 bytes (413) or not a form (415). A `cursor` is good for 24 hours and for the list and viewer that it was made for.",
    todo: "Mend what the `detail` names. Start a list over when its cursor is refused.",
    shows: "The request was not understood",
  },
  not_found: {
    happened: "There is nothing at this address that this viewer may see.",
    why: "The call does not exist, was deleted, or is outside the viewer's rows; one is answered like the other, on purpose. The same goes for a recording that there is not.",
    todo: "If the viewer should see the call, compare its agent, metadata and time with the rows of the grant. Metadata is compared exactly, upper and lower case included.",
    shows: "This call is not there",
  },
  conflict: { happened: RESERVED, answered: false, shows: "Something changed meanwhile" },
  recording_not_ready: {
    happened: "The call has a recording, and Ultravox is still writing it.",
    why: "A recording is ready some time after the call has ended.",
    todo: "Ask again after `retryAfterSeconds`.",
    shows: "The recording is being prepared",
  },
  rate_limited: {
    happened:
      "Too many requests: of this viewer, of all visitors or all members of the site, or from this network address.",
    why: "The site's `limits` count requests and tokens in any 60 seconds. Against floods, Cloudflare's rate limiting counts by address and by site as well.",
    todo: "Wait for `retryAfterSeconds`. If honest viewers meet it, raise the site's [`limits`](/who-sees-what#limits); if one page does, look for code that asks in a loop.",
    shows: "Too many requests",
  },
  quota_exceeded: { happened: RESERVED, answered: false, shows: "The limit of this website is used up" },
  upstream_key_rejected: {
    happened: "Ultravox does not accept the Worker's API key.",
    why: "`ULTRAVOX_API_KEY` was replaced or deleted at Ultravox, or is not the whole key.",
    todo: "Make a key at Ultravox and set it with `wrangler secret put ULTRAVOX_API_KEY`.",
    shows: "The calls cannot be reached",
  },
  upstream_invalid: {
    happened:
      "Ultravox answered something that cannot be used: no JSON, too much of it, a redirect, or another call than asked for.",
    why: "Something stands between Worker and Ultravox, such as a proxy in `ULTRAVOX_BASE_URL`; or the API has changed.",
    todo: "Check `ULTRAVOX_BASE_URL`, which wants the base with its path. The Worker's log has the request id.",
    shows: "The calls cannot be read",
  },
  upstream_rate_limited: {
    happened: "Ultravox's limit, or the part of it that the broker keeps to, is used up for the moment.",
    why: "Ultravox counts requests for the whole account; other programs of yours count too. Visitors are refused before members.",
    todo: "Wait for `retryAfterSeconds`. If it stays, lower what visitors may ask in `limits`.",
    shows: "The service that holds the calls is busy",
  },
  upstream_unavailable: {
    happened:
      "Ultravox did not answer in time, broke the connection, or answered with a server error. Or the `jwks` that verifies assertions could not be fetched.",
    todo: "Wait for `retryAfterSeconds`. A read is repeated by the broker before it gives up, so a single failure does not get here.",
    shows: "The calls cannot be reached",
  },
  not_configured: {
    happened: "The Worker lacks a setting.",
    why: "Its config has no site or a wrong setting, `KEYHOLE_SECRET` or `ULTRAVOX_API_KEY` is not set, a binding of `wrangler.jsonc` is missing, or the site's `source` is not served yet.",
    todo: "Run `wrangler tail`: the log names the setting and what it wants.",
    shows: "Not set up yet",
  },
  internal: {
    happened: "The broker failed in a way that it does not know.",
    why: "A bug, or a Durable Object that could not be reached.",
    todo: "Look for the request id in the Worker's log. It has the kind of error and where it was, without its words.",
    shows: "The broker failed",
  },
};
