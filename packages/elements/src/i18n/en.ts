/** What the elements say until the first row is there, and where nothing else can be loaded. */
export const en = {
  calls: "Calls",
  loading: "Loading calls",
  loadMore: "Load more",
  retry: "Try again",
  sentences: "{title}. {text}",

  "loaded.one": "{count} call loaded, more when you scroll",
  "loaded.other": "{count} calls loaded, more when you scroll",
  "complete.one": "{count} call, all loaded",
  "complete.other": "{count} calls, all loaded",

  "empty.title": "No calls yet",
  "empty.text": "Calls appear here as soon as there are any.",
  "paused.title": "No calls found so far",
  "paused.text": "There are older ones to look through.",

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
    "{broker} cannot be reached: this device is offline, or the request is blocked, perhaps by the page's policy (connect-src).",
  "failed.title": "Something went wrong",
} as const;
