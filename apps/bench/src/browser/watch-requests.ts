import type { Page } from "playwright-core";

/** What a page has asked for since it was watched. */
export interface PageRequests {
  /** All of them, those of OPTIONS included. */
  total: number;
  /** Preflights: requests with the method OPTIONS, which Playwright's own events leave out. */
  options: number;
  /** Bytes of the answers as they came over the wire, headers included. */
  bytes: number;
}

/** Counts the requests of a page, from before it navigates. */
export async function watchRequests(page: Page): Promise<PageRequests> {
  const devtools = await page.context().newCDPSession(page);
  const counted: PageRequests = { total: 0, options: 0, bytes: 0 };
  devtools.on("Network.requestWillBeSent", ({ request }) => {
    counted.total += 1;
    if (request.method === "OPTIONS") counted.options += 1;
  });
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => {
    counted.bytes += encodedDataLength;
  });
  await devtools.send("Network.enable");
  return counted;
}
