/** What a list and a call say of verdicts. */
export const enVerdicts = {
  "verdict.passed": "Passed",
  "verdict.failed": "Failed",
  "verdict.pending": "Pending",
  "verdict.ungraded": "Not graded",
  "verdict.none": "No evaluation",
  "verdict.too_old": "Not looked up",
  "verdict.unavailable": "Unavailable",
} as const;
