/**
 * A cold page until its first content: bytes, time at the machine's own speed and four times slower, and time over lines
 * whose round trips take 100 ms. Vendors are not reached: their widgets show what they show without an answer.
 */
import { buildWhenNeeded } from "@keyhole/dev/build";
import type { Browser } from "playwright-core";
import type { Context, Group } from "../harness/group.ts";
import { inTurns } from "../harness/in-turns.ts";
import type { Comparison, Row } from "../harness/row.ts";
import { startBrokerStandIn } from "../list/broker-stand-in.ts";
import { serve } from "../list/serve.ts";
import { delay } from "./delay.ts";
import { type PageScripts, readPageScripts } from "./page-scripts.ts";
import { HINTS, type Hint, isSubject, pageOf, SUBJECTS, type Subject } from "./subjects.ts";

const ROUNDS = 15;
const QUICK_ROUNDS = 3;
const ROUND_TRIP_MS = 100;
const SLOW_CPU = 4;
/** What shows nothing in this time shows nothing. */
const PATIENCE_MS = 8_000;
/** Aims. */
const ENTRY_BYTES_MAX = 18_000;
const LANGUAGE_BYTES_MAX = 20_000;
const OVER_FLOOR_MAX = 1.3;

interface Shown {
  shownMs: number;
  scriptMs: number;
}

type Open = (subject: Subject, hint?: Hint) => Promise<Shown>;

export const page: Group = {
  name: "page",
  describe:
    "a cold page until its first content, against other widgets, an empty element, and one that asks once",
  async run(context) {
    buildWhenNeeded("elements");
    const scripts = await readPageScripts();
    const broker = await startBrokerStandIn(scripts.files);
    context.defer(broker.stop);
    const slowBroker = await delay(broker.origin, ROUND_TRIP_MS);
    context.defer(slowBroker.stop);
    const near = await serveHost(context, broker.origin);
    const behind = await serveHost(context, slowBroker.origin);
    const far = await delay(behind, ROUND_TRIP_MS);
    context.defer(far.stop);
    const browser = await context.browser();
    const rows: Row[] = byteRows(scripts);
    context.say("  subjects that show something");
    const shown: Subject[] = [];
    const open = opener(browser, near);
    for (const subject of SUBJECTS) if (!Number.isNaN((await open(subject)).shownMs)) shown.push(subject);
    for (const cpu of [1, SLOW_CPU]) {
      context.say(`  first content, CPU ×${cpu}`);
      const taken = await measure(context, shown, opener(browser, near, cpu));
      rows.push(contentRow(`first content, CPU ×${cpu}`, taken, cpu === 1));
    }
    context.say(`  first content, round trips of ${ROUND_TRIP_MS} ms`);
    const distant = opener(browser, far.origin);
    const taken = await measure(context, shown, distant);
    rows.push(contentRow(`first content, round trips of ${ROUND_TRIP_MS} ms`, taken, false));
    rows.push(afterScriptRow(taken));
    context.say("  lines in the head");
    rows.push(await hintRow(context, distant));
    return rows;
  },
};

async function serveHost({ defer }: Context, origin: string): Promise<string> {
  const host = await serve(({ url = "/" }, response) => {
    const [, subject = "", hint = "none"] = url.split("/");
    if (!isSubject(subject) || !Object.hasOwn(HINTS, hint)) return response.writeHead(404).end();
    return response
      .writeHead(200, { "Content-Type": "text/html; charset=utf-8" })
      .end(pageOf(subject, origin, hint as Hint));
  });
  defer(host.stop);
  return host.origin;
}

/** Opens pages in contexts of their own: nothing is cached, no key is stored, and no vendor is reached. */
function opener(browser: Browser, host: string, cpu = 1): Open {
  return async (subject, hint = "none") => {
    const context = await browser.newContext({ viewport: { width: 1_100, height: 700 } });
    const opened = await context.newPage();
    const devtools = await context.newCDPSession(opened);
    // Playwright's own routes would take over the preflights. All subjects are served over http.
    await devtools.send("Network.enable");
    await devtools.send("Network.setBlockedURLs", { urls: ["https://*", "wss://*"] });
    if (cpu !== 1) await devtools.send("Emulation.setCPUThrottlingRate", { rate: cpu });
    await opened.goto(`${host}/${subject}/${hint}`);
    const late = new Promise<Shown>((resolve) =>
      setTimeout(() => resolve({ shownMs: Number.NaN, scriptMs: Number.NaN }), PATIENCE_MS),
    );
    const read = opened.evaluate(() => {
      const { firstContent } = globalThis as unknown as { firstContent: () => Promise<Shown> };
      return firstContent();
    });
    const shown = await Promise.race([read, late]);
    read.catch(() => {});
    await context.close();
    return shown;
  };
}

function measure(
  { quick }: Context,
  subjects: readonly Subject[],
  open: Open,
): Promise<Record<string, Shown[]>> {
  return inTurns(Object.fromEntries(subjects.map((subject) => [subject, () => open(subject)])), {
    rounds: quick ? QUICK_ROUNDS : ROUNDS,
  });
}

function byteRows({ bytes, inLanguages }: PageScripts): Comparison[] {
  const { empty: _, asking: __, ...widgets } = bytes;
  return [
    {
      name: "bytes until the first content, brotli 11",
      unit: "B",
      samples: single(widgets),
      against: "vaadin",
      aims: [{ subject: "keyhole", of: "median", atMost: ENTRY_BYTES_MAX }],
    },
    {
      name: "bytes until the first row in other languages, brotli 11",
      unit: "B",
      samples: single(inLanguages),
      aims: Object.keys(inLanguages).map((subject) => ({
        subject,
        of: "median",
        atMost: LANGUAGE_BYTES_MAX,
      })),
    },
  ];
}

function single(values: Readonly<Record<string, number>>): Record<string, number[]> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));
}

function contentRow(name: string, taken: Record<string, Shown[]>, hasAim: boolean): Comparison {
  return {
    name,
    unit: "ms",
    samples: pick(taken, ({ shownMs }) => shownMs),
    against: "asking",
    ...(hasAim ? { aims: [{ subject: "keyhole", of: "ratio", atMost: OVER_FLOOR_MAX }] } : {}),
    note: "Peers ask nobody for data but vaadin. A widget that shows nothing without its vendor is absent.",
  };
}

/** One round trip, and what the page itself takes: as an element without a key does. */
function afterScriptRow({ keyhole = [], asking = [] }: Record<string, Shown[]>): Comparison {
  return {
    name: "from the script's arrival to the first content, round trips of 100 ms",
    unit: "ms",
    samples: pick({ keyhole, asking }, ({ shownMs, scriptMs }) => shownMs - scriptMs),
    against: "asking",
    aims: [{ subject: "keyhole", of: "ratio", atMost: OVER_FLOOR_MAX }],
  };
}

async function hintRow({ quick }: Context, open: Open): Promise<Comparison> {
  const hints = Object.keys(HINTS) as Hint[];
  const taken = await inTurns(Object.fromEntries(hints.map((hint) => [hint, () => open("keyhole", hint)])), {
    rounds: quick ? QUICK_ROUNDS : ROUNDS,
  });
  return {
    name: "first row with a line in the head, round trips of 100 ms",
    unit: "ms",
    samples: pick(taken, ({ shownMs }) => shownMs),
    against: "none",
  };
}

function pick(taken: Record<string, Shown[]>, of: (shown: Shown) => number): Record<string, number[]> {
  return Object.fromEntries(Object.entries(taken).map(([name, shown]) => [name, shown.map(of)]));
}
