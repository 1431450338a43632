/** What a call says of its evaluation. */
export const enEvaluation = {
  evaluation: "Evaluation",
  "evaluation.loading": "Loading evaluation",
  "evaluation.reviewed": "Reviewed by a person",
  "evaluation.notMet": "Not met: {names}",
  "evaluation.running": "The evaluation is still running. Its result appears here.",
  "evaluation.not_graded": "No rule applied to this call, or it could not be read.",
  "evaluation.too_old": "This call was not looked up: it is too old.",
  "evaluation.unavailable": "The evaluation service does not answer. Try again later.",
  "evaluation.rejected":
    "The evaluation service rejects the key of the Keyhole Worker. The owner can check the key.",
  "evaluation.none": "There is no evaluation of this call.",
  "evaluation.failed": "The evaluation could not be loaded",
  "evaluation.scales": "Each number is on a scale of its own. For some metrics, less is better.",

  metrics: "Metrics",
  "metric.none": "No result",
  "metric.mark": "Failed: {name}",

  "vote.up": "Agree with the result of {name}",
  "vote.down": "Disagree with the result of {name}",
  "vote.waiting": "Your vote is sent in a few seconds.",
  "vote.undo": "Undo",
  "vote.undone": "The vote was not sent.",
  "vote.sending": "Sending your vote",
  "vote.sent": "Your vote was sent.",
  "vote.failed": "Your vote could not be sent.",
  "vote.refused": "The evaluation service accepts no votes with the key of the Keyhole Worker.",
} as const;
