/** What an element says when it looks for the reason why calls do not appear. */
export const enDoctor = {
  "doctor.title": "Why does this not work?",
  "doctor.checking": "Checking this page and the broker…",
  "doctor.found.one": "{count} check failed.",
  "doctor.found.other": "{count} checks failed.",
  "doctor.nothing": "No check failed. If it still does not work, send this list to the site owner.",
  "doctor.passed": "In order",
  "doctor.failed": "Not in order",
  "doctor.unknown": "Not certain",
  "doctor.line": "{check}: {verdict}",
  "doctor.copy": "Copy as text",
  "doctor.copied": "Copied",
  "doctor.notCopied": "The browser blocked copying.",
  "doctor.close": "Close",

  "check.files": "Files of the element",
  "check.settings": "Attributes of the element",
  "check.secure-context": "HTTPS",
  "check.sandbox": "Origin of the page",
  "check.built-ins": "Functions of the browser",
  "check.storage": "Storage (IndexedDB)",
  "check.microphone": "Permission for the microphone",
  "check.policy": "Policy of the page (Content-Security-Policy)",
  "check.broker": "Answer of the broker",
  "check.version": "Versions of element and broker",
  "check.clock": "Clock of this device",
  "check.sign-in": "Sign-in",
  "check.site": "Site",
  "check.origin": "Origin allowed for the site",
  "check.upstream": "Connection to the call provider",
  "check.key": "API key of the Worker",
  "check.identity": "Identity provider",

  "fix.built-ins":
    "A script of this page has replaced {names}. If no other check fails, try the page without that script.",
  "fix.built-ins.broken":
    "A script of this page has replaced {names}, which no longer works. Remove that script.",
  "fix.storage":
    "The browser refuses storage, as in some private windows. The key of this page is lost when it is left, and with it the calls of a visitor. Allow site data for this page.",
  "fix.microphone":
    "This page may not use the microphone, which only starting a call needs. Allow it in the header Permissions-Policy and, in a frame, with allow=microphone.",
  "fix.policy": "Add {broker} to {directives} in the header Content-Security-Policy of this page.",
  "fix.identity":
    "The Worker gets no usable keys or addresses from the identity provider. Try again later. If this check keeps failing, the site owner finds the reason in the Worker's log.",
  "fix.version":
    "The element has version {own}, the broker {other}. Load the element from {broker}/keyhole.js, or deploy the Worker again.",
} as const;
