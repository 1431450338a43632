/**
 * The list against `@vaadin/grid` with the same columns of the same calls: bytes and time to the first
 * row, frames while scrolling, jumps, elements and heap; and what a page of calls costs at the end of a
 * list against one at its start. All in turns, in one run.
 */
import { buildWhenNeeded } from "@keyhole/dev/build";
import type { Browser } from "playwright-core";
import type { Context, Group } from "../harness/group.ts";
import type { Row } from "../harness/row.ts";
import { type BrokerStandIn, startBrokerStandIn } from "./broker-stand-in.ts";
import { openList } from "./list-page.ts";
import { bytesRow, costRows, firstRowRows, scrollRows } from "./list-rows.ts";
import { measureFirstRow } from "./measure-first-row.ts";
import { measureAppend, measureRefresh } from "./measure-page-cost.ts";
import { measureScroll } from "./measure-scroll.ts";
import { readScripts } from "./scripts.ts";
import { serve } from "./serve.ts";
import { isSubject, pageOf } from "./subject.ts";

const SIZES = [100, 10_000, 100_000];
const QUICK_SIZES = [100, 10_000];
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
    for (const size of context.quick ? QUICK_SIZES : SIZES) {
      rows.push(...(await measureSize(context, browser, { broker, origin: host.origin, size })));
    }
    return rows;
  },
};

async function measureSize(
  { quick, say }: Context,
  browser: Browser,
  { broker, origin, size }: { broker: BrokerStandIn; origin: string; size: number },
): Promise<Row[]> {
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
  return [
    ...firstRowRows(size, firstRow),
    ...scrollRows(size, scrolled),
    ...costRows(size, { "a page more": append, "a refresh": refresh }),
  ];
}
