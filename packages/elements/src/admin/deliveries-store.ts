import type { Delivery } from "@keyhole/contract";
import { ADMIN_PAGE_EVENTS } from "../base/limits.ts";
import { parsePage } from "../base/parse-fields.ts";
import { Store } from "../base/store.ts";
import type { AdminClient, AdminFailure } from "./admin-answer.ts";
import { parseDelivery } from "./parse-admin.ts";

export interface DeliveriesState {
  /** Only those in this state; null for all. */
  state: Delivery["state"] | null;
  items: readonly Delivery[];
  next: string | null;
  phase: "loading" | "more" | "ready" | "failed";
  failure: AdminFailure | null;
  /** The call that is sent again now. */
  repeating: string | null;
  /** The call that was sent again last. */
  repeated: string | null;
}

/** Calls on their way to Cekura, newest first. */
export class DeliveriesStore extends Store<DeliveriesState> {
  readonly #client: AdminClient;

  constructor(client: AdminClient) {
    super({
      state: null,
      items: [],
      next: null,
      phase: "loading",
      failure: null,
      repeating: null,
      repeated: null,
    });
    this.#client = client;
  }

  async load(state: DeliveriesState["state"] = this.state.state): Promise<void> {
    this.restart();
    this.set({ state, phase: "loading", failure: null, repeating: null });
    await this.#read(null);
  }

  async more(): Promise<void> {
    const { next, phase } = this.state;
    if (next === null || phase === "loading" || phase === "more") return;
    this.set({ phase: "more", failure: null });
    await this.#read(next);
  }

  /** Sends a call again. */
  async repeat({ id, call }: Delivery): Promise<void> {
    if (this.state.repeating !== null) return;
    this.set({ repeating: call, repeated: null, failure: null });
    const path = `deliveries/${encodeURIComponent(id)}/repeat`;
    const answer = await this.current((signal) =>
      this.#client.ask({ path, method: "POST", body: {}, signal }, parseDelivery),
    );
    if (!answer) return;
    if (!answer.ok) {
      this.set({ repeating: null, failure: answer.failure });
      return;
    }
    const { body } = answer;
    const items = this.state.items.map((item) => (item.id === body.id ? body : item));
    this.set({ items, repeating: null, repeated: call });
  }

  async #read(cursor: string | null): Promise<void> {
    const query = new URLSearchParams({ limit: `${ADMIN_PAGE_EVENTS}` });
    if (this.state.state !== null) query.set("state", this.state.state);
    if (cursor !== null) query.set("cursor", cursor);
    const answer = await this.current((signal) =>
      this.#client.ask({ path: `deliveries?${query}`, signal }, (body) => parsePage(body, parseDelivery)),
    );
    if (!answer) return;
    if (!answer.ok) {
      this.set({ phase: "failed", failure: answer.failure });
      return;
    }
    const { items, next } = answer.body;
    const known = cursor === null ? [] : this.state.items;
    this.set({ items: [...known, ...items], next, phase: "ready" });
  }
}
