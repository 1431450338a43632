/**
 * The list against `@vaadin/grid` with the same columns of the same calls: bytes and time to the first
 * row, frames while scrolling, jumps, elements and heap; and what a page of calls costs at the end of a
 * list against one at its start. All in turns, in one run.
 */
import { buildWhenNeeded } from "@keyhole/dev/build";
import type { Browser } from "playwright-core";
import { type PageRequests, watchRequests } from "../browser/watch-requests.ts";
import type { Context, Group } from "../harness/group.ts";
import type { Row } from "../harness/row.ts";
import { type BrokerStandIn, startBrokerStandIn } from "./broker-stand-in.ts";
import { openList } from "./list-page.ts";
import {
  bytesRow,
  costRows,
  firstRowRows,
  growthRows,
  interactionRows,
  type MeasuredSize,
  requestRows,
  scrollRows,
} from "./list-rows.ts";
import { measureFirstRow } from "./measure-first-row.ts";
import { type Interaction, measureInteraction } from "./measure-interaction.ts";
import { measureAppend, measureRefresh } from "./measure-page-cost.ts";
import { measureScroll } from "./measure-scroll.ts";
import { readScripts } from "./scripts.ts";
import { serve } from "./serve.ts";
import { isSubject, pageOf, type Subject } from "./subject.ts";

const SIZES = [100, 10_000, 100_000];
const QUICK_SIZES = [100, 10_000];
const INTERACTION_CALLS = 10_000;
/** Below this many calls a list has no end to append to while it is measured. */
const COSTED_CALLS_MIN = 10_000;

export const list: Group = {
  name: "list",
  describe: "the list against @vaadin/grid with the same columns: first row, scrolling, elements, heap",
  async run(context) {
    buildWhenNeeded("elements");
    const scripts = await readScripts();
    const broker = await startBrokerStandIn(scripts.files);
    context.defer(broker.stop);
    const host = await serve(({ url = "/" }, response) => {
      const [, subject = "", size] = url.split("/");
      if (!isSubject(subject)) return response.writeHead(404).end();
      return response
        .writeHead(200, { "Content-Type": "text/html; charset=utf-8" })
        .end(pageOf(subject, Number(size), broker.origin));
    });
    context.defer(host.stop);
    const browser = await context.browser();
    const rows: Row[] = [bytesRow(scripts.bytes)];
    const counted = (subject: Subject) => countRequests(browser, host.origin, subject);
    rows.push(...requestRows(await counted("keyhole"), await counted("vaadin")));
    context.say("  interactions");
    rows.push(...interactionRows(await interact(context, browser, { broker, origin: host.origin })));
    const sizes = new Map<number, MeasuredSize>();
    for (const size of context.quick ? QUICK_SIZES : SIZES) {
      const measured = await measureSize(context, browser, { broker, origin: host.origin, size });
      sizes.set(size, measured);
      rows.push(...measured.rows);
    }
    return [...rows, ...growthRows(sizes)];
  },
};

/** What a list asks for until its first row. */
async function countRequests(browser: Browser, origin: string, subject: Subject): Promise<PageRequests> {
  let requests: PageRequests | undefined;
  const opened = await openList(browser, origin, subject, QUICK_SIZES[0] ?? 0, async (page) => {
    requests = await watchRequests(page);
  });
  const counted = { total: 0, options: 0, bytes: 0, ...requests };
  await opened.close();
  return counted;
}

async function interact(
  { quick }: Context,
  browser: Browser,
  { broker, origin }: { broker: BrokerStandIn; origin: string },
): Promise<Interaction<"keyhole" | "grid">> {
  const lists = {
    keyhole: await openList(browser, origin, "keyhole", INTERACTION_CALLS),
    grid: await openList(browser, origin, "vaadin", INTERACTION_CALLS),
  };
  const taken = await measureInteraction(lists, broker, quick ? 5 : 15);
  await Promise.all([lists.keyhole.close(), lists.grid.close()]);
  broker.newer = 0;
  return taken;
}

async function measureSize(
  { quick, say }: Context,
  browser: Browser,
  { broker, origin, size }: { broker: BrokerStandIn; origin: string; size: number },
): Promise<MeasuredSize & { rows: Row[] }> {
  say(`  ${size} calls: first row`);
  const firstRow = await measureFirstRow(browser, origin, size, quick ? 7 : 21);
  const keyhole = await openList(browser, origin, "keyhole", size);
  const vaadin = await openList(browser, origin, "vaadin-array", size);
  const costed = size >= COSTED_CALLS_MIN && !quick;
  const short = costed ? await openList(browser, origin, "keyhole", size) : undefined;
  say(`  ${size} calls: loading all`);
  const append = short && (await measureAppend(keyhole, short, size));
  if (!short) await keyhole.call("loadAll");
  say(`  ${size} calls: scrolling`);
  const scrolled = await measureScroll({ keyhole, vaadin }, size, quick ? 3 : 7);
  await vaadin.close();
  await keyhole.call("jump", 1);
  const refresh = short && (await measureRefresh(broker, keyhole, short));
  await Promise.all([keyhole.close(), short?.close()]);
  broker.newer = 0;
  return {
    firstRow: firstRow.keyhole,
    scrolled: scrolled.keyhole,
    rows: [
      ...firstRowRows(size, firstRow),
      ...scrollRows(size, scrolled),
      ...costRows(size, { "a page more": append, "a refresh": refresh }),
    ],
  };
}
