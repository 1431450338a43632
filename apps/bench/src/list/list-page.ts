import type { Browser, Page } from "playwright-core";
import type { Bench } from "./page/probe.ts";
import type { Subject } from "./subject.ts";

type Name = keyof Bench;

/** A page with one of the lists. */
export interface ListPage {
  page: Page;
  /** Calls a function of the probe. */
  call<Called extends Name>(
    name: Called,
    ...args: Parameters<Bench[Called]>
  ): Promise<Awaited<ReturnType<Bench[Called]>>>;
  /** What the main thread has worked since the page began, in milliseconds. */
  workedMs(): Promise<number>;
  /** JavaScript heap after a collection. */
  heapBytes(): Promise<number>;
  /** Makes the main thread this many times slower. */
  slowDown(factor: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a list in a browser context of its own: nothing cached, no key stored. Resolves with its first row. `prepare`
 * gets the page before it navigates.
 */
export async function openList(
  browser: Browser,
  origin: string,
  subject: Subject,
  size: number,
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<ListPage> {
  const context = await browser.newContext({ viewport: { width: 1_100, height: 700 } });
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error(`${subject}: ${error.message}`));
  await prepare(page);
  await page.goto(`${origin}/${subject}/${size}`);
  const devtools = await context.newCDPSession(page);
  // The time of the thread and not of the clock: what else the machine does stays out.
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const metric = async (wanted: string) => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  };
  const list: ListPage = {
    page,
    call: (name, ...args) =>
      page
        .evaluate(
          ([name, args]) => {
            const { bench } = globalThis as unknown as {
              bench: Record<string, (...args: unknown[]) => never>;
            };
            return bench[name]?.(...args) as never;
          },
          [name, args] as [string, unknown[]],
        )
        .catch((error: Error) => {
          throw new Error(`${subject}, ${name}(${args}): ${error.message}`, { cause: error });
        }),
    workedMs: async () => (await metric("TaskDuration")) * 1000,
    async heapBytes() {
      await devtools.send("HeapProfiler.collectGarbage");
      return metric("JSHeapUsedSize");
    },
    async slowDown(factor) {
      await devtools.send("Emulation.setCPUThrottlingRate", { rate: factor });
    },
    close: () => context.close(),
  };
  await list.call("firstRow");
  return list;
}
