/** What an export says once it runs. */
export const enExport = {
  "export.progress": "Export progress",
  "export.count.one": "{count} call",
  "export.count.other": "{count} calls",
  "export.of": "{done} of {total} calls",
  "export.waiting": "Waiting for the broker",
  "export.cancel": "Cancel",
  "export.cancelled": "Export cancelled",
  "export.done.one": "The file with {count} call is ready",
  "export.done.other": "The file with {count} calls is ready",
  "export.failed.one": "The export stopped after {count} call",
  "export.failed.other": "The export stopped after {count} calls",
  "export.again": "Resume",
  "export.save": "Save partial export",
  "export.file": "Save file",
  "export.blocked":
    "The frame that holds this page blocks downloads: its sandbox attribute lacks allow-downloads.",
  "export.framed":
    "If nothing was saved, the frame that holds this page may block downloads: its sandbox attribute needs allow-downloads.",
  "export.close": "Close",
} as const;
