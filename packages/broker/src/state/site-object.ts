import { DurableObject } from "cloudflare:workers";
import { STATE_SWEEP_MS } from "../limits.ts";
import { SlidingWindow, type Take } from "../rates/sliding-window.ts";
import type { SiteState, SiteUse } from "./site-state.ts";

/** What all visitors, or all members, of one site have used together. */
export class SiteObject extends DurableObject implements SiteState {
  async take({ kind, limitPerMinute, count, nowMs }: SiteUse): Promise<Take> {
    const taken = new SlidingWindow(this.ctx.storage.sql).take(kind, limitPerMinute, count, nowMs);
    if ((await this.ctx.storage.getAlarm()) === null)
      await this.ctx.storage.setAlarm(Date.now() + STATE_SWEEP_MS);
    return taken;
  }

  override async alarm(): Promise<void> {
    const nowMs = Date.now();
    const usesEndMs = new SlidingWindow(this.ctx.storage.sql).endsAtMs() ?? 0;
    if (usesEndMs <= nowMs) await this.ctx.storage.deleteAll();
    else await this.ctx.storage.setAlarm(nowMs + STATE_SWEEP_MS);
  }
}
