import { setTimeout } from "node:timers/promises";
import type { CDPSession, Page } from "playwright-core";

/** An answer that the page got. */
export interface Answer {
  method: string;
  url: URL;
  status: number;
  body: string;
}

/** Everything that a page sent and received. */
export interface Recording {
  /** One text for each thing. */
  texts: string[];
  /** Resolves to the next answer that matches. */
  nextAnswer(matches: (answer: Answer) => boolean): Promise<Answer>;
  /** Waits for bodies that are still being read, and adds what the page holds now. */
  finish(): Promise<void>;
}

const ANSWER_TIMEOUT_MS = 60_000;
/** How long the bodies of a page that was left are waited for. */
const LEFT_BEHIND_MS = 5_000;
/** Characters that are kept of a recording. */
const SOUND_KEPT = 100_000;

/** The network as Chromium's own protocol tells it: headers as sent, cookies, preflights. */
const NETWORK_EVENTS = [
  "Network.requestWillBeSent",
  "Network.requestWillBeSentExtraInfo",
  "Network.responseReceived",
  "Network.responseReceivedExtraInfo",
  "Network.eventSourceMessageReceived",
  "Network.webSocketFrameReceived",
  "Network.webSocketFrameSent",
] as const;

/** Starts recording, before the page is opened. */
export async function record(page: Page): Promise<Recording> {
  const texts: string[] = [];
  /** Bodies that are being read, by the number of pages that had been opened before. */
  const pending: { opened: number; read: Promise<unknown> }[] = [];
  let opened = 0;
  const waiting = new Set<(answer: Answer) => void>();
  page.on("console", (message) => texts.push(message.text()));
  page.on("pageerror", (error) => texts.push(String(error.stack)));
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame()) opened += 1;
  });

  const session = await page.context().newCDPSession(page);
  for (const name of NETWORK_EVENTS) session.on(name, (event) => texts.push(JSON.stringify(event)));
  await session.send("Network.enable");
  // Every answer is held until its body has been read: afterwards Chromium no longer has those
  // that are `no-store` and were read as a stream.
  session.on("Fetch.requestPaused", ({ requestId, request, resourceType, responseStatusCode = 0 }) => {
    const read = readBody(session, requestId).then((body) => {
      // Of sound, the beginning: the rest is millions of samples.
      texts.push(resourceType === "Media" ? body.slice(0, SOUND_KEPT) : body);
      const { method } = request;
      // Nobody waits for an answer that the page did not take.
      if (body === "" && responseStatusCode === 200) return;
      for (const tell of waiting)
        tell({ method, url: new URL(request.url), status: responseStatusCode, body });
    });
    pending.push({ opened, read });
  });
  await session.send("Fetch.enable", { patterns: [{ requestStage: "Response" }] });

  return {
    texts,
    nextAnswer(matches) {
      const { promise, resolve, reject } = Promise.withResolvers<Answer>();
      const tell = (answer: Answer) => matches(answer) && resolve(answer);
      const late = new Error(`no such answer within ${ANSWER_TIMEOUT_MS / 1000} s: ${matches}`);
      const timer = globalThis.setTimeout(reject, ANSWER_TIMEOUT_MS, late);
      waiting.add(tell);
      return promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(tell);
      });
    },
    async finish() {
      const ofPage = pending.filter((each) => each.opened === opened);
      const before = pending.filter((each) => each.opened !== opened);
      await Promise.all(ofPage.map(({ read }) => read));
      // Of what a page had asked for when it was left, Chromium may never tell the body.
      await Promise.race([Promise.all(before.map(({ read }) => read)), setTimeout(LEFT_BEHIND_MS)]);
      texts.push(
        ...(await held(page)),
        JSON.stringify(await page.context().storageState({ indexedDB: true })),
      );
    },
  };
}

/**
 * Reads the body of an answer and lets it go on. Empty for what has none, such as a preflight, and where the page
 * has given the request up.
 */
async function readBody(session: CDPSession, requestId: string): Promise<string> {
  const body = await session.send("Fetch.getResponseBody", { requestId }).then(
    (answer) => (answer.base64Encoded ? Buffer.from(answer.body, "base64").toString("utf8") : answer.body),
    () => "",
  );
  await session.send("Fetch.continueRequest", { requestId }).catch(() => {}); // The page was closed.
  return body;
}

/** What scripts of the page could read: storage, and the document with all open shadow roots. */
function held(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const markup: string[] = [];
    const visit = (root: Document | ShadowRoot) => {
      markup.push(root instanceof Document ? root.documentElement.outerHTML : root.innerHTML);
      for (const element of root.querySelectorAll("*")) if (element.shadowRoot) visit(element.shadowRoot);
    };
    visit(document);
    return [...markup, JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
  });
}
