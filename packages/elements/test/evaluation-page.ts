import type { Evaluation, EvaluationMetric, Scope } from "@keyhole/contract";
import { recordedSession } from "./call-page.ts";
import type { FakeSession } from "./fake-session.ts";
import { FULL, type Reply } from "./fake-session.ts";
import { findAll, type MountCallOptions, mountCall, type TestCall, until } from "./mount.ts";

export function metric(fields: Partial<EvaluationMetric> & { name: string }): EvaluationMetric {
  return {
    ...{ id: 35, kind: "binary", passed: null, number: null, label: null, explanation: [], atMs: [] },
    ...fields,
  };
}

export const FAILED_METRIC = metric({
  ...{ name: "Tool Call Success", passed: false, atMs: [2_000] },
  explanation: ["Tool Call Success was not met at 00:02: “Hello”"],
});

export const METRICS: readonly EvaluationMetric[] = [
  metric({ id: 36, name: "Instruction Follow", passed: true }),
  FAILED_METRIC,
  metric({ id: 18, name: "CSAT", kind: "continuous_qualitative", number: 4 }),
  metric({ id: 77, name: "Sentiment", kind: "enum", label: "neutral" }),
  metric({ id: 81, name: "Latency (in ms)", kind: "numeric", number: 3800 }),
  metric({ id: 82, name: "Talk Ratio", kind: "numeric", number: 0.52 }),
  metric({ id: null, name: "Nothing", kind: "unknown" }),
];

export function evaluation(fields: Partial<Evaluation> = {}): Evaluation {
  return {
    ...{ callId: "call-0", verdict: "failed", reason: null, passed: 1, failed: 1, total: 7 },
    ...{ reviewed: false, metrics: [...METRICS] },
    ...fields,
  };
}

export const JUDGE: readonly Scope[] = ["evaluations:read", "evaluations:vote"];

/** A session with a recorded call that was evaluated; votes succeed. */
export function judgedSession(
  answer: () => Evaluation | Reply = evaluation,
  scopes: readonly Scope[] = JUDGE,
): FakeSession {
  const session = recordedSession();
  session.state = { status: "ready", scopes: [...(FULL.status === "ready" ? FULL.scopes : []), ...scopes] };
  session.reply = (path) => {
    if (path.endsWith("/votes")) return { body: undefined };
    if (!path.endsWith("/evaluation")) return undefined;
    const given = answer();
    return "callId" in given ? { body: given } : given;
  };
  return session;
}

/** A call whose evaluation says some words. */
export async function judgedCall(
  session: FakeSession,
  words: string,
  options?: MountCallOptions,
): Promise<TestCall> {
  const element = mountCall(session, options);
  const shown = () => findAll(element, ".evaluation")[0]?.textContent ?? "";
  await until(() => shown().includes(words), `the evaluation says ${words}`);
  await until(() => findAll(element, ".turn").length > 0, "turns are there");
  return element;
}
