/** What an overview says. */
export const enOverview = {
  "overview.ranges": "Time range",
  "overview.days.other": "{count} days",
  "overview.days.one": "{count} day",
  "overview.from": "From",
  "overview.to": "To",
  "overview.agent": "Agent",
  "overview.anyAgent": "All agents",
  "overview.table": "Table",

  "overview.calls": "Calls",
  "overview.minutes": "Minutes",
  "overview.average": "Average duration",
  "overview.passed": "Share passed",
  "overview.point": "{at}: {value}",
  "overview.nothing": "–",
  "overview.time": "Time",
  "overview.succeeded": "Passed",
  "overview.failed": "Failed",
  "overview.callsTable": "Calls over time",
  "overview.verdictsTable": "Evaluated calls over time",

  "overview.zone": "Time zone: {zone}",
  "overview.grades": "“Passed” includes calls that were not graded.",
  "overview.loading": "Loading figures",
  "overview.loaded.one": "{count} call in this time",
  "overview.loaded.other": "{count} calls in this time",
  "overview.empty.title": "No calls in this time",
  "overview.empty.text": "Choose another time range or agent.",
  "overview.unavailable.title": "No figures for the calls that you may see",
  "overview.unavailable.text":
    "The call service can only count calls that you may not see as well. The list shows your calls one by one.",
} as const;
