/** What the elements say beyond the list. What went wrong has a title (what happened) and a text (why, what to do). */
export const enErrors = {
  requestId: "Request ID",
  copyId: "Copy",
  copiedId: "Request ID copied",
  notCopiedId: "The browser blocked copying the request ID.",
  findOut: "Find out why",
  help: "Learn more (opens in a new tab)",
  wait: "Try again in {duration}.",
  waitLittle: "Try again in a moment.",
  signIn: "Show calls again",
  signInNow: "Sign in",

  "keyInAttribute.title": "API keys do not belong in a page",
  "keyInAttribute.text":
    "The attribute “{attribute}” looks like an API key, token or secret. Anyone who opens this page can read it, so no request was sent. Remove the attribute, replace the key at the provider, and keep keys in the Worker.",
  "siteMissing.title": "No site set",
  "siteMissing.text": "Set the attribute “site” to the ID of a site in the config of your Keyhole Worker.",
  "callMissing.title": "No call set",
  "callMissing.text": "Set the attribute “call-id” to the ID of a call.",
  "brokerInvalid.title": "Invalid broker address",
  "brokerInvalid.text":
    "The attribute “broker” must be the address of your Keyhole Worker, such as https://keyhole.acme.example or https://acme.example/voice, without “?” or “#”.",
  "timeZoneInvalid.title": "Unknown time zone",
  "timeZoneInvalid.text":
    "“{timeZone}” in the attribute “time-zone” is not a time zone. Use a name such as Europe/Berlin or UTC.",
  "insecureContext.title": "This page is not secure",
  "insecureContext.text":
    "Browsers create keys only on pages served over HTTPS or from localhost. Serve this page over HTTPS.",
  "notSignedIn.title": "You are not signed in",
  "notSignedIn.text": "Sign in to this website to see your calls, then try again.",
  "signInRequired.title": "Sign in to see the calls",
  "signInRequired.text": "Your account opens in a small window. Afterwards the calls appear here.",
  "signedOut.title": "You are signed out",
  "signedOut.text": "The calls and your access to them were removed from this page.",
  "assertion.title": "Your sign-in could not be confirmed",
  "assertion.text": "{reason} Try again. If that does not help, contact the site owner.",
  "assertion.status": "This website answered with status {status} when asked who you are.",
  "assertion.content": "This website did not answer with an assertion as text/plain when asked who you are.",
  "assertion.network": "This website could not be reached to confirm who you are.",
  "assertion.cross-origin": "The URL in “assertion-src” is on another origin than this website.",
  "assertion.threw": "The function “getAssertion” of this page failed.",
  "assertionInvalid.title": "This website's sign-in is not set up correctly",
  "assertionInvalid.text":
    "The broker cannot verify what this website's server says about you, and signing in again does not help. Send the request ID to the site owner.",
  "assertionExpired.title": "Your sign-in was not accepted",
  "assertionExpired.text":
    "It has expired, or was used elsewhere. Try again or sign in again. If that does not help, send the request ID to the site owner.",
  "originRefused.title": "This page may not show calls",
  "originRefused.text":
    "Its origin, {origin}, is not allowed. The site owner can add it to “origins” of the site “{site}” in the config of the Keyhole Worker.",
  "originMissing.title": "This page may not show calls",
  "originMissing.text":
    "It has no origin that could be allowed: it runs in a sandboxed frame, or was opened from a file. Add “allow-same-origin” to the attribute “sandbox” of the frame, or serve the page over HTTPS.",
  "siteUnknown.title": "Unknown site",
  "siteUnknown.text":
    "The broker has no site “{site}”. Compare the attribute “site” with the config of the Keyhole Worker.",
  "siteDisabled.title": "This site is disabled",
  "siteDisabled.text": "The owner has disabled the site “{site}”.",
  "notConfigured.title": "Not set up yet",
  "notConfigured.text":
    "The Keyhole Worker lacks a setting, such as a site or the provider's API key. The site owner can add it.",
  "accessRefused.title": "You have no access to these calls",
  "accessRefused.text": "The site “{site}” does not grant you the necessary permission. Ask the site owner.",
  "rateLimited.title": "Too many requests",
  "rateLimited.text": "The request limit for this viewer or website has been reached. {wait}",
  "quotaExceeded.title": "Usage limit reached",
  "quotaExceeded.text": "This website has used up the limit that its owner set. {wait}",
  "upstreamBusy.title": "The call provider is busy",
  "upstreamBusy.text": "It is not accepting requests right now. {wait}",
  "requestRefused.title": "The request was rejected",
  "requestRefused.text":
    "The broker rejected a filter, or a position in the list that is no longer valid. Try again. If that does not help, reload this page.",
  "conflict.title": "Conflict with another change",
  "conflict.text": "It was changed in the meantime. Try again.",
  "recordingNotReady.title": "The recording is being prepared",
  "recordingNotReady.text": "Recordings appear shortly after a call ends. {wait}",
  "brokerFailed.title": "Broker error",
  "brokerFailed.text":
    "The broker met an unexpected error. Try again. If that does not help, send the request ID to the site owner.",
  "blocked.title": "This page blocks the request",
  "blocked.text":
    "Its policy (Content-Security-Policy) blocks requests to {broker}. The site owner can add that address to “connect-src”.",
  "stopped.title": "The request was stopped on its way",
  "stopped.text":
    "{broker} is running, but a content blocker, proxy or firewall keeps this request or its answer back.",
  "down.title": "The broker does not answer",
  "down.text": "{broker} does not answer, though this device is online. Try again later.",
  "upstreamInvalid.title": "The calls cannot be read",
  "upstreamInvalid.text": "The call provider sent an unexpected answer. Try again later.",
  "upstreamUnavailable.title": "The calls are unavailable",
  "upstreamUnavailable.text": "The call provider does not respond as expected. Try again later.",
  "keyRejected.title": "The calls are unavailable",
  "keyRejected.text":
    "The call provider rejects the API key of the Keyhole Worker. The site owner can check the key.",
  "tokenRefused.title": "Access was refused",
  "tokenRefused.text":
    "The broker rejected this page's token. Try again to get a new one. If that does not help, send the request ID to the site owner.",
  "addressUnlisted.title": "Unknown broker address",
  "addressUnlisted.text":
    "The broker does not accept requests at {broker}. The site owner can add that address to “publicUrls” in the config of the Keyhole Worker.",
  "clock.title": "The clock of this device is wrong",
  "clock.text": "Access depends on the time. Set the correct time and time zone, then try again.",
  "answer.title": "Unexpected answer",
  "answer.text": "{broker} does not answer like a Keyhole broker. Check the attribute “broker”.",
  "script.title": "Part of this element does not run",
  "script.text":
    "One of its files is damaged, or was modified on its way here. Reload this page. If that does not help, contact the site owner.",
  "missing.title": "Call not found",
  "missing.text": "It was deleted, or you no longer have access to it.",
} as const;
