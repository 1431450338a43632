import type { EvaluationVote } from "@keyhole/contract";
import type { Clock } from "../../base/clock.ts";
import { VOTE_UNDO_MS } from "../../base/limits.ts";
import { Store } from "../../base/store.ts";
import type { Failure, Session } from "../../session/index.ts";

export interface Vote {
  readonly vote: EvaluationVote["vote"];
  /** `waiting`: the viewer can still undo it. */
  readonly phase: "waiting" | "sending" | "sent" | "failed";
  readonly failure: Failure | null;
  /** The vote that was sent before this one. */
  readonly before: EvaluationVote["vote"] | null;
}

export interface VoteState {
  /** By the metric's id. */
  readonly votes: ReadonlyMap<number, Vote>;
}

/**
 * The viewer's votes on the metrics of one call. Nothing takes a vote back once it is sent, and a vote marks the call
 * as reviewed. A vote therefore waits for a few seconds, in which undoing it means that it is never sent.
 */
export class VoteStore extends Store<VoteState> {
  readonly #session: Session;
  readonly #id: string;
  readonly #clock: Clock;
  readonly #stops = new Map<number, () => void>();

  constructor(session: Session, id: string, clock: Clock) {
    super({ votes: new Map() });
    this.#session = session;
    this.#id = id;
    this.#clock = clock;
  }

  /** Whether a vote waits to be sent. */
  get waits(): boolean {
    return this.#stops.size > 0;
  }

  /** Votes on a metric, or changes the vote. */
  cast(metricId: number, vote: Vote["vote"]): void {
    const known = this.state.votes.get(metricId);
    if (known?.phase === "sending" || (known?.vote === vote && known.phase !== "failed")) return;
    this.#cancel(metricId);
    const before = known?.phase === "sent" ? known.vote : (known?.before ?? null);
    if (before === vote) this.#put(metricId, { vote, phase: "sent", failure: null, before: null });
    else {
      // Listeners learn with the vote that one waits.
      this.#stops.set(
        metricId,
        this.#clock.after(VOTE_UNDO_MS, () => void this.#send(metricId)),
      );
      this.#put(metricId, { vote, phase: "waiting", failure: null, before });
    }
  }

  /** Takes back a vote that waits. */
  undo(metricId: number): void {
    const known = this.state.votes.get(metricId);
    if (known?.phase !== "waiting") return;
    this.#cancel(metricId);
    const { before } = known;
    this.#put(metricId, before && { vote: before, phase: "sent", failure: null, before: null });
  }

  /** Sends a vote again that failed. */
  retry(metricId: number): void {
    if (this.state.votes.get(metricId)?.phase === "failed") void this.#send(metricId);
  }

  /** Sends at once what waits: the viewer leaves. */
  flush(): void {
    for (const metricId of [...this.#stops.keys()]) void this.#send(metricId);
  }

  /** Sends what waits; nothing hears of it any more. */
  override close(): void {
    this.flush();
    super.close();
  }

  #cancel(metricId: number): void {
    this.#stops.get(metricId)?.();
    this.#stops.delete(metricId);
  }

  #put(metricId: number, vote: Vote | null): void {
    const votes = new Map(this.state.votes);
    if (vote) votes.set(metricId, vote);
    else votes.delete(metricId);
    this.set({ votes });
  }

  async #send(metricId: number): Promise<void> {
    const known = this.state.votes.get(metricId);
    this.#cancel(metricId);
    if (!known) return;
    const { vote } = known;
    this.#put(metricId, { ...known, phase: "sending", failure: null });
    // Closing drops the answer, but never the vote: no signal goes with it.
    const answer = await this.current(() =>
      this.#session.request(`/v1/calls/${encodeURIComponent(this.#id)}/evaluation/votes`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ metricId, vote } satisfies EvaluationVote),
        parse: () => true,
      }),
    );
    if (!answer) return;
    const failure = answer.ok ? null : answer.failure;
    this.#put(metricId, { ...known, phase: failure ? "failed" : "sent", failure });
  }
}
