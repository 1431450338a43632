/** What the list says beyond its rows: filters, refreshing, export. */
export const enList = {
  // Announced with each page
  "loaded.one": "{count} call loaded, scroll for more",
  "loaded.other": "{count} calls loaded, scroll for more",
  "complete.one": "{count} call, all loaded",
  "complete.other": "{count} calls, all loaded",

  // Instead of rows, and below them
  "empty.title": "No calls yet",
  "empty.text": "New calls appear here.",
  "empty.visitor":
    "New calls appear here. If you made calls before: this website knows you by a key in this browser. In another browser, or after its data was cleared, those calls do not appear.",
  "paused.title": "No calls found so far",
  "paused.text": "Older calls have not been searched yet.",
  loadMore: "Load more",

  // Refreshing
  refresh: "Refresh",
  nothingNew: "No new calls",
  "newCalls.one": "{count} new call",
  "newCalls.other": "{count} new calls",

  // Export
  export: "Export",
  "export.csv": "CSV, for spreadsheets",
  "export.xlsx": "XLSX, Excel workbook",
  "export.json": "JSON, for programs",
  "export.loading": "Preparing the export",

  // Filters
  filters: "Filters",
  "filters.count.one": "Filters, {count} active",
  "filters.count.other": "Filters, {count} active",
  "filters.inUse": "Active filters",
  "filters.remove": "Remove filter: {filter}",
  "filters.clear": "Clear all",
  "filter.search": "Search calls",
  "filter.words": "“{words}”",
  "filter.agent": "Agent",
  "filter.agent.any": "All agents",
  "filter.agent.unknown": "Other agent",
  "filter.status": "Status",
  "filter.status.any": "Any status",
  "filter.duration": "Duration",
  "filter.duration.any": "Any duration",
  "filter.duration.upTo": "Up to {max}",
  "filter.duration.between": "{min} to {max}",
  "filter.duration.atLeast": "{min} or longer",
  "filter.date": "Date",
  "filter.date.any": "Any time",
  "filter.date.today": "Today",
  "filter.date.yesterday": "Yesterday",
  "filter.date.last-7-days": "Last 7 days",
  "filter.date.last-30-days": "Last 30 days",
  "filter.date.this-month": "This month",
  "filter.date.days": "Custom range",
  "filter.date.from": "From",
  "filter.date.to": "To",
  "filter.date.since": "Since {from}",
  "filter.date.until": "Until {to}",
  "matches.one": "{count} call matches",
  "matches.other": "{count} calls match",
  "matches.more.one": "{count} call matches so far, scroll for more",
  "matches.more.other": "{count} calls match so far, scroll for more",
  "noMatch.title": "No calls match these filters",
  "noMatch.text": "Try changing or clearing the filters.",
  "noMatch.clear": "Clear filters",
} as const;
