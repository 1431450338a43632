/** What the elements say beyond the list. What went wrong has a title (what happened) and a text (why, what to do). */
export const enErrors = {
  requestId: "Request id",
  copyId: "Copy",
  copiedId: "Request id copied",
  notCopiedId: "The browser did not allow to copy the request id.",
  help: "More about this (new tab)",
  wait: "Wait {duration}, then try again.",
  waitLittle: "Wait a little, then try again.",
  signIn: "Show calls again",

  "keyInAttribute.title": "A key does not belong in a page",
  "keyInAttribute.text":
    "The attribute “{attribute}” looks like an API key, token or secret. Everyone who opens this page can read it, so nothing was asked for. Remove the attribute, replace the key at the vendor, and keep keys in the Worker.",
  "siteMissing.title": "No site is set",
  "siteMissing.text":
    "The element needs the attribute “site”: the id of a site in the config of your Keyhole Worker.",
  "callMissing.title": "No call is set",
  "callMissing.text": "The element needs the attribute “call-id”: the id of a call.",
  "brokerInvalid.title": "No broker is set",
  "brokerInvalid.text":
    "The attribute “broker” must be the address of your Keyhole Worker, such as https://keyhole.example.workers.dev.",
  "timeZoneInvalid.title": "The time zone is unknown",
  "timeZoneInvalid.text":
    "The attribute “time-zone” is “{timeZone}”. It must be a name such as Europe/Berlin or UTC.",
  "insecureContext.title": "This page is not secure",
  "insecureContext.text":
    "Browsers give keys only to pages served by https or from localhost. Serve this page by https.",
  "notSignedIn.title": "You are not signed in",
  "notSignedIn.text": "Sign in to this website to see your calls, then try again.",
  "signedOut.title": "You are signed out",
  "signedOut.text": "The calls and the access to them were removed from this page.",
  "assertion.title": "Your sign-in could not be confirmed",
  "assertion.text": "{reason} Trying again may help; else the owner of this website can mend it.",
  "assertion.status": "This website answered {status} when asked who you are.",
  "assertion.content": "This website answered something else than an assertion when asked who you are.",
  "assertion.network": "This website could not be reached to ask who you are.",
  "assertion.cross-origin": "The address in “assertion-src” is not on this website's own origin.",
  "assertion.threw": "The function “getAssertion” of this page failed.",
  "assertionRejected.title": "Your sign-in was not accepted",
  "assertionRejected.text":
    "It is not valid, has expired, or was used elsewhere. Sign in again, then try again.",
  "originRefused.title": "This page may not show calls",
  "originRefused.text":
    "Its origin, {origin}, is not allowed. The owner can add it to the setting “origins” of the site “{site}” in the config of the Keyhole Worker.",
  "originMissing.title": "This page may not show calls",
  "originMissing.text":
    "It has no origin that could be allowed: it is in a sandboxed frame, or was opened from a file. Put “allow-same-origin” into the attribute “sandbox” of the frame, or serve the page by https.",
  "siteUnknown.title": "Unknown site",
  "siteUnknown.text":
    "The broker has no site “{site}”. Compare the attribute “site” with the config of the Keyhole Worker.",
  "siteDisabled.title": "This site is switched off",
  "siteDisabled.text": "The owner has switched off the site “{site}”.",
  "notConfigured.title": "Not set up yet",
  "notConfigured.text":
    "The Keyhole Worker lacks a setting, such as a site or the key of the upstream. Its owner can add it.",
  "accessRefused.title": "You have no access to these calls",
  "accessRefused.text": "The site “{site}” does not grant you what is needed here. Ask its owner.",
  "rateLimited.title": "Too many requests",
  "rateLimited.text": "More was asked for than this viewer, or this website, may in a minute. {wait}",
  "quotaExceeded.title": "The limit of this website is used up",
  "quotaExceeded.text": "Its owner has set how much may be asked for. {wait}",
  "upstreamBusy.title": "The service that holds the calls is busy",
  "upstreamBusy.text": "It takes no more requests just now. {wait}",
  "requestRefused.title": "The request was not understood",
  "requestRefused.text":
    "The broker does not take what this element asked for: a filter, or a place in a list that is no longer valid. Try again; if that does not help, load this page again.",
  "conflict.title": "Something changed meanwhile",
  "conflict.text": "What was asked for no longer fits what is there. Try again.",
  "recordingNotReady.title": "The recording is being prepared",
  "recordingNotReady.text": "It is there some time after the end of the call. {wait}",
  "brokerFailed.title": "The broker failed",
  "brokerFailed.text":
    "It met an error of its own. Try again; if that does not help, give the request id to the owner of this website.",
  "offline.title": "You are offline",
  "offline.text": "This device has no connection. Try again when it is back.",
  "blocked.title": "This page does not allow the request",
  "blocked.text":
    "Its policy (Content-Security-Policy) blocks requests to {broker}. The owner of this website can add that address to “connect-src”.",
  "upstreamInvalid.title": "The calls cannot be read",
  "upstreamInvalid.text":
    "The service that holds them gave an answer that makes no sense. Try again in a while.",
  "upstreamUnavailable.title": "The calls cannot be reached",
  "upstreamUnavailable.text":
    "The service that holds them does not answer as it should. Try again in a while.",
  "keyRejected.title": "The calls cannot be reached",
  "keyRejected.text":
    "The service that holds them does not accept the key of the Keyhole Worker. Its owner can check the key.",
  "tokenRefused.title": "Access was not accepted",
  "tokenRefused.text": "The broker did not accept this page's token. Trying again gets a new one.",
  "clock.title": "The clock of this device is off",
  "clock.text": "Access depends on the time. Set the clock to the right time and zone, then try again.",
  "answer.title": "The answer could not be read",
  "answer.text": "{broker} does not answer as a Keyhole broker does. Check the attribute “broker”.",
  "script.title": "A part of this element does not run",
  "script.text":
    "One of its files is damaged, or was changed on its way here. Reload the page. If that does not help, contact the site owner.",
  "missing.title": "This call is not there",
  "missing.text": "It was deleted, or you may not see it any more.",
} as const;
