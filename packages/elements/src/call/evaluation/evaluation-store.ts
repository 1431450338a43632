import type { Evaluation, EvaluationMetric, MetricKind } from "@keyhole/contract";
import { parseEvaluationSummary } from "../../base/parse-evaluation.ts";
import { amountOf, type Fields, fieldsOf, stringOf } from "../../base/parse-fields.ts";
import { Store } from "../../base/store.ts";
import type { Failure, Session } from "../../session/index.ts";
import { keepKnown } from "../../session/keep-known.ts";

export interface EvaluationState {
  readonly phase: "loading" | "ready" | "failed";
  readonly evaluation: Evaluation | null;
  /** Why the last request failed. An earlier evaluation stays. */
  readonly failure: Failure | null;
}

/** The evaluation of one call. */
export class EvaluationStore extends Store<EvaluationState> {
  readonly #session: Session;
  readonly #id: string;

  constructor(session: Session, id: string) {
    super({ phase: "loading", evaluation: null, failure: null });
    this.#session = session;
    this.#id = id;
  }

  /** Whether a result may still come. */
  get pending(): boolean {
    return this.state.evaluation?.verdict === "pending";
  }

  async load(): Promise<void> {
    this.set({ phase: "loading", failure: null });
    await this.poll();
  }

  /** Asks again; resolves to whether the evaluation has changed. */
  async poll(): Promise<boolean> {
    const answer = await this.current((signal) =>
      this.#session.request(`/v1/calls/${encodeURIComponent(this.#id)}/evaluation`, {
        parse: (body) => parseEvaluation(body, this.#id),
        signal,
      }),
    );
    if (!answer) return false;
    const { evaluation: known } = this.state;
    if (!answer.ok) {
      const failure = keepKnown(this.state.failure, answer.failure);
      this.set({ phase: known ? "ready" : "failed", failure });
      return false;
    }
    const changed = JSON.stringify(known) !== JSON.stringify(answer.value);
    this.set({ phase: "ready", evaluation: changed ? answer.value : known, failure: null });
    return changed;
  }
}

// The contract's list would load with the entry.
const KINDS: readonly MetricKind[] = ["binary", "continuous_qualitative", "numeric", "enum"];

/** Reads an evaluation; undefined if it is malformed or another call's. Metrics without a name are skipped. */
function parseEvaluation(body: unknown, callId: string): Evaluation | undefined {
  const summary = parseEvaluationSummary(body);
  if (summary?.callId !== callId) return undefined;
  const { reviewed, metrics } = body as Fields;
  return {
    ...summary,
    reviewed: reviewed === true,
    metrics: listOf(metrics)
      .map(parseMetric)
      .filter((metric) => metric !== undefined),
  };
}

function parseMetric(value: unknown): EvaluationMetric | undefined {
  const fields = fieldsOf(value);
  const name = stringOf(fields?.name);
  if (!fields || !name) return undefined;
  const { id, passed, number } = fields;
  return {
    id: amountOf(id),
    name,
    kind: KINDS.find((known) => known === fields.kind) ?? "unknown",
    passed: typeof passed === "boolean" ? passed : null,
    number: typeof number === "number" && Number.isFinite(number) ? number : null,
    label: stringOf(fields.label) || null,
    explanation: listOf(fields.explanation)
      .map(stringOf)
      .filter((words) => words !== null),
    atMs: listOf(fields.atMs)
      .map(amountOf)
      .filter((atMs) => atMs !== null),
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
