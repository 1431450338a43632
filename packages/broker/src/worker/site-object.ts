import { DurableObject } from "cloudflare:workers";
import type { SiteState, SiteUse, Take } from "../admission/state.ts";
import { STATE_SWEEP_MS } from "../base/limits.ts";
import { SqlWindow } from "./sql-window.ts";

/** What all visitors, or all members, of one site have used together. */
export class SiteObject extends DurableObject implements SiteState {
  readonly #uses = new SqlWindow(this.ctx.storage.sql);
  #hasAlarm = false;

  async take({ kind, limitPerMinute, count, nowMs }: SiteUse): Promise<Take> {
    if (!this.#hasAlarm && (await this.ctx.storage.getAlarm()) === null) {
      await this.ctx.storage.setAlarm(Date.now() + STATE_SWEEP_MS);
    }
    this.#hasAlarm = true;
    return this.#uses.take(kind, limitPerMinute, count, nowMs);
  }

  override async alarm(): Promise<void> {
    const nowMs = Date.now();
    if (this.#uses.endsAtMs() > nowMs) {
      await this.ctx.storage.setAlarm(nowMs + STATE_SWEEP_MS);
      return;
    }
    await this.ctx.storage.deleteAll();
    this.#hasAlarm = false;
    this.#uses.forget();
  }
}
