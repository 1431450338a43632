/**
 * The list against `@vaadin/grid` with the same columns of the same calls: bytes and time to the first
 * row, frames while scrolling, jumps, elements and heap, with 10,000 and 100,000 calls; and what a page
 * of calls costs at the end of a list against one at its start. All in turns, in one run.
 */

import { findChromium } from "@keyhole/dev/chromium";
import { chromium } from "playwright-core";
import { startBrokerStandIn } from "./list/broker-stand-in.ts";
import { openList } from "./list/list-page.ts";
import { measureFirstRow } from "./list/measure-first-row.ts";
import { measureAppend, measureRefresh } from "./list/measure-page-cost.ts";
import { measureScroll } from "./list/measure-scroll.ts";
import { printTable } from "./list/print-table.ts";
import { readScripts } from "./list/scripts.ts";
import { serve } from "./list/serve.ts";
import { isSubject, pageOf, SIZES } from "./list/subject.ts";

const scripts = await readScripts();
const broker = await startBrokerStandIn(scripts.files);
const host = await serve(({ url = "/" }, response) => {
  const [, subject = "", size] = url.split("/");
  if (!isSubject(subject)) return response.writeHead(404).end();
  return response
    .writeHead(200, { "Content-Type": "text/html; charset=utf-8" })
    .end(pageOf(subject, Number(size), broker.origin));
});
const browser = await chromium.launch(await findChromium());
try {
  for (const size of SIZES) {
    const firstRow = await measureFirstRow(browser, host.origin, size);
    const keyhole = await openList(browser, host.origin, "keyhole", size);
    const short = await openList(browser, host.origin, "keyhole", size);
    const append = await measureAppend(keyhole, short, size);
    const vaadin = await openList(browser, host.origin, "vaadin-array", size);
    const scrolled = await measureScroll({ keyhole, vaadin }, size);
    await vaadin.close();
    await keyhole.call("jump", 1);
    const refresh = await measureRefresh(broker, keyhole, short);
    await Promise.all([keyhole.close(), short.close()]);
    broker.newer = 0;
    printTable({ size, bytes: scripts.bytes, firstRow, scrolled, append, refresh });
  }
} finally {
  await browser.close();
  await Promise.all([broker.stop(), host.stop()]);
}
