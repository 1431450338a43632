import { findChromium } from "@keyhole/dev/chromium";
import { type Demo, startDemo } from "@keyhole/launch";
import { type Browser, chromium } from "playwright-core";
import { writeRoomyWorker } from "./roomy-worker.ts";

/** Something costly that all test files of a process share. */
export interface Shared<T> {
  /** Opens it for its first user. */
  acquire(): Promise<T>;
  /** Each user calls this once; the last one closes it. */
  release(): Promise<void>;
}

/** Pages of one profile share a process, whatever their origins: to start one costs as much as to load a page. */
const ONE_RENDERER = ["--renderer-process-limit=1", "--disable-site-isolation-trials"];

/** A host name that is not this machine's in a browser's eyes: without https a page there is not secure. */
export const INSECURE_HOST = "insecure.example";

export const sharedBrowser: Shared<Browser> = share(
  async () => {
    const found = await findChromium();
    return chromium.launch({
      ...found,
      args: [...found.args, ...ONE_RENDERER, `--host-resolver-rules=MAP ${INSECURE_HOST} 127.0.0.1`],
    });
  },
  (browser) => browser.close(),
);

/** The demo on free ports. A test that changes its simulator changes it back. */
export const sharedDemo: Shared<Demo> = share(
  () => {
    const ports = { pagePort: 0, playgroundPort: 0, brokerPort: 0, simulatorPort: 0 };
    return startDemo({ ...ports, config: writeRoomyWorker() });
  },
  (demo) => demo.stop(),
);

function share<T>(open: () => Promise<T>, close: (opened: T) => Promise<void>): Shared<T> {
  let users = 0;
  let opened: Promise<T> | undefined;
  return {
    acquire() {
      users += 1;
      opened ??= open();
      return opened;
    },
    async release() {
      users -= 1;
      if (users > 0 || !opened) return;
      const last = opened;
      opened = undefined;
      await close(await last);
    },
  };
}
