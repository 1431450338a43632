import type { Clock } from "../../base/clock.ts";
import {
  JOIN_MS,
  LIMIT_GRACE_MS,
  LIMIT_SLACK_MS,
  POLICY_REPORT_MS,
  RECONNECT_MS,
} from "../../base/limits.ts";
import type { Fields } from "../../base/parse-fields.ts";
import type { AgentActivity, LivePhase, TalkEnd, TalkFailure } from "./talk-state.ts";
import type { ClientEvents, Closing } from "./vendor-client.ts";
import { watchPolicy } from "./watch-policy.ts";

/** How a call came to its end, and whether its other side knows. */
export type CallOver = ({ readonly reason: TalkEnd } | { readonly failure: TalkFailure }) & {
  readonly isKnown: boolean;
};

export interface CallReports {
  live(phase: LivePhase): void;
  transcript(message: Fields): void;
  agentTrack(track: MediaStreamTrack): void;
  /** Told once. */
  over(over: CallOver): void;
}

/**
 * What the vendor's client says about one call, with all that it does not say: that joining takes too long, that a
 * connection does not come back, that the time is up, that the page's policy is in the way.
 */
export class WatchedCall implements ClientEvents {
  readonly #clock: Clock;
  readonly #maxDurationMs: number;
  readonly #reports: CallReports;
  readonly #control = new AbortController();
  readonly #policy: { target: string };
  #live: LivePhase | null = null;
  #activity: AgentActivity = "idle";
  #stopDeadline: () => void;
  #stopReconnect = () => {};

  /** Watches from now on: create it when joining begins. */
  constructor(maxDurationMs: number, clock: Clock, reports: CallReports) {
    this.#clock = clock;
    this.#maxDurationMs = maxDurationMs;
    this.#reports = reports;
    this.#policy = watchPolicy((failure) => {
      if (!this.#live) this.#end({ failure, isKnown: false });
    }, this.#control.signal);
    this.#stopDeadline = clock.after(JOIN_MS, () =>
      this.#end({ failure: { kind: "join-timed-out" }, isKnown: false }),
    );
  }

  /** Stops watching; nothing is reported any more. */
  close(): void {
    this.#control.abort();
    this.#stopDeadline();
    this.#stopReconnect();
  }

  connects(target: string): void {
    this.#policy.target = target;
  }

  joined(): void {
    if (this.#live || this.#isOver) return;
    this.#stopDeadline();
    const startedMs = this.#clock.now();
    const endsMs = startedMs + this.#maxDurationMs;
    this.#stopDeadline = this.#clock.after(this.#maxDurationMs + LIMIT_GRACE_MS, () =>
      this.#end({ reason: "time-limit", isKnown: false }),
    );
    this.#tell({ at: "live", agent: this.#activity, startedMs, endsMs, isReconnecting: false });
  }

  activity(agent: AgentActivity): void {
    this.#activity = agent;
    if (this.#live) this.#tell({ ...this.#live, agent });
  }

  transcript(message: Fields): void {
    if (!this.#isOver) this.#reports.transcript(message);
  }

  agentTrack(track: MediaStreamTrack): void {
    if (!this.#isOver) this.#reports.agentTrack(track);
  }

  reconnecting(isReconnecting: boolean): void {
    if (!this.#live || this.#live.isReconnecting === isReconnecting) return;
    this.#stopReconnect();
    if (isReconnecting) this.#stopReconnect = this.#clock.after(RECONNECT_MS, () => this.#lose());
    this.#tell({ ...this.#live, isReconnecting });
  }

  closed(how: Closing): void {
    if (this.#live) this.#closedLive(how, this.#live);
    else if (how === "ended") this.#end({ reason: "agent-hung-up", isKnown: true });
    // A browser reports what the policy forbids after the connection has failed of it.
    else this.#stopReconnect = this.#clock.after(POLICY_REPORT_MS, () => this.#end(notJoined(how)));
  }

  #closedLive(how: Closing, { endsMs }: LivePhase): void {
    const isLimit = this.#clock.now() >= endsMs - LIMIT_SLACK_MS;
    if (how === "ended") this.#end({ reason: isLimit ? "time-limit" : "agent-hung-up", isKnown: true });
    else if (how === "failed") this.#end({ failure: { kind: "client-failed" }, isKnown: false });
    else this.#lose();
  }

  #lose(): void {
    this.#end({ reason: "connection-lost", isKnown: false });
  }

  get #isOver(): boolean {
    return this.#control.signal.aborted;
  }

  #tell(phase: LivePhase): void {
    if (this.#isOver) return;
    this.#live = Object.freeze(phase);
    this.#reports.live(this.#live);
  }

  #end(over: CallOver): void {
    if (this.#isOver) return;
    this.close();
    this.#reports.over(over);
  }
}

function notJoined(how: Closing): CallOver {
  if (how === "failed") return { failure: { kind: "client-failed" }, isKnown: false };
  const isLost = how === "lost" || !navigator.onLine;
  return { failure: { kind: isLost ? "connection-lost" : "join-refused" }, isKnown: false };
}
