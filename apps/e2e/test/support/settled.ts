import type { Page, Request } from "playwright-core";
import { until } from "./until.ts";

/** Requests of a page that nobody has answered yet. */
const unanswered = new WeakMap<Page, Set<Request>>();

/** Begins to count the requests of a page: call it before the page is opened, and `settled` after. */
export function watchRequests(page: Page): void {
  const requests = new Set<Request>();
  unanswered.set(page, requests);
  page.on("request", (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) requests.clear();
    // The audio of a recording is fetched as far as the browser likes.
    if (request.resourceType() !== "media") requests.add(request);
  });
  page.on("requestfinished", (request) => requests.delete(request));
  page.on("requestfailed", (request) => requests.delete(request));
}

/** Begins anew with a page whose content is about to be replaced without a navigation. */
export function forgetRequests(page: Page): void {
  unanswered.get(page)?.clear();
}

/**
 * Waits until a page is at rest: everything that it asked for has come, but for `silent` requests that are
 * never answered, and has been drawn. What is looked at before that depends on how busy the machine is.
 */
export function settled(page: Page, silent = 0): Promise<void> {
  const requests = unanswered.get(page);
  if (!requests) throw new Error("The requests of this page are not watched.");
  const isAtRest = async () => {
    if (requests.size > silent) return false;
    // An answer leads to a frame, and maybe to another request.
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    return requests.size <= silent;
  };
  return until(page, isAtRest, "the page is at rest");
}
