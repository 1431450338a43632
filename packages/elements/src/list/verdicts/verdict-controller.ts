import type { CallSummary, EvaluationSummary } from "@keyhole/contract";
import { nothing, type ReactiveController, render } from "lit";
import { browserClock, type Clock } from "../../base/clock.ts";
import { renderVerdict, verdictName } from "../../base/render-verdict.ts";
import { stylesAdopter } from "../../base/styles/adopt-styles.ts";
import { verdictStyles, verdictTokens } from "../../base/styles/verdict.styles.ts";
import type { GrantStore } from "../filters/grant-store.ts";
import type { ListHost } from "../list-host.ts";
import { VerdictStore } from "./verdict-store.ts";

const adoptStyles = stylesAdopter(verdictTokens("calls"), verdictStyles);

/** Writes verdicts into the room that rows keep for them, and requests those of the calls on the screen. */
export class VerdictController implements ReactiveController {
  readonly #host: ListHost;
  readonly #grant: GrantStore;
  readonly #clock: Clock;
  #store: VerdictStore | null = null;
  /** Whose verdicts they are. */
  #viewer: readonly unknown[];
  /** The ended calls among the rendered rows. */
  #shown: string[] = [];
  #connected = true;

  constructor(host: ListHost, grant: GrantStore, clock = browserClock) {
    this.#host = host;
    this.#grant = grant;
    this.#clock = clock;
    this.#viewer = [host.session, host.session?.epoch];
    // An open call asks anew: its verdict may have come, or a vote may have changed it.
    host.addEventListener("keyhole-evaluation-load", ({ evaluation }) => this.#store?.learn(evaluation));
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    document.addEventListener("visibilitychange", this.#pause);
    this.#pause();
  }

  hostDisconnected(): void {
    this.#connected = false;
    document.removeEventListener("visibilitychange", this.#pause);
    this.#pause();
  }

  hostUpdate(): void {
    this.#shown = [];
    const { session } = this.#host;
    if (session === this.#viewer[0] && session?.epoch === this.#viewer[1]) return;
    this.#store?.close();
    this.#store = null;
    this.#viewer = [session, session?.epoch];
  }

  hostUpdated(): void {
    adoptStyles(this.#host.renderRoot);
    if (this.#shown.length > 0) this.#storeOf()?.show(this.#shown);
  }

  /** Fills the room of a row. To be called whenever the row is rendered. */
  fill(row: HTMLElement, call: CallSummary): void {
    const room = row.querySelector<HTMLElement>(".verdict");
    if (!room) return;
    if (call.status === "ended") this.#shown.push(call.id);
    const { text } = this.#host;
    const known = this.#mayRead ? this.#verdictOf(call) : null;
    render(known ? renderVerdict(known.verdict, text(`verdict.${verdictName(known)}`)) : nothing, room);
  }

  /** A call that runs will be judged, and one that nobody has joined is not. */
  #verdictOf({ id, status }: CallSummary): Pick<EvaluationSummary, "verdict" | "reason"> | null {
    if (status === "ended") return this.#store?.state.known.get(id) ?? null;
    return { verdict: status === "active" ? "pending" : "none", reason: null };
  }

  get #mayRead(): boolean {
    return this.#grant.may(["evaluations:read"]) === true;
  }

  #storeOf(): VerdictStore | null {
    const { session } = this.#host;
    if (!session || !this.#mayRead) return null;
    if (!this.#store) {
      const store = new VerdictStore(session, this.#clock);
      store.subscribe(({ refused }) => {
        if (refused) this.#grant.lack("evaluations:read");
        this.#host.requestUpdate();
      });
      this.#store = store;
      this.#pause();
    }
    return this.#store;
  }

  #pause = (): void => {
    this.#store?.pause(!this.#connected || document.visibilityState === "hidden");
  };
}
