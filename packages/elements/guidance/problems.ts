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

/** Guidance for every code of the contract; a missing code fails the type check. */
export const PROBLEM_GUIDANCE: Readonly<Record<ProblemCode, Guidance>> = {
  token_missing: {
    happened: "A request has no access token.",
    why: "It has no `Authorization` header, or one with `Bearer`. The elements always send a token, so the request comes from your own code, or something between page and Worker removes the header.",
    todo: "Send `Authorization: DPoP <token>`, and a proof for this request in the header `DPoP`.",
    shows: "Access was refused",
  },
  token_expired: {
    happened: "The access token has expired: it lives for the site's `tokenSeconds`, at most 300 seconds.",
    why: "The elements renew their token earlier. A page that slept may see this once; it then gets a new token by itself.",
    todo: "Nothing for the elements. In your own code, get a new token from `POST /v1/token`.",
    shows: "Access was refused",
  },
  token_invalid: {
    happened: "The access token is not valid, or another key signed the proof.",
    why: "Another broker made the token, the first of `publicUrls` has changed, the site was removed from the config, or `KEYHOLE_SECRET` was replaced without keeping the old one as `KEYHOLE_SECRET_PREVIOUS`. An [admin route](/operating) answers this where `KEYHOLE_ADMIN_SECRET` is missing or wrong.",
    todo: "Nothing for the elements: they get a new token. Rotate the secret in the three steps under [rotating the secret](/security#rotating-the-secret).",
    shows: "Access was refused",
  },
  token_revoked: {
    happened: "The owner has revoked the token before it expired.",
    why: "`POST /v1/admin/revoke` ends everything that was issued until then: for one viewer, for a site, or for everyone.",
    todo: "Nothing if it was meant: the elements stop, and get a new token when the viewer tries again. To keep a viewer out, [switch the viewer off](/operating#kill-switches).",
    shows: "Access was refused",
  },
  proof_invalid: {
    happened: "The DPoP proof of a request was refused. The `detail` names the broken rule.",
    why: "The proof is missing or malformed, was made for another method or URL, was used before, lacks the token's hash, or is more than 60 seconds off. In the last case the answer holds `serverTime`; the elements adjust to it and try again. “Another URL” means that browsers reach the Worker at an address that is not in `publicUrls`.",
    todo: "Add the address in the page's `src` to `publicUrls`. Otherwise look for something between page and Worker that repeats or rewrites requests.",
    shows: "Access was refused",
  },
  nonce_required: {
    happened: "The proof lacks the broker's nonce, which the site requires with `nonce: true`.",
    why: "The first request of a page on such a site always ends this way; the elements take the nonce from the answer and try again.",
    todo: "In your own code, put the value of the header `DPoP-Nonce` into the proof's `nonce`.",
    shows: "Access was refused",
  },
  scope_missing: {
    happened: "The token lacks the scope that this address needs. The `detail` names it.",
    why: "Neither the site's `visitors.scopes` nor the grant function for this member grants it. Searching with `q` needs both `transcripts:read` and `pii:read`.",
    todo: "Add the [scope](/who-sees-what#scopes) to the site's config if this viewer may have it, and deploy.",
    shows: "You have no access to these calls",
  },
  origin_not_allowed: {
    happened: "The page's origin is not one of the site's, or differs from the one that got the token.",
    why: "`origins` compares scheme, host and port exactly. `https://acme.example` and `https://www.acme.example` are two origins. A token request without an `Origin`, such as one from curl, is refused too.",
    todo: "Add the origin that the `detail` names to the site's `origins`, and deploy.",
    shows: "This page may not show calls",
  },
  site_disabled: {
    happened: "The owner has switched the site off, or this viewer.",
    why: "A [kill switch](/operating#kill-switches) is set. The answer does not tell which.",
    todo: '`GET /v1/admin/switches` lists the switches; `PUT` one with `{"disabled": false}` to switch it on.',
    shows: "This site is disabled",
  },
  consent_required: {
    happened:
      "The site wants a viewer to agree to a text before a call, and the request names no version or an old one.",
    why: "The page did not show the text, or the site's [`talk.consent`](/starting-calls#consent) has changed since.",
    todo: "Show the current text, and send its version as `consent.version`.",
    shows: "The request was rejected",
  },
  challenge_required: {
    happened: "The site wants visitors to solve a challenge before a call.",
    why: "The request has no answer of Cloudflare Turnstile, or one that is used up or was solved on another page.",
    todo: "Render the widget with the [site's key](/starting-calls#challenge), and send its answer as `turnstile`.",
    shows: "The request was rejected",
  },
  site_unknown: {
    happened: "No site of the config has this id.",
    why: "The element's attribute `site` is misspelled, or the Worker with the new site is not deployed yet.",
    todo: "Compare the attribute with the keys of `sites` in the config.",
    shows: "Unknown site",
  },
  sign_in_required: {
    happened:
      "The site shows calls to members only, who sign in at the broker, and this page has not done so.",
    why: "The site's `verify` is [`signIn()`](/sign-in#without-a-server). Each page that is opened begins this way.",
    todo: "Nothing for the elements: they show a button that opens the sign-in. In your own code, open `/v1/sign-in` in a window and send the assertion that it posts.",
    shows: "Sign in to see the calls",
  },
  assertion_invalid: {
    happened: "Your server's assertion does not verify.",
    why: "Its signature, `iss`, `aud`, `exp` or `sub` is not what the site's `verify` expects; its `aud` lists several audiences; it lives longer than `maxAgeSeconds` (300 by default); its `iat` is in the future; it is longer than 8,192 bytes; or its `cnf.jkt` is not the thumbprint in the request.",
    todo: "Find the request id in the Worker's log: the line names the claim and the setting that it is compared with; [who a member is](/who-sees-what#members) explains both. Sign a new one for every request, with the `jkt` of that request.",
    shows: "This website's sign-in is not set up correctly",
  },
  assertion_expired: {
    happened: "Your server's assertion had expired when it arrived.",
    why: "Its `exp` has passed, or its `iat` is older than `maxAgeSeconds`. 60 seconds of clock difference are allowed for `iat` and `nbf`, none for `exp`.",
    todo: "Sign a new assertion for every request instead of keeping one, and check your server's clock.",
    shows: "Your sign-in was not accepted",
  },
  assertion_reused: {
    happened: "The assertion was used before by another key, or by any key on a site with `singleUse: true`.",
    why: "The first use binds an assertion to the key of that page until it expires. A server that gives two browsers the same assertion, for example from a cache, causes this.",
    todo: "Sign a new assertion with its own `jti` for every request, and answer it with `Cache-Control: no-store`.",
    shows: "Your sign-in was not accepted",
  },
  grant_refused: {
    happened: "The site grants this viewer nothing.",
    why: "The viewer is a visitor of a site without `visitors`, or a member of one without `members`. Or the grant function threw, took longer than 5 seconds, or returned an invalid grant: a missing claim refuses the token and never widens it.",
    todo: "Find the request id in the Worker's log: the line names the fault in the grant, or the kind of error that the function threw.",
    shows: "You have no access to these calls",
  },
  scope_refused: {
    happened: "The request names a scope that does not exist, or none of its scopes is granted.",
    why: "The elements request no particular scope, so for them the grant function returned an empty list of scopes.",
    todo: "Grant at least one scope. In your own code, leave `scope` out to get all granted scopes.",
    shows: "You have no access to these calls",
  },
  invalid_request: {
    happened:
      "This address does not accept the request. The `detail` names the parameter and what it expects.",
    why: "A value does not parse or a parameter is given twice (400), the method is another (405), the body is larger than 16,384 bytes (413) or not a form (415). A `cursor` is valid for 24 hours, for the list and viewer that it was made for.",
    todo: "Correct what the `detail` names. Start the list again when its cursor is refused.",
    shows: "The request was rejected",
  },
  not_found: {
    happened: "This address holds nothing that this viewer may see.",
    why: "The call does not exist, was deleted, or is outside the viewer's rows; the answer is the same on purpose. A call without a recording answers this too.",
    todo: "If the viewer should see the call, compare its agent, metadata and time with the rows of the grant. Metadata must match exactly, case included.",
    shows: "Call not found",
  },
  conflict: {
    happened: "The request does not fit what is there, or another one is changing it.",
    why: "An `Idempotency-Key` that [started another call](/starting-calls#ask-for-a-call), or one that is over. Or an [admin route](/operating): a key of Cekura is being made, or `CEKURA_API_KEY` makes no keys.",
    todo: "Do what the `detail` says. With `retryAfterSeconds`, try again after it.",
    shows: "Conflict with another change",
  },
  recording_not_ready: {
    happened: "The call has a recording, but Ultravox is still writing it.",
    why: "A recording is ready shortly after the call has ended.",
    todo: "Try again after `retryAfterSeconds`.",
    shows: "The recording is being prepared",
  },
  rate_limited: {
    happened:
      "Too many requests by this viewer, by all visitors or all members of the site, or from this network address.",
    why: "The site's `limits` apply to requests and tokens in any 60 seconds. Against floods, Cloudflare's rate limiting also applies by address and by site.",
    todo: "Wait for `retryAfterSeconds`. If it affects honest viewers, raise the site's [`limits`](/who-sees-what#limits); if it affects one page, look for code that sends requests in a loop.",
    shows: "Too many requests",
  },
  quota_exceeded: {
    happened: "The viewer, or all visitors or members of the site together, may start no more calls for now.",
    why: "The site's `talk.limits` count starts an hour and a day, minutes a day, and calls at once.",
    todo: "Wait for `retryAfterSeconds`. If it affects honest viewers, raise [`talk.limits`](/starting-calls#limits).",
    shows: "Usage limit reached",
  },
  upstream_key_rejected: {
    happened: "Ultravox does not accept the Worker's API key.",
    why: "`ULTRAVOX_API_KEY` was replaced or deleted at Ultravox, or is incomplete.",
    todo: "Create a key at Ultravox and set it with `wrangler secret put ULTRAVOX_API_KEY`.",
    shows: "The calls are unavailable",
  },
  upstream_invalid: {
    happened:
      "Ultravox sent an unusable answer: no JSON, too much of it, a redirect, or another call than the requested one.",
    why: "A proxy between Worker and Ultravox, for example in `ULTRAVOX_BASE_URL`, changed the answer; or the API has changed.",
    todo: "Find the request id in the Worker's log: the line has the path and the status. Check `ULTRAVOX_BASE_URL`, which is the base URL with its path.",
    shows: "The calls cannot be read",
  },
  upstream_rate_limited: {
    happened: "Ultravox's limit, or the broker's share of it, is used up for the moment.",
    why: "Ultravox counts the requests of the whole account, those of your other programs included. Visitors are refused before members.",
    todo: "Wait for `retryAfterSeconds`. If it lasts, lower the visitors' `limits`.",
    shows: "The call provider is busy",
  },
  upstream_unavailable: {
    happened:
      "Ultravox did not answer in time, broke the connection, or answered with a server error. Or the `jwks` for assertions could not be fetched, or a Durable Object of the Worker is overloaded or moves.",
    todo: "Wait for `retryAfterSeconds`. The broker repeats a read before it gives up, so a single failure does not show.",
    shows: "The calls are unavailable",
  },
  not_configured: {
    happened: "The Worker lacks a setting.",
    why: "The config has no site or a wrong setting, `KEYHOLE_SECRET` or `ULTRAVOX_API_KEY` is not set, a binding of `wrangler.jsonc` is missing, or the site's `source` is not served yet.",
    todo: "Run `wrangler tail`: the log names the setting and what it expects.",
    shows: "Not set up yet",
  },
  internal: {
    happened: "The broker met an unexpected error.",
    why: "A bug, or a binding that is not what the broker expects.",
    todo: "Find the request id in the Worker's log. The entry has the kind of error and its place, without its message.",
    shows: "Broker error",
  },
};
