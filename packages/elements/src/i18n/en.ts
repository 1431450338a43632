/** What the elements say until the first row is there, and where nothing else can be loaded. */
export const en = {
  calls: "Calls",
  loading: "Loading calls",
  retry: "Try again",
  sentences: "{title}. {text}",
  "talk.start": "Start a call",

  waiting: "Waiting",
  active: "In progress",
  ended: "Ended",
  unjoined: "Not joined",
  "summary.waiting": "Waiting for the caller to join",
  "summary.active": "Call in progress",
  "summary.ended": "No summary",
  "summary.unjoined": "Nobody joined this call",
  noAgent: "No agent",

  "network.title": "No connection to the broker",
  "network.text":
    "{broker} cannot be reached. This device may be offline, or the page's policy (connect-src) may block it.",
  "offline.title": "You are offline",
  "offline.text": "This device has no connection. Try again once it is online.",
  "part.title": "Part of this element was not loaded",
  "part.text":
    "The page's policy (script-src) does not allow {broker}/keyhole/, or a content blocker stopped a file.",
  "page.title": "This page keeps the element from working",
  "page.text":
    "A script of this page changes the browser, or the browser is too old ({reason}). Update the browser, or contact the site owner.",
  "failed.title": "Something went wrong",
} as const;
